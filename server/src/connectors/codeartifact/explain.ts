/**
 * Failures to causes, as a table: the first signature that fits decides. What gives the same bytes for several causes is
 * never called certain; such causes are ranked, own side last where nothing points to it.
 */

import type { Certainty, Diagnosis } from '../../lib/diagnosis.ts';
import { causes, describeCause, isCrossAccount, roleName, type Facts, type KnownCause } from './causes/index.ts';
import type { Failure, Stage } from './failure.ts';

type Ranking = [KnownCause, Certainty][];

interface Signature {
  stages: Stage[];
  fits: (failure: Failure, facts: Facts) => boolean;
  causes: (failure: Failure, facts: Facts) => Ranking;
}

const STS_STAGES: Stage[] = ['PLATFORM_IDENTITY', 'PLATFORM_ROLE', 'ASSUME_ROLE'];
const API_STAGES: Stage[] = ['AUTHORIZATION_TOKEN', 'REPOSITORY_ENDPOINT'];
const CUSTOMER_STAGES: Stage[] = [...API_STAGES, 'REPOSITORY_READ'];
const ALL_STAGES: Stage[] = [...STS_STAGES, ...CUSTOMER_STAGES];

const signatures: Signature[] = [
  // No usable answer at all.
  kind(ALL_STAGES, 'stopped', 'test_stopped'),
  kind(STS_STAGES, 'no-credentials', 'platform_creds_invalid'),
  kind(['REPOSITORY_READ'], 'tls', 'tls_untrusted_ca'),
  kind(ALL_STAGES, 'unexpected-answer', 'unexpected_answer'),
  kind(['REPOSITORY_READ'], 'interrupted', 'download_interrupted'),
  {
    stages: STS_STAGES,
    fits: ({ kind }) => kind !== 'refused',
    causes: ({ kind }) => [['sts_unreachable', kind === 'unreachable' ? 'CERTAIN' : 'LIKELY']],
  },
  {
    stages: API_STAGES,
    fits: ({ kind }) => kind !== 'refused',
    causes: ({ kind }) => [['codeartifact_unreachable', kind === 'unreachable' ? 'CERTAIN' : 'LIKELY']],
  },
  {
    stages: ['REPOSITORY_READ'],
    fits: ({ kind }) => kind !== 'refused',
    causes: ({ kind }) => [['repositories_endpoint_unreachable', kind === 'unreachable' ? 'CERTAIN' : 'LIKELY']],
  },

  // Codes of the common layer: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
  code(['PLATFORM_IDENTITY', 'PLATFORM_ROLE'], /^ExpiredToken/, 'platform_creds_expired'),
  code(['ASSUME_ROLE'], /^ExpiredToken/, 'platform_creds_expired'),
  code(CUSTOMER_STAGES, /^(ExpiredToken|UnrecognizedClient)/, 'role_session_expired'),
  code(
    ['PLATFORM_IDENTITY', 'PLATFORM_ROLE'],
    /^(InvalidClientTokenId|UnrecognizedClient|MissingAuthenticationToken)/,
    'platform_creds_invalid',
  ),
  {
    stages: ['ASSUME_ROLE'],
    fits: (failure) => isCode(failure, /^InvalidClientTokenId/),
    causes: () => [['platform_creds_invalid', 'LIKELY']],
  },
  {
    stages: ALL_STAGES,
    fits: (failure) =>
      isCode(failure, /^(SignatureDoesNotMatch|InvalidSignature|RequestExpired|RequestTimeTooSkewed)/) &&
      /Signature (expired|not yet current)|too skewed/i.test(failure.message),
    causes: () => [['clock_skew', 'CERTAIN']],
  },
  code(ALL_STAGES, /^(SignatureDoesNotMatch|InvalidSignature|IncompleteSignature)/, 'signature_mismatch'),
  code(STS_STAGES, /^(Throttling|TooManyRequests|RequestLimitExceeded|SlowDown)/, 'sts_throttled'),
  code(API_STAGES, /^(Throttling|TooManyRequests|RequestLimitExceeded)/, 'codeartifact_throttled'),
  code(STS_STAGES, /^RegionDisabled/, 'sts_region_disabled'),
  code(STS_STAGES, /^PackedPolicyTooLarge/, 'session_policy_or_tags_too_large'),
  code(STS_STAGES, /^MalformedPolicyDocument/, 'session_policy_malformed'),

  // STS validation, told apart by the field that AWS names.
  wording(STS_STAGES, /1 hour session limit for roles assumed by role chaining/i, 'duration_exceeds_chaining_cap'),
  wording(STS_STAGES, /exceeds the MaxSessionDuration/i, 'duration_exceeds_role_max'),
  wording(STS_STAGES, /at 'externalId' failed/i, 'external_id_invalid_format'),
  wording(STS_STAGES, /at 'roleSessionName' failed/i, 'role_session_name_invalid'),
  wording(STS_STAGES, /at 'roleArn' failed|arn.{0,40} is invalid/i, 'role_arn_malformed'),
  wording(STS_STAGES, /may not be assumed by root/i, 'root_cannot_assume'),

  // Denials that name another action than the one asked for.
  action(STS_STAGES, 'sts:TagSession', 'missing_tag_session'),
  action(STS_STAGES, 'sts:SetSourceIdentity', 'missing_set_source_identity'),

  // Denials with AWS's own reason: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
  policyType(['ASSUME_ROLE'], 'resource control policy', 'rcp_denied'),
  {
    stages: ['ASSUME_ROLE'],
    fits: ({ denial }) =>
      denial?.isExplicit === true &&
      (denial.policyType === 'role trust policy' || denial.policyType === 'resource-based policy'),
    causes: () => [['trust_explicit_deny', 'CERTAIN']],
  },
  policyType(CUSTOMER_STAGES, 'service control policy', 'scp_denied'),
  policyType(CUSTOMER_STAGES, 'resource control policy', 'rcp_denied'),
  policyType(CUSTOMER_STAGES, 'permissions boundary', 'permissions_boundary_denies'),
  policyType(CUSTOMER_STAGES, 'session policy', 'session_policy_denies'),
  policyType(CUSTOMER_STAGES, 'vpc endpoint policy', 'vpce_policy_denies'),

  // Our own first hop: nothing of the customer has been asked.
  {
    stages: ['PLATFORM_ROLE'],
    fits: isDenied,
    causes: () => [['platform_role_not_allowed', 'LIKELY']],
  },
  // A reason that names the caller's own policies points at us, but one account of it blames the other side.
  {
    stages: ['ASSUME_ROLE'],
    fits: (failure) => isDenied(failure) && isOwnPolicy(failure),
    causes: (_failure, facts) => [['platform_role_not_allowed', 'LIKELY'], ...deniedTrust(facts, 'POSSIBLE')],
  },
  // AWS names the trust policy and no Deny in it: the role exists.
  {
    stages: ['ASSUME_ROLE'],
    fits: (failure) => isDenied(failure) && failure.denial?.policyType === 'role trust policy',
    causes: (_failure, facts) =>
      deniedTrust(facts, 'LIKELY').filter(([code]) => code !== 'role_not_found' && code !== 'rcp_denied'),
  },
  {
    stages: ['ASSUME_ROLE'],
    fits: isDenied,
    causes: (_failure, facts) => [...deniedTrust(facts, 'LIKELY'), ['platform_role_not_allowed', 'POSSIBLE']],
  },

  // A token for a domain.
  action(['AUTHORIZATION_TOKEN'], 'sts:GetServiceBearerToken', 'missing_bearer_token_permission'),
  {
    stages: ['AUTHORIZATION_TOKEN'],
    fits: isDenied,
    causes: ({ denial }, facts) =>
      deniedEitherSide(
        denial?.policyType,
        facts,
        'missing_get_authorization_token',
        'domain_policy_missing_cross_account',
      ),
  },
  {
    stages: API_STAGES,
    fits: (failure) => isCode(failure, /^ResourceNotFound/) && namesDomain(failure),
    causes: () => [['domain_not_found', 'CERTAIN']],
  },
  {
    stages: API_STAGES,
    fits: ({ reason, message }) => reason === 'ENCRYPTION_KEY_ERROR' || /kms|encryption key/i.test(message),
    causes: () => [['kms_key_disabled', 'LIKELY']],
  },
  wording(['AUTHORIZATION_TOKEN'], /duration/i, 'token_duration_invalid'),

  // The endpoint of a repository.
  {
    stages: ['REPOSITORY_ENDPOINT'],
    fits: (failure) => isCode(failure, /^ResourceNotFound/) || failure.httpStatus === 404,
    causes: () => [['repository_not_found', 'CERTAIN']],
  },
  {
    stages: ['REPOSITORY_ENDPOINT'],
    fits: isDenied,
    causes: ({ denial }, facts) =>
      deniedEitherSide(
        denial?.policyType,
        facts,
        'missing_get_repository_endpoint',
        'repo_policy_missing_cross_account',
      ),
  },

  // What a repository answers to the token.
  {
    stages: ['REPOSITORY_READ'],
    fits: ({ httpStatus }) => httpStatus === 401,
    causes: () => [
      ['token_expired', 'LIKELY'],
      ['token_value_malformed', 'POSSIBLE'],
      ['token_wrong_region', 'POSSIBLE'],
    ],
  },
  {
    stages: ['REPOSITORY_READ'],
    fits: ({ httpStatus }) => httpStatus === 403,
    causes: ({ denial }, facts) =>
      isCrossAccount(facts)
        ? deniedEitherSide(
            denial?.policyType,
            facts,
            'missing_read_from_repository',
            'repo_policy_missing_cross_account',
          )
        : [['missing_read_from_repository', 'CERTAIN']],
  },
  {
    stages: ['REPOSITORY_READ'],
    fits: ({ httpStatus }) => httpStatus === 404,
    causes: () => [
      ['repository_not_found', 'LIKELY'],
      ['missing_read_from_repository', 'POSSIBLE'],
    ],
  },
  {
    stages: ['REPOSITORY_READ'],
    fits: ({ httpStatus }) => httpStatus === 429,
    causes: () => [['read_throttled', 'CERTAIN']],
  },
  {
    stages: CUSTOMER_STAGES,
    fits: ({ httpStatus }) => httpStatus !== null && httpStatus >= 500,
    causes: () => [['service_internal_error', 'LIKELY']],
  },
  {
    stages: ALL_STAGES,
    fits: () => true,
    causes: () => [['unknown_failure', 'POSSIBLE']],
  },
];

