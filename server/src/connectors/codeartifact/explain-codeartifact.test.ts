import { describe, expect, it } from 'vitest';
import { CROSS_ACCOUNT, denial, FACTS, refusal, silence } from '../../../../tests/support/failures.ts';
import type { Facts } from './causes/index.ts';
import { explain } from './explain.ts';
import type { Failure, Stage } from './failure.ts';

const DOMAIN = 'arn:aws:codeartifact:us-east-1:111122223333:domain/my-domain';
const REPOSITORY = 'arn:aws:codeartifact:us-east-1:111122223333:repository/my-domain/my-repo';
const TOKEN_DENIED = denial('codeartifact:GetAuthorizationToken', DOMAIN);
const BEARER_DENIED = denial('sts:GetServiceBearerToken', '*');
const ENDPOINT_DENIED = denial('codeartifact:GetRepositoryEndpoint', REPOSITORY);
const READ_DENIED = denial('codeartifact:ReadFromRepository', REPOSITORY);
const ABOVE = ['scp_denied POSSIBLE', 'permissions_boundary_denies POSSIBLE'];

describe('a reason that AWS gives', () => {
  it.each<[Stage, string, string, string]>([
    [
      'AUTHORIZATION_TOKEN',
      TOKEN_DENIED,
      ' because no identity-based policy allows the codeartifact:GetAuthorizationToken action',
      'missing_get_authorization_token',
    ],
    [
      'AUTHORIZATION_TOKEN',
      TOKEN_DENIED,
      ' with an explicit deny in an identity-based policy',
      'missing_get_authorization_token',
    ],
    [
      'AUTHORIZATION_TOKEN',
      TOKEN_DENIED,
      ' because no permissions boundary allows the codeartifact:GetAuthorizationToken action',
      'permissions_boundary_denies',
    ],
    [
      'AUTHORIZATION_TOKEN',
      TOKEN_DENIED,
      ' with an explicit deny in a permissions boundary: arn:aws:iam::1:policy/b',
      'permissions_boundary_denies',
    ],
    [
      'AUTHORIZATION_TOKEN',
      TOKEN_DENIED,
      ' because no session policy allows the codeartifact:GetAuthorizationToken action',
      'session_policy_denies',
    ],
    ['AUTHORIZATION_TOKEN', TOKEN_DENIED, ' with an explicit deny in a sessions policy', 'session_policy_denies'],
    ['AUTHORIZATION_TOKEN', TOKEN_DENIED, ' with an explicit deny in a service control policy', 'scp_denied'],
    ['AUTHORIZATION_TOKEN', TOKEN_DENIED, ' because no service control policy allows the x:Y action', 'scp_denied'],
    [
      'AUTHORIZATION_TOKEN',
      TOKEN_DENIED,
      ' because no VPC endpoint policy allows the x:Y action',
      'vpce_policy_denies',
    ],
    [
      'AUTHORIZATION_TOKEN',
      BEARER_DENIED,
      ' with an explicit deny in an identity-based policy',
      'missing_bearer_token_permission',
    ],
    ['AUTHORIZATION_TOKEN', BEARER_DENIED, ' with an explicit deny in a service control policy', 'scp_denied'],
    [
      'REPOSITORY_ENDPOINT',
      ENDPOINT_DENIED,
      ' because no identity-based policy allows the codeartifact:GetRepositoryEndpoint action',
      'missing_get_repository_endpoint',
    ],
    ['REPOSITORY_ENDPOINT', ENDPOINT_DENIED, ' with an explicit deny in a service control policy', 'scp_denied'],
    [
      'REPOSITORY_READ',
      READ_DENIED,
      ' because no identity-based policy allows the codeartifact:ReadFromRepository action',
      'missing_read_from_repository',
    ],
  ])('%s: %s%s', (stage, message, reason, code) => {
    expect(causes(stage, refused(message + reason))).toEqual([`${code} CERTAIN`]);
  });

  it.each<[Stage, string, string]>([
    ['AUTHORIZATION_TOKEN', TOKEN_DENIED, 'domain_policy_missing_cross_account'],
    ['REPOSITORY_ENDPOINT', ENDPOINT_DENIED, 'repo_policy_missing_cross_account'],
    ['REPOSITORY_READ', READ_DENIED, 'repo_policy_missing_cross_account'],
  ])("at %s names the other account's policy only where there is another account", (stage, message, code) => {
    const failure = refused(`${message} because no resource-based policy allows the action`);
    expect(causes(stage, failure, CROSS_ACCOUNT)).toEqual([`${code} CERTAIN`]);
    expect(causes(stage, failure)).toEqual([`${code} LIKELY`]);
  });
});

describe('a denial without a reason', () => {
  it.each<[Stage, string, string, string]>([
    ['AUTHORIZATION_TOKEN', TOKEN_DENIED, 'missing_get_authorization_token', 'domain_policy_missing_cross_account'],
    ['REPOSITORY_ENDPOINT', ENDPOINT_DENIED, 'missing_get_repository_endpoint', 'repo_policy_missing_cross_account'],
  ])('at %s is ranked', (stage, message, own, owner) => {
    expect(causes(stage, refused(message))).toEqual([`${own} LIKELY`, ...ABOVE]);
    expect(causes(stage, refused(message), CROSS_ACCOUNT)).toEqual([`${owner} LIKELY`, `${own} POSSIBLE`, ...ABOVE]);
  });
});

