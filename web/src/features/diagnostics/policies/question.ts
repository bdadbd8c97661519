/** Which role the policies are of: a saved integration's, or one that is entered. */

import { checkAccountId, checkRoleArn } from '@backline/shared';
import type { RolePoliciesInput } from '../../../graphql/generated/graphql.ts';

/** In the page's address where the details are entered by hand. */
export const BY_HAND = 'none';

export interface EnteredRole {
  accountId: string;
  externalId: string;
  roleArn: string;
  /** One URL a line. */
  repositoryUrls: string;
}

export interface PastedPolicies {
  trust: string;
  permissions: string;
}

/** Longest text that the server reads, in characters. */
export const LONGEST_TEXT = 64 * 1_024;

export const nothingEntered: EnteredRole = { accountId: '', externalId: '', roleArn: '', repositoryUrls: '' };

/** What keeps the entered details from being asked about; null where nothing does. */
export function enteredProblem({ accountId, roleArn }: EnteredRole): string | null {
  const arn = roleArn.trim();
  const account = accountIn({ accountId, roleArn });
  if (account === '') return 'Enter the account ID, or the role ARN that holds it.';
  return (
    checkAccountId(account).problems[0]?.message ?? (arn ? (checkRoleArn(arn).problems[0]?.message ?? null) : null)
  );
}

/** The input of the check; null while there is nothing to ask. */
export function inputOf(
  { trust, permissions }: PastedPolicies,
  integrationId: string | null,
  entered: EnteredRole,
): RolePoliciesInput | null {
  if (trust.trim() === '' && permissions.trim() === '') return null;
  if (trust.length > LONGEST_TEXT || permissions.length > LONGEST_TEXT) return null;
  const policies = { trustPolicy: trust || null, permissionsPolicy: permissions || null };
  if (integrationId !== null) return { ...policies, integrationId, accountId: '' };
  if (enteredProblem(entered) !== null) return null;
  return {
    ...policies,
    accountId: accountIn(entered),
    roleArn: entered.roleArn.trim() || null,
    externalId: entered.externalId.trim() || null,
    repositoryUrls: entered.repositoryUrls.split(/\s+/u).filter((url) => url !== ''),
  };
}

function accountIn({ accountId, roleArn }: Pick<EnteredRole, 'accountId' | 'roleArn'>): string {
  return accountId.trim() || (checkRoleArn(roleArn.trim()).accountId ?? '');
}