/** Why a step failed. Always has at least one cause; a CERTAIN one stands alone. */
export function explain(stage: Stage, failure: Failure, facts: Facts): Diagnosis {
  const signature = signatures.find((candidate) => candidate.stages.includes(stage) && candidate.fits(failure, facts));
  const ranking: Ranking = signature ? signature.causes(failure, facts) : [['unknown_failure', 'POSSIBLE']];
  return diagnose(summarise(stage, failure, facts), ranking, facts, failure);
}

/** A diagnosis from causes that a caller has established by further requests. */
export function diagnose(summary: string, ranking: Ranking, facts: Facts, failure: Failure): Diagnosis {
  const certain = ranking.find(([, certainty]) => certainty === 'CERTAIN');
  const shown = certain ? [certain] : ranking;
  const first = shown[0]?.[0] ?? 'unknown_failure';
  return {
    category: causes[first].category,
    summary,
    causes: shown.map(([code, certainty]) => describeCause(code, certainty, facts, failure)),
  };
}

/**
 * Everything that STS words alike for a role of another account, by how easily each is made: a first connection fails for
 * typing errors, one that worked before for changes.
 */
function deniedTrust({ workedBefore }: Facts, first: Certainty): Ranking {
  const order: KnownCause[] = workedBefore
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
  return order.map((code, index) => [code, index === 0 ? first : 'POSSIBLE']);
}

