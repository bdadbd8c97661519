/**
 * Failures to causes, as a table: the first signature that fits decides. What gives the same bytes for several causes is
 * never called certain; such causes are ranked, own side last where nothing points to it.
 */

import type { CauseCode } from '@backline/shared';
import type { Failure, Stage } from '../failure.ts';
import { clientAnswers, unansweringAddresses } from './client-answers.ts';
import { clientWordings } from './client-wordings.ts';
import { packageReports, vagueReports } from './package-reports.ts';
import {
  deniedEitherSide,
  deniedRead,
  deniedTrust,
  isDefaultRegion,
  readNotFound,
  unknownToCodeArtifact,
  unknownToSts,
} from './rankings.ts';
import { roleReports, vagueRoleReports } from './role-reports.ts';
import {
  action,
  code,
  field,
  invalid,
  isCode,
  isDenied,
  isInvalid,
  isOwnPolicy,
  isTrustPolicy,
  kind,
  namesDomain,
  policyType,
  ranked,
  throttled,
  type Signature,
} from './signature.ts';

const STS_STAGES: Stage[] = ['PLATFORM_IDENTITY', 'PLATFORM_ROLE', 'ASSUME_ROLE'];
const API_STAGES: Stage[] = ['AUTHORIZATION_TOKEN', 'REPOSITORY_ENDPOINT'];
const CUSTOMER_STAGES: Stage[] = [...API_STAGES, 'REPOSITORY_READ'];
const ALL_STAGES: Stage[] = [...STS_STAGES, ...CUSTOMER_STAGES];

const UNKNOWN_CREDENTIALS = /^(InvalidClientTokenId|UnrecognizedClient|AuthFailure)/;
const UNTRUSTED_ISSUER =
  /^(UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_UNTRUSTED|INVALID_CA)/;

/** In order: clients' own sentences, no usable answer, AWS's common errors, STS, denials with a reason, denials without, answers of repositories, reports in own words, what a status tells, and what is left. */
export const signatures: readonly Signature[] = [
  ...clientWordings,
  ...unansweringAddresses,
  ...unanswered(),
  ...commonErrors(),
  ...stsErrors(),
  ...reasonedDenials(),
  ...plainDenials(),
  ...codeArtifactErrors(),
  ...repositoryAnswers(),
  ...roleReports,
  ...packageReports,
  ...clientAnswers,
  ...vagueReports,
  ...vagueRoleReports,
  ranked(ALL_STAGES, ({ httpStatus }) => httpStatus !== null && httpStatus >= 500, [
    ['service_internal_error', 'LIKELY'],
  ]),
  ranked(ALL_STAGES, () => true, [['unknown_failure', 'POSSIBLE']]),
];