it.each(['', ' because no identity-based policy allows the sts:GetServiceBearerToken action'])(
  'a bearer token that is denied lacks its permission, whatever reason is given%s',
  (reason) => {
    expect(causes('AUTHORIZATION_TOKEN', refused(BEARER_DENIED + reason))).toEqual([
      'missing_bearer_token_permission CERTAIN',
    ]);
  },
);

describe('other answers of the API', () => {
  it.each<[string, Stage, Failure, string[]]>([
    [
      'a domain that is not there',
      'AUTHORIZATION_TOKEN',
      notFound("Domain not found. Domain 'epc' owned by account '577638384397' does not exist."),
      ['domain_not_found CERTAIN'],
    ],
    ['the same by its type', 'REPOSITORY_ENDPOINT', notFound('No such thing.', 'domain'), ['domain_not_found CERTAIN']],
    [
      'the same in other words',
      'REPOSITORY_ENDPOINT',
      notFound("The domain 'epc' does not exist."),
      ['domain_not_found CERTAIN'],
    ],
    ['something that is not there', 'AUTHORIZATION_TOKEN', notFound('Not found.'), ['domain_not_found LIKELY']],
    [
      'a repository that is not there',
      'REPOSITORY_ENDPOINT',
      notFound("Repository not found. Repository 'x' in domain 'y' does not exist."),
      ['repository_not_found CERTAIN'],
    ],
    ['the same by its type', 'REPOSITORY_ENDPOINT', notFound('Gone.', 'repository'), ['repository_not_found CERTAIN']],
    [
      'a repository with a name like a key',
      'REPOSITORY_ENDPOINT',
      notFound("Repository not found. Repository 'kms-lib' does not exist."),
      ['repository_not_found CERTAIN'],
    ],
    [
      'a denial that names such a repository',
      'REPOSITORY_ENDPOINT',
      refused(denial('codeartifact:GetRepositoryEndpoint', 'arn:x/kms-lib')),
      ['missing_get_repository_endpoint LIKELY', ...ABOVE],
    ],
    [
      'a 404 of nobody',
      'REPOSITORY_ENDPOINT',
      refusal('UnknownOperationException', 'x', 404),
      ['unknown_failure POSSIBLE'],
    ],
    [
      'a session that ended',
      'AUTHORIZATION_TOKEN',
      refusal('ExpiredTokenException', 'x'),
      ['role_session_expired CERTAIN'],
    ],
    [
      'a session nobody knows',
      'AUTHORIZATION_TOKEN',
      refusal('UnrecognizedClientException', 'The security token included in the request is invalid.'),
      ['role_session_expired LIKELY'],
    ],
    [
      'too many requests',
      'AUTHORIZATION_TOKEN',
      refusal('ThrottlingException', 'Rate exceeded', 429),
      ['codeartifact_throttled CERTAIN'],
    ],
    [
      'a key that is off',
      'AUTHORIZATION_TOKEN',
      refusal('ValidationException', 'x', 400, { reason: 'ENCRYPTION_KEY_ERROR' }),
      ['kms_key_disabled LIKELY'],
    ],
    [
      'the same in words',
      'REPOSITORY_ENDPOINT',
      refusal('ValidationException', 'The KMS key is disabled.', 400),
      ['kms_key_disabled LIKELY'],
    ],
    [
      'a duration',
      'AUTHORIZATION_TOKEN',
      refusal('ValidationException', 'durationSeconds must be 0 or between 900 and 43200', 400),
      ['token_duration_invalid CERTAIN'],
    ],
    [
      'a domain called duration',
      'AUTHORIZATION_TOKEN',
      refusal('InternalServerException', 'duration-lab', 500),
      ['service_internal_error LIKELY'],
    ],
    ['no connection', 'AUTHORIZATION_TOKEN', silence('unreachable', 'ENOTFOUND'), ['codeartifact_unreachable CERTAIN']],
    ['silence', 'REPOSITORY_ENDPOINT', silence('timeout'), ['codeartifact_unreachable LIKELY']],
    ['a page', 'AUTHORIZATION_TOKEN', silence('unexpected-answer', null, 200), ['unexpected_answer CERTAIN']],
    [
      'a clock',
      'AUTHORIZATION_TOKEN',
      refusal('InvalidSignatureException', 'Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z'),
      ['clock_skew CERTAIN'],
    ],
  ])('%s (%s)', (_what, stage, failure, expected) => {
    expect(causes(stage, failure)).toEqual(expected);
  });

  it('thinks of Regions that accounts switch on themselves', () => {
    const failure = refusal('UnrecognizedClientException', 'The security token included in the request is invalid.');
    const milan = { ...FACTS, domain: { domain: 'd', domainOwner: '111122223333', region: 'eu-south-1' } };
    expect(causes('AUTHORIZATION_TOKEN', failure, milan)).toEqual([
      'optin_region_not_enabled_in_both_accounts LIKELY',
      'role_session_expired POSSIBLE',
    ]);
  });
});

function causes(stage: Stage, failure: Failure, facts: Facts = FACTS): string[] {
  return explain(stage, failure, facts).causes.map(({ code, certainty }) => `${code} ${certainty}`);
}

function refused(message: string): Failure {
  return refusal('AccessDeniedException', message);
}

function notFound(message: string, resourceType: string | null = null): Failure {
  return refusal('ResourceNotFoundException', message, 404, { resourceType });
}