/** Across accounts both sides must allow; AWS's reason, where it gives one, tells which did not. */
function deniedEitherSide(
  policyType: string | null | undefined,
  facts: Facts,
  own: KnownCause,
  owner: KnownCause,
): Ranking {
  if (policyType === 'identity-based policy') return [[own, 'CERTAIN']];
  if (policyType === 'resource-based policy') return [[owner, 'CERTAIN']];
  if (!isCrossAccount(facts)) return [[own, 'LIKELY']];
  return [
    [owner, 'LIKELY'],
    [own, 'POSSIBLE'],
  ];
}

function summarise(stage: Stage, failure: Failure, facts: Facts): string {
  const answer = describeAnswer(failure);
  switch (stage) {
    case 'PLATFORM_IDENTITY':
      return `AWS did not confirm Backline's own identity: ${answer}.`;
    case 'PLATFORM_ROLE':
      return `Backline could not assume its own role ${roleName(facts.platformRoleArn)}: ${answer}.`;
    case 'ASSUME_ROLE':
      return `Backline could not assume ${roleName(facts.roleArn)} in account ${facts.accountId}: ${answer}.`;
    case 'AUTHORIZATION_TOKEN':
      return `CodeArtifact gave no token for domain ${facts.domain?.domain ?? ''}: ${answer}.`;
    case 'REPOSITORY_ENDPOINT':
      return `CodeArtifact did not name the address of repository ${facts.repository?.repository ?? ''}: ${answer}.`;
    case 'REPOSITORY_READ':
      return `Repository ${facts.repository?.repository ?? ''} could not be read: ${answer}.`;
  }
}