function unanswered(): Signature[] {
  const isAnswered = ({ kind }: Failure) => kind === 'refused';
  const unreachable = (stages: Stage[], cause: CauseCode): Signature => ({
    stages,
    fits: (failure) => !isAnswered(failure),
    causes: ({ kind }) => [[cause, kind === 'unreachable' ? 'CERTAIN' : 'LIKELY']],
  });
  return [
    kind(ALL_STAGES, 'stopped', 'test_stopped'),
    kind(STS_STAGES, 'no-credentials', 'platform_creds_invalid'),
    {
      stages: ['REPOSITORY_READ'],
      fits: ({ kind }) => kind === 'tls',
      causes: ({ errorCode }) => [['tls_untrusted_ca', UNTRUSTED_ISSUER.test(errorCode ?? '') ? 'CERTAIN' : 'LIKELY']],
    },
    // A gateway in front of AWS and one in front of us both answer 5xx in their own form.
    ranked(ALL_STAGES, ({ kind, httpStatus }) => kind === 'unexpected-answer' && (httpStatus ?? 0) >= 500, [
      ['unexpected_answer', 'LIKELY'],
      ['service_internal_error', 'POSSIBLE'],
    ]),
    kind(ALL_STAGES, 'unexpected-answer', 'unexpected_answer'),
    kind(['REPOSITORY_READ'], 'interrupted', 'download_interrupted'),
    unreachable(STS_STAGES, 'sts_unreachable'),
    unreachable(API_STAGES, 'codeartifact_unreachable'),
    unreachable(['REPOSITORY_READ'], 'repositories_endpoint_unreachable'),
  ];
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
function commonErrors(): Signature[] {
  return [
    code(STS_STAGES, /^ExpiredToken/, 'platform_creds_expired'),
    code(CUSTOMER_STAGES, /^ExpiredToken/, 'role_session_expired'),
    code(['PLATFORM_IDENTITY'], /^(MissingAuthenticationToken|InvalidAccessKeyId)/, 'platform_creds_invalid'),
    // The call that needs no permission is the proof; after its success the same answer is none.
    {
      stages: ['PLATFORM_IDENTITY'],
      fits: (failure, { homeRegion }) => isCode(failure, UNKNOWN_CREDENTIALS) && isDefaultRegion(homeRegion),
      causes: () => [['platform_creds_invalid', 'CERTAIN']],
    },
    {
      stages: STS_STAGES,
      fits: (failure) => isCode(failure, UNKNOWN_CREDENTIALS),
      causes: (_failure, { homeRegion }) => unknownToSts(homeRegion),
    },
    {
      stages: CUSTOMER_STAGES,
      fits: (failure) => isCode(failure, UNKNOWN_CREDENTIALS),
      causes: (_failure, { domain }) => unknownToCodeArtifact(domain?.region ?? ''),
    },
    {
      stages: ALL_STAGES,
      fits: (failure) =>
        isCode(failure, /^(RequestExpired|RequestTimeTooSkewed)/) ||
        (isCode(failure, /^(SignatureDoesNotMatch|InvalidSignature)/) &&
          /Signature (has )?expired|not yet current|too skewed/i.test(failure.message)),
      causes: () => [['clock_skew', 'CERTAIN']],
    },
    code(ALL_STAGES, /^(SignatureDoesNotMatch|InvalidSignature|IncompleteSignature)/, 'signature_mismatch'),
    throttled(STS_STAGES, 'sts_throttled'),
    throttled(API_STAGES, 'codeartifact_throttled'),
    throttled(['REPOSITORY_READ'], 'read_throttled'),
  ];
}

/** STS validation is told apart by the field that AWS names. */
function stsErrors(): Signature[] {
  return [
    code(STS_STAGES, /^RegionDisabled/, 'sts_region_disabled'),
    code(STS_STAGES, /^PackedPolicyTooLarge/, 'session_policy_or_tags_too_large'),
    code(STS_STAGES, /^MalformedPolicyDocument/, 'session_policy_malformed'),
    invalid(STS_STAGES, /role[- ]chaining/i, 'duration_exceeds_chaining_cap'),
    invalid(STS_STAGES, /MaxSessionDuration/i, 'duration_exceeds_role_max'),
    invalid(STS_STAGES, field('externalId'), 'external_id_invalid_format'),
    invalid(STS_STAGES, field('roleSessionName'), 'role_session_name_invalid'),
    invalid(STS_STAGES, new RegExp(`${field('roleArn').source}|\\barn\\b.* is invalid`, 'i'), 'role_arn_malformed'),
    {
      stages: STS_STAGES,
      fits: (failure) => isDenied(failure) && /assumed by root/i.test(failure.message),
      causes: () => [['root_cannot_assume', 'CERTAIN']],
    },
    action(STS_STAGES, 'sts:TagSession', 'missing_tag_session'),
    action(STS_STAGES, 'sts:SetSourceIdentity', 'missing_set_source_identity'),
  ];
}

/** Denials with AWS's own reason: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function reasonedDenials(): Signature[] {
  return [
    policyType(['ASSUME_ROLE'], 'resource control policy', 'rcp_denied'),
    {
      stages: ['ASSUME_ROLE'],
      fits: ({ denial }) => denial?.isExplicit === true && isTrustPolicy(denial.policyType),
      causes: () => [['trust_explicit_deny', 'CERTAIN']],
    },
    policyType(CUSTOMER_STAGES, 'service control policy', 'scp_denied'),
    policyType(CUSTOMER_STAGES, 'resource control policy', 'rcp_denied'),
    policyType(CUSTOMER_STAGES, 'permissions boundary', 'permissions_boundary_denies'),
    policyType(CUSTOMER_STAGES, 'session policy', 'session_policy_denies'),
    policyType(CUSTOMER_STAGES, 'vpc endpoint policy', 'vpce_policy_denies'),
    // A reason that names the caller's own policies points at us, but one account of it blames the other side.
    {
      stages: ['ASSUME_ROLE'],
      fits: (failure) => isDenied(failure) && isOwnPolicy(failure),
      causes: (_failure, facts) => [['platform_role_not_allowed', 'LIKELY'], ...deniedTrust(facts, 'POSSIBLE')],
    },
    // AWS names the trust policy, which shows that there is a role, and no Deny in it.
    {
      stages: ['ASSUME_ROLE'],
      fits: (failure) => isDenied(failure) && isTrustPolicy(failure.denial?.policyType),
      causes: (_failure, facts) =>
        deniedTrust(facts, 'LIKELY').filter(
          ([code]) => code !== 'role_not_found' && code !== 'rcp_denied' && code !== 'trust_explicit_deny',
        ),
    },
  ];
}

function plainDenials(): Signature[] {
  return [
    // Our own first hop: nothing of the customer has been asked.
    ranked(['PLATFORM_ROLE'], isDenied, [['platform_role_not_allowed', 'LIKELY']]),
    {
      stages: ['ASSUME_ROLE'],
      fits: isDenied,
      causes: (_failure, facts) => [...deniedTrust(facts, 'LIKELY'), ['platform_role_not_allowed', 'POSSIBLE']],
    },
    // The action's name decides; whether its statement is missing or excludes the call, what lacks is this permission.
    {
      stages: ['AUTHORIZATION_TOKEN'],
      fits: ({ denial }) => denial?.action.toLowerCase() === 'sts:getservicebearertoken',
      causes: () => [['missing_bearer_token_permission', 'CERTAIN']],
    },
    {
      stages: ['AUTHORIZATION_TOKEN'],
      fits: isDenied,
      causes: (failure, facts) =>
        deniedEitherSide(failure, facts, 'missing_get_authorization_token', 'domain_policy_missing_cross_account'),
    },
    {
      stages: ['REPOSITORY_ENDPOINT'],
      fits: isDenied,
      causes: (failure, facts) =>
        deniedEitherSide(failure, facts, 'missing_get_repository_endpoint', 'repo_policy_missing_cross_account'),
    },
    // A program may repeat AWS's words without the status.
    {
      stages: ['REPOSITORY_READ'],
      fits: ({ denial, httpStatus }) => denial !== null && httpStatus === null,
      causes: deniedRead,
    },
  ];
}

function codeArtifactErrors(): Signature[] {
  const isNotFound = (failure: Failure) => isCode(failure, /^ResourceNotFound/);
  return [
    {
      stages: API_STAGES,
      fits: (failure) => isNotFound(failure) && namesDomain(failure),
      causes: () => [['domain_not_found', 'CERTAIN']],
    },
    code(['REPOSITORY_ENDPOINT'], /^ResourceNotFound/, 'repository_not_found'),
    // A token is asked of a domain and of nothing else.
    ranked(['AUTHORIZATION_TOKEN'], isNotFound, [['domain_not_found', 'LIKELY']]),
    ranked(
      API_STAGES,
      (failure) =>
        failure.reason === 'ENCRYPTION_KEY_ERROR' ||
        (isInvalid(failure) && /kms|encryption key/i.test(failure.message)),
      [['kms_key_disabled', 'LIKELY']],
    ),
    invalid(['AUTHORIZATION_TOKEN'], /duration/i, 'token_duration_invalid'),
  ];
}

function repositoryAnswers(): Signature[] {
  const status = (wanted: number, causes: Signature['causes']): Signature => ({
    stages: ['REPOSITORY_READ'],
    fits: ({ httpStatus }) => httpStatus === wanted,
    causes,
  });
  return [
    status(401, () => [
      ['token_expired', 'LIKELY'],
      ['token_value_malformed', 'POSSIBLE'],
      ['token_wrong_region', 'POSSIBLE'],
    ]),
    status(403, deniedRead),
    status(404, (_failure, facts) => readNotFound(facts)),
  ];
}
