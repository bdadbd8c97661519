import type { PrincipalList } from './document.ts';

/** Who makes a request, as IAM sees it. `userId` is what GetCallerIdentity returns, e.g. `AROA…:session`. */
export type Principal =
  | { readonly type: 'Root'; readonly accountId: string; readonly arn: string; readonly userId?: string }
  | { readonly type: 'User'; readonly accountId: string; readonly arn: string; readonly userId?: string }
  | {
      readonly type: 'AssumedRole';
      readonly accountId: string;
      /** Of the session: `arn:aws:sts::<account>:assumed-role/<name>/<session>`, without the role's path. */
      readonly arn: string;
      /** Of the role, with its path. */
      readonly roleArn: string;
      readonly userId?: string;
    }
  | { readonly type: 'FederatedUser'; readonly accountId: string; readonly arn: string; readonly userId?: string }
  | { readonly type: 'Service'; readonly service: string }
  | { readonly type: 'Anonymous' };

/**
 * How closely a principal element names the caller. It matters for what a resource-based policy grants in the same
 * account: an account is only delegated to, a role stays bound by its boundary and session policy, the rest is not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export type PrincipalMatch = 'none' | 'account' | 'role' | 'exact' | 'everyone';

const STRENGTH: readonly PrincipalMatch[] = ['none', 'account', 'role', 'exact', 'everyone'];

/** The closest way in which the element names the caller; a negated element names everybody it does not list. */
export function matchPrincipal(list: PrincipalList, principal: Principal): PrincipalMatch {
  const matches = list.values.map((entry) => matchValue(entry.type, entry.value, principal));
  const closest = STRENGTH.findLast((match) => matches.includes(match)) ?? 'none';
  if (!list.isNegated) return closest;
  return closest === 'none' ? 'everyone' : 'none';
}

/** Whether IAM would take the text as an `AWS` principal: "*", an account, an ARN without wildcards, or a unique id. */
export function isPrincipalValue(value: string): boolean {
  return (
    value === '*' ||
    /^\d{12}$/u.test(value) ||
    /^A(RO|ID)A[A-Z0-9]{12,124}$/u.test(value) ||
    /^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[^*?]+)$/u.test(value) ||
    /^arn:aws[a-z-]*:sts::\d{12}:(assumed-role\/[^/*?]+\/[^/*?]+|federated-user\/[^*?]+)$/u.test(value)
  );
}

function matchValue(
  type: PrincipalList['values'][number]['type'],
  value: string,
  principal: Principal,
): PrincipalMatch {
  if (type === 'Service') return principal.type === 'Service' && principal.service === value ? 'exact' : 'none';
  if (type !== 'AWS') return 'none';
  if (value === '*') return 'everyone';
  if (principal.type === 'Service' || principal.type === 'Anonymous') return 'none';
  if (value === principal.accountId || namesAccount(value, principal)) return 'account';
  if (principal.type === 'AssumedRole') {
    if (value === principal.arn) return 'exact';
    const isRole = value === principal.roleArn || value === uniqueId(principal.userId);
    return isRole ? 'role' : 'none';
  }
  return value === principal.arn || (principal.type === 'User' && value === principal.userId) ? 'exact' : 'none';
}

function namesAccount(value: string, principal: { accountId: string; arn: string }): boolean {
  const partition = principal.arn.split(':')[1] ?? 'aws';
  return value === `arn:${partition}:iam::${principal.accountId}:root`;
}

function uniqueId(userId: string | undefined): string | undefined {
  return userId?.split(':')[0];
}