function describeAnswer({ kind, errorCode, httpStatus }: Failure): string {
  if (kind === 'refused') {
    const status = httpStatus ? `HTTP ${httpStatus}` : 'no status';
    return errorCode ? `${errorCode} (${status})` : status;
  }
  const words: Record<Exclude<Failure['kind'], 'refused'>, string> = {
    'no-credentials': 'no credentials were found to sign with',
    'unexpected-answer': "the answer is not AWS's",
    unreachable: 'it could not be reached',
    timeout: 'it did not answer in time',
    tls: 'its certificate is not trusted',
    interrupted: 'the answer broke off',
    'private-address': 'its name leads to a private address, which is refused',
    stopped: 'the test ended first',
  };
  return words[kind];
}

function kind(stages: Stage[], wanted: Failure['kind'], cause: KnownCause): Signature {
  return { stages, fits: (failure) => failure.kind === wanted, causes: () => [[cause, 'CERTAIN']] };
}

function code(stages: Stage[], pattern: RegExp, cause: KnownCause): Signature {
  return { stages, fits: (failure) => isCode(failure, pattern), causes: () => [[cause, 'CERTAIN']] };
}

function wording(stages: Stage[], pattern: RegExp, cause: KnownCause): Signature {
  return { stages, fits: ({ message }) => pattern.test(message), causes: () => [[cause, 'CERTAIN']] };
}

function action(stages: Stage[], name: string, cause: KnownCause): Signature {
  return {
    stages,
    fits: ({ denial }) => denial?.action.toLowerCase() === name.toLowerCase() && !isForeignReason(denial.policyType),
    causes: () => [[cause, 'CERTAIN']],
  };
}

function policyType(stages: Stage[], name: string, cause: KnownCause): Signature {
  return { stages, fits: ({ denial }) => denial?.policyType === name, causes: () => [[cause, 'CERTAIN']] };
}

/** A reason beyond the role's own policy (organization, boundary, session) decides before the action's name does. */
function isForeignReason(type: string | null): boolean {
  return type !== null && /boundary|control policy|session policy|endpoint/.test(type);
}

function isOwnPolicy({ denial }: Failure): boolean {
  return denial?.policyType === 'identity-based policy' || isForeignReason(denial?.policyType ?? null);
}

function isCode({ errorCode }: Failure, pattern: RegExp): boolean {
  return errorCode !== null && pattern.test(errorCode);
}

function isDenied(failure: Failure): boolean {
  return isCode(failure, /^AccessDenied/) || failure.httpStatus === 403;
}

function namesDomain({ resourceType, message }: Failure): boolean {
  return resourceType === 'domain' || (resourceType === null && /domain not found/i.test(message));
}
