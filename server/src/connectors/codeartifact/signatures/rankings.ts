/** The orders in which causes are listed where AWS's answer leaves several open. */

import type { CauseCode } from '@backline/shared';
import type { Certainty } from '../../../lib/diagnosis.ts';
import { isCrossAccount, isKnown, type Facts } from '../causes/index.ts';
import type { Failure } from '../failure.ts';

/** Most likely first. */
export type Ranking = [CauseCode, Certainty][];

/** Regions that every account has from the start; the others are switched on account by account (IAM guide, "Enable Regions"). */
const DEFAULT_REGION = /^(us-(east|west)-[12]|ca-central-1|eu-(central-1|west-[123]|north-1)|ap-(south-1|southeast-[12]|northeast-[123])|sa-east-1)$/; // prettier-ignore

/**
 * Everything that STS words alike for a role of another account, by how easily each is made: a first connection fails for
 * typing errors, one that worked before for changes.
 */
export function deniedTrust({ workedBefore, isForeign }: Facts, first: Certainty): Ranking {
  if (isForeign) return rankAlike(FOREIGN_TRUST, first);
  const order: CauseCode[] = workedBefore
    ? [
        'role_not_found',
        'external_id_mismatch',
        'trust_principal_mismatch',
        'rcp_denied',
        'trust_principal_stale_id',
        'trust_condition_unmet',
        'trust_explicit_deny',
      ]
    : [
        'external_id_mismatch',
        'role_not_found',
        'trust_principal_mismatch',
        'trust_condition_unmet',
        'rcp_denied',
        'trust_explicit_deny',
        'iam_eventual_consistency',
        'trust_principal_stale_id',
      ];
  return rankAlike(order, first);
}

/** Between one's own accounts an External ID is rare, and principals are forgotten most often. */
const FOREIGN_TRUST: readonly CauseCode[] = [
  'trust_principal_mismatch',
  'role_not_found',
  'external_id_mismatch',
  'trust_condition_unmet',
  'trust_principal_stale_id',
  'iam_eventual_consistency',
  'rcp_denied',
  'trust_explicit_deny',
];

/** Causes that nothing tells apart: the first as likely as is given, the others possible. */
export function rankAlike(order: readonly CauseCode[], first: Certainty): Ranking {
  return order.map((code, index) => [code, index === 0 ? first : 'POSSIBLE']);
}

/**
 * A denial of what the role asks of CodeArtifact. Across accounts both sides must allow; AWS's reason, where it gives one,
 * tells which did not. Without a reason, policies above the role stay possible.
 */
export function deniedEitherSide({ denial }: Failure, facts: Facts, own: CauseCode, owner: CauseCode): Ranking {
  if (denial?.policyType === 'identity-based policy') return [[own, 'CERTAIN']];
  if (denial?.policyType === 'resource-based policy') return [[owner, isCrossAccount(facts) ? 'CERTAIN' : 'LIKELY']];
  const sides: Ranking = isCrossAccount(facts)
    ? [
        [owner, 'LIKELY'],
        [own, 'POSSIBLE'],
      ]
    : [[own, 'LIKELY']];
  // Of a text that blackens an account nobody can say whether two are involved.
  if (facts.isForeign && !isCrossAccount(facts) && !isSameAccount(facts)) sides.push([owner, 'POSSIBLE']);
  return [...sides, ['scp_denied', 'POSSIBLE'], ['permissions_boundary_denies', 'POSSIBLE']];
}

function isSameAccount({ accountId, domain }: Facts): boolean {
  return isKnown(accountId) && accountId === domain?.domainOwner;
}

/** A read that is refused for all packages, while AWS has or has not confirmed that the repository exists. */
export function deniedRead(failure: Failure, facts: Facts): Ranking {
  if (facts.isRepositoryMissing) return [['repository_not_found', 'CERTAIN']];
  if (isCrossAccount(facts) || failure.denial?.policyType) {
    return deniedEitherSide(failure, facts, 'missing_read_from_repository', 'repo_policy_missing_cross_account');
  }
  if (facts.isRepositoryConfirmed) return [['missing_read_from_repository', 'CERTAIN']];
  return [
    ['missing_read_from_repository', 'LIKELY'],
    ['repository_not_found', 'POSSIBLE'],
  ];
}

/** A 404 for the whole repository: a wrong name, or one more way to refuse (not known of AWS for certain). */
export function readNotFound(facts: Facts): Ranking {
  if (facts.isRepositoryMissing) return [['repository_not_found', 'CERTAIN']];
  const found: Ranking = facts.isRepositoryConfirmed ? [] : [['repository_not_found', 'LIKELY']];
  const order: CauseCode[] = isCrossAccount(facts)
    ? ['repo_policy_missing_cross_account', 'missing_read_from_repository']
    : ['missing_read_from_repository'];
  const denied = order.map((code, index): Ranking[number] => {
    return [code, index === 0 && facts.isRepositoryConfirmed ? 'LIKELY' : 'POSSIBLE'];
  });
  return [...found, ...denied];
}

/** Credentials unknown to STS. Accounts switch some Regions on themselves; sessions made elsewhere may be unknown there. */
export function unknownToSts(region: string): Ranking {
  if (isDefaultRegion(region)) return [['platform_creds_invalid', 'LIKELY']];
  return [
    ['platform_creds_invalid', 'LIKELY'],
    ['sts_global_token_in_optin_region', 'POSSIBLE'],
    ['optin_region_not_enabled_in_both_accounts', 'POSSIBLE'],
  ];
}

/** The same of a session that STS has just made. */
export function unknownToCodeArtifact(region: string): Ranking {
  if (isDefaultRegion(region)) return [['role_session_expired', 'LIKELY']];
  return [
    ['optin_region_not_enabled_in_both_accounts', 'LIKELY'],
    ['role_session_expired', 'POSSIBLE'],
  ];
}

/** Whether every account has the Region from the start. */
export function isDefaultRegion(region: string): boolean {
  return DEFAULT_REGION.test(region);
}
