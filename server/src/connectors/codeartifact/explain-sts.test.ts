import { describe, expect, it } from 'vitest';
import { CUSTOMER_ROLE } from '../../../../tests/support/aws-stand-in.ts';
import { denial, FACTS, refusal, silence } from '../../../../tests/support/failures.ts';
import { explain } from './explain.ts';
import type { Failure, Stage } from './failure.ts';

const ASSUME = denial('sts:AssumeRole', CUSTOMER_ROLE);
describe('an answer of STS that leaves one cause', () => {
  it.each<[string, Stage, Failure, string]>([
    [
      'no credentials',
      'PLATFORM_IDENTITY',
      silence('no-credentials', 'CredentialsProviderError'),
      'platform_creds_invalid',
    ],
    [
      'an unknown key',
      'PLATFORM_IDENTITY',
      refusal('InvalidClientTokenId', 'The security token included in the request is invalid'),
      'platform_creds_invalid',
    ],
    [
      'an unsigned request',
      'PLATFORM_IDENTITY',
      refusal('MissingAuthenticationToken', 'Request is missing Authentication Token'),
      'platform_creds_invalid',
    ],
    [
      'an ended session',
      'PLATFORM_IDENTITY',
      refusal('ExpiredToken', 'The security token included in the request is expired'),
      'platform_creds_expired',
    ],
    [
      'the same as JSON services say it',
      'ASSUME_ROLE',
      refusal('ExpiredTokenException', 'The security token included in the request is expired', 400),
      'platform_creds_expired',
    ],
    [
      'a clock that is late',
      'PLATFORM_IDENTITY',
      refusal(
        'SignatureDoesNotMatch',
        'Signature expired: 20160609T184512Z is now earlier than 20160610T013008Z (20160610T014508Z - 15 min.)',
      ),
      'clock_skew',
    ],
    [
      'a clock that is early',
      'PLATFORM_ROLE',
      refusal(
        'SignatureDoesNotMatch',
        'Signature not yet current: 20260101T010000Z is still later than 20260101T001500Z (20260101T000000Z + 15 min.)',
      ),
      'clock_skew',
    ],
    [
      'a clock in other words',
      'ASSUME_ROLE',
      refusal('InvalidSignatureException', 'Signature has expired'),
      'clock_skew',
    ],
    ['a clock by its code', 'ASSUME_ROLE', refusal('RequestExpired', 'Request has expired.', 400), 'clock_skew'],
    [
      'another code of the clock',
      'ASSUME_ROLE',
      refusal('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'),
      'clock_skew',
    ],
    [
      'a damaged key',
      'PLATFORM_IDENTITY',
      refusal(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      ),
      'signature_mismatch',
    ],
    [
      'another Region in the scope',
      'ASSUME_ROLE',
      refusal('SignatureDoesNotMatch', 'Credential should be scoped to a valid Region, not eu-west-9.'),
      'signature_mismatch',
    ],
    [
      'a header that is missing',
      'ASSUME_ROLE',
      refusal('IncompleteSignature', 'Authorization header requires Signature', 400),
      'signature_mismatch',
    ],
    ['too many requests, as STS says it', 'ASSUME_ROLE', refusal('Throttling', 'Rate exceeded', 400), 'sts_throttled'],
    ['the same in newer words', 'PLATFORM_ROLE', refusal('ThrottlingException', 'Too many', 400), 'sts_throttled'],
    ['the same as a status', 'PLATFORM_IDENTITY', refusal('TooManyRequestsException', '', 429), 'sts_throttled'],
    [
      'a Region that is off',
      'ASSUME_ROLE',
      refusal(
        'RegionDisabledException',
        'STS is not activated in this region for account:123456789012. Your account administrator can activate STS in this region using the IAM Console.',
      ),
      'sts_region_disabled',
    ],
    [
      'an External ID of one blank',
      'ASSUME_ROLE',
      invalid(
        "1 validation error detected: Value '%20' at 'externalId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@:\\/-]*",
      ),
      'external_id_invalid_format',
    ],
    [
      'an empty External ID',
      'ASSUME_ROLE',
      invalid(
        "1 validation error detected: Value '' at 'externalId' failed to satisfy constraint: Member must have length greater than or equal to 2",
      ),
      'external_id_invalid_format',
    ],
    [
      'the same as an SDK says it',
      'ASSUME_ROLE',
      refusal(
        'InvalidParameter',
        '1 validation error(s) found. - minimum field size of 2, AssumeRoleInput.ExternalId.',
        400,
      ),
      'external_id_invalid_format',
    ],
    [
      'the same as another SDK says it',
      'ASSUME_ROLE',
      invalid('Invalid length for parameter ExternalId, value: 1, valid range: 2-inf'),
      'external_id_invalid_format',
    ],
    [
      'a session name',
      'ASSUME_ROLE',
      invalid(
        "1 validation error detected: Value 'PowerUser/hjacobs' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
      ),
      'role_session_name_invalid',
    ],
    [
      'two fields at once',
      'ASSUME_ROLE',
      invalid(
        "2 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: [x]+; Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
      ),
      'role_arn_malformed',
    ],
    ['an ARN that is none', 'ASSUME_ROLE', invalid('Request ARN is invalid'), 'role_arn_malformed'],
    [
      'an ARN that is repeated',
      'ASSUME_ROLE',
      invalid('arn:aws:iam:111122223333:role/x is invalid'),
      'role_arn_malformed',
    ],
    [
      'a role whose name is that of a field',
      'ASSUME_ROLE',
      invalid(
        "1 validation error detected: Value 'arn:aws:iam::1:role/externalId' at 'roleArn' failed to satisfy constraint",
      ),
      'role_arn_malformed',
    ],
    [
      'more than an hour',
      'ASSUME_ROLE',
      invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'),
      'duration_exceeds_chaining_cap',
    ],
    [
      'more than the role allows',
      'ASSUME_ROLE',
      invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'),
      'duration_exceeds_role_max',
    ],
    [
      'too many tags',
      'ASSUME_ROLE',
      refusal('PackedPolicyTooLarge', 'Packed size of session tags consumes 112% of allotted space.', 400),
      'session_policy_or_tags_too_large',
    ],
    [
      'a session policy that is none',
      'ASSUME_ROLE',
      refusal('MalformedPolicyDocument', 'This policy contains invalid Json', 400),
      'session_policy_malformed',
    ],
    [
      'root keys',
      'PLATFORM_ROLE',
      refusal('AccessDenied', 'Roles may not be assumed by root accounts.'),
      'root_cannot_assume',
    ],
    ['session tags', 'ASSUME_ROLE', refused(denial('sts:TagSession', CUSTOMER_ROLE)), 'missing_tag_session'],
    [
      'session tags, with a reason',
      'ASSUME_ROLE',
      refused(
        denial('sts:TagSession', CUSTOMER_ROLE, ' because no identity-based policy allows the sts:TagSession action'),
      ),
      'missing_tag_session',
    ],
    [
      'a source identity',
      'ASSUME_ROLE',
      refused(denial('sts:SetSourceIdentity', CUSTOMER_ROLE)),
      'missing_set_source_identity',
    ],
    [
      'a Deny of the trust policy',
      'ASSUME_ROLE',
      refused(`${ASSUME} with an explicit deny in the role trust policy`),
      'trust_explicit_deny',
    ],
    [
      'a Deny of the only resource policy a role has',
      'ASSUME_ROLE',
      refused(`${ASSUME} with an explicit deny in a resource-based policy`),
      'trust_explicit_deny',
    ],
    [
      'a resource control policy',
      'ASSUME_ROLE',
      refused(`${ASSUME} with an explicit deny in a resource control policy`),
      'rcp_denied',
    ],
    ['an answer in another form', 'ASSUME_ROLE', silence('unexpected-answer', null, 403), 'unexpected_answer'],
    ['no connection', 'PLATFORM_IDENTITY', silence('unreachable', 'ECONNREFUSED'), 'sts_unreachable'],
    ['a test that ended', 'ASSUME_ROLE', silence('stopped'), 'test_stopped'],
  ])('%s (%s)', (_what, stage, failure, code) => {
    expect(causes(stage, failure)).toEqual([`${code} CERTAIN`]);
  });
});

function causes(stage: Stage, failure: Failure): string[] {
  return explain(stage, failure, FACTS).causes.map(({ code, certainty }) => `${code} ${certainty}`);
}

function refused(message: string): Failure {
  return refusal('AccessDenied', message);
}

function invalid(message: string): Failure {
  return refusal('ValidationError', message, 400);
}
