import type { CauseCode } from '@backline/shared';
import { BEARER_ACTION, ENDPOINT_ACTION, READ_ACTION, TOKEN_ACTION } from './needs.ts';
import type { JudgedNeed } from './permission-findings.ts';
import { isBounded, isDenied, nearMiss, type PermissionQuestion } from './permissions.ts';
import { listed, type CauseDraft } from './verdict.ts';

const MISSING: Readonly<Record<string, CauseCode>> = {
  [TOKEN_ACTION]: 'missing_get_authorization_token',
  [BEARER_ACTION]: 'missing_bearer_token_permission',
  [ENDPOINT_ACTION]: 'missing_get_repository_endpoint',
  [READ_ACTION]: 'missing_read_from_repository',
};

/** One cause for each action that is refused. `hasMore`: the role is known to have policies that were not pasted. */
export function permissionCauses(
  judged: readonly JudgedNeed[],
  question: PermissionQuestion,
  hasMore: boolean,
): CauseDraft[] {
  const refused = judged.filter(({ verdict }) => !verdict.allowed && !verdict.isHeldBack && !isNotInForce(question));
  const byCode = new Map<CauseCode, JudgedNeed[]>();
  for (const one of refused) {
    const code = codeOf(one, question);
    if (code) byCode.set(code, [...(byCode.get(code) ?? []), one]);
  }
  return [...byCode].map(([code, needs]) => draft(code, needs, question, hasMore));
}

/** Where AWS does not take the documents, that is what is wrong, and not what they would allow. */
function isNotInForce({ identity }: PermissionQuestion): boolean {
  return identity.some(({ document }) => document === null);
}

function codeOf({ need }: JudgedNeed, question: PermissionQuestion): CauseCode | null {
  if (isBounded(need, question)) return 'permissions_boundary_denies';
  const near = nearMiss(need, question);
  if (need.action === BEARER_ACTION && near?.misses === 'Condition') return 'bearer_condition_unmet';
  return MISSING[need.action] ?? null;
}

function draft(
  code: CauseCode,
  needs: readonly JudgedNeed[],
  question: PermissionQuestion,
  hasMore: boolean,
): CauseDraft {
  const [first] = needs;
  const resources = needs.map(({ need }) => need.resource).filter((resource) => resource !== '*');
  const actions = [...new Set(needs.map(({ need }) => need.action))];
  const where = resources.length > 0 ? ` on ${listed([...new Set(resources)], 2)}` : '';
  const reason = first ? first.verdict.reason : '';
  const denied = first !== undefined && isDenied(first.need, question);
  const isNowhere = reason.startsWith('No statement allows');
  const isUnknown = needs.every(({ verdict }) => verdict.isUnknown);
  const open = isUnknown || (hasMore && !denied);
  return {
    code,
    certainty: open ? 'LIKELY' : 'CERTAIN',
    explanation: `The policies ${open ? 'may not allow' : 'do not allow'} ${listed(actions)}${where}.${isNowhere ? '' : ` ${reason}`}`,
    steps: [
      denied
        ? `Remove or narrow the Deny: ${first.verdict.statement?.label ?? 'see the reason'}.`
        : "Replace the role's policy by the repaired one, or add what it adds.",
      'Test again.',
    ],
  };
}
