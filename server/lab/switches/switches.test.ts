import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CAUSE_CODES } from '@backline/shared';
import {
  startConnectedLab,
  CUSTOMER_ROLE,
  PLATFORM_ROLE,
  type ConnectedLab,
} from '../../../tests/support/lab-clients.ts';
import { switches } from './index.ts';

const platform = 'arn:aws:sts::198331734661:assumed-role/BacklineIntegrationReadOnlyCodeArtifact/platform';
const baseUser = 'arn:aws:iam::198331734661:user/backline-server';
const customer = 'arn:aws:sts::111122223333:assumed-role/BacklineCodeArtifactIntegrationRole/one';
const domain = 'arn:aws:codeartifact:us-east-1:111122223333:domain/my-domain';
const repository = 'arn:aws:codeartifact:us-east-1:111122223333:repository/my-domain/my-repo';
const sharedDomain = 'arn:aws:codeartifact:us-east-1:444455556666:domain/shared-domain';
const denied = `User: ${platform} is not authorized to perform: sts:AssumeRole on resource: ${CUSTOMER_ROLE}`;

const may = (who: string, action: string, on: string) =>
  `User: ${who} is not authorized to perform: ${action} on resource: ${on}`;
const tokenDenied = may(customer, 'codeartifact:GetAuthorizationToken', domain);
const withoutPolicy = (type: string, action: string) => ` because no ${type} allows the ${action} action`;

let lab: ConnectedLab['lab'];
let aws: ConnectedLab['aws'];
let stop: ConnectedLab['stop'];

beforeAll(async () => {
  ({ lab, aws, stop } = await startConnectedLab());
});
afterEach(() => lab.reset());
afterAll(() => stop());

/** A text stands for itself, from beginning to end. */
function wording(message: string | RegExp): RegExp {
  return typeof message === 'string'
    ? new RegExp(`^${message.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)}$`, 'u')
    : message;
}

/** Waits until the client has seen that its pooled connections are gone. */
async function flip(id: string): Promise<void> {
  lab.set(id, true);
  await setTimeout(20);
}

/** Goes the whole way and tells where it ended: `<stage> <status> <code>` and the message. */
async function walk(where = { domain: 'my-domain', domainOwner: '111122223333', repository: 'my-repo' }) {
  let stage = 'identity';
  try {
    if ((await aws.identity()) === '') throw new Error('The answer names no identity.');
    stage = 'platform role';
    const base = await aws.assumePlatformRole();
    stage = 'role';
    const session = await aws.assume(base, { RoleArn: CUSTOMER_ROLE, ExternalId: 'lab-external-id-7f3c9a52e1' });
    stage = 'token';
    const token = await aws.token(session, { domain: where.domain, domainOwner: where.domainOwner });
    stage = 'endpoint';
    await aws.endpoint(session, 'npm', where);
    stage = 'read';
    const url = `https://${where.domain}-${where.domainOwner}.d.codeartifact.us-east-1.amazonaws.com/npm/${where.repository}/-/ping`;
    const reply = await aws.get(url, `Bearer ${token}`);
    return { end: reply.status === 200 ? 'healthy' : `read ${reply.status}`, message: reply.body };
  } catch (error) {
    const { name, message, $metadata, code } = error as Error & {
      $metadata?: { httpStatusCode?: number };
      code?: string;
    };
    const status = $metadata?.httpStatusCode;
    return { end: status ? `${stage} ${status} ${name}` : `${stage} ${code ?? name}`, message };
  }
}

describe('switches', () => {
  it('are healthy when all are off, have names of their own, and name known causes', async () => {
    expect((await walk()).end).toBe('healthy');
    expect(new Set(switches.map(({ id }) => id)).size).toBe(switches.length);
    for (const { cause } of switches) expect(cause === null || CAUSE_CODES.includes(cause)).toBe(true);
  });

  const table: [id: string, end: string, message: string | RegExp][] = [
    [
      'platform_creds_invalid',
      'identity 403 InvalidClientTokenId',
      'The security token included in the request is invalid',
    ],
    ['platform_creds_expired', 'identity 403 ExpiredToken', 'The security token included in the request is expired'],
    [
      'signature_mismatch',
      'identity 403 SignatureDoesNotMatch',
      /^The request signature we calculated does not match/u,
    ],
    [
      'clock_skew',
      'identity 403 SignatureDoesNotMatch',
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/u,
    ],
    ['root_cannot_assume', 'platform role 403 AccessDenied', 'Roles may not be assumed by root accounts.'],
    [
      'platform_user_not_allowed',
      'platform role 403 AccessDenied',
      may(baseUser, 'sts:AssumeRole', PLATFORM_ROLE) + withoutPolicy('identity-based policy', 'sts:AssumeRole'),
    ],
    ['platform_role_not_allowed', 'role 403 AccessDenied', denied],
    ['sts_throttled', 'platform role 400 Throttling', 'Rate exceeded'],
    [
      'sts_region_disabled',
      'role 403 RegionDisabledException',
      'STS is not activated in this region for account:111122223333. Your account administrator can activate STS in this region using the IAM Console.',
    ],
    ['sts_unreachable', 'identity ERR_PROXY_TUNNEL', /./u],
    ['sts_answers_html', 'identity', /./u],
    ['external_id_mismatch', 'role 403 AccessDenied', denied],
    ['role_not_found', 'role 403 AccessDenied', denied],
    ['role_under_a_path', 'role 403 AccessDenied', denied],
    ['trust_principal_mismatch', 'role 403 AccessDenied', denied],
    ['trust_principal_stale_id', 'role 403 AccessDenied', denied],
    ['trust_condition_unmet', 'role 403 AccessDenied', denied],
    ['trust_explicit_deny', 'role 403 AccessDenied', denied],
    ['rcp_denied', 'role 403 AccessDenied', denied],
    ['iam_eventual_consistency', 'role 403 AccessDenied', denied],
    [
      'missing_get_authorization_token',
      'token 403 AccessDeniedException',
      tokenDenied + withoutPolicy('identity-based policy', 'codeartifact:GetAuthorizationToken'),
    ],
    [
      'missing_bearer_token_permission',
      'token 403 AccessDeniedException',
      may(customer, 'sts:GetServiceBearerToken', '*') +
        withoutPolicy('identity-based policy', 'sts:GetServiceBearerToken'),
    ],
    [
      'bearer_token_for_another_service',
      'token 403 AccessDeniedException',
      may(customer, 'sts:GetServiceBearerToken', '*') +
        withoutPolicy('identity-based policy', 'sts:GetServiceBearerToken'),
    ],
    ['bearer_duration_capped', 'token 403 AccessDeniedException', /sts:GetServiceBearerToken/u],
    [
      'domain_not_found',
      'token 404 ResourceNotFoundException',
      "Domain not found. Domain 'my-domain' owned by account '111122223333' does not exist.",
    ],
    [
      'permissions_boundary_denies',
      'token 403 AccessDeniedException',
      tokenDenied + withoutPolicy('permissions boundary', 'codeartifact:GetAuthorizationToken'),
    ],
    [
      'scp_denied',
      'token 403 AccessDeniedException',
      `${tokenDenied} with an explicit deny in a service control policy`,
    ],
    [
      'vpce_policy_denies',
      'token 403 AccessDeniedException',
      tokenDenied + withoutPolicy('VPC endpoint policy', 'codeartifact:GetAuthorizationToken'),
    ],
    [
      'role_session_expired',
      'token 403 ExpiredTokenException',
      'The security token included in the request is expired',
    ],
    ['kms_key_disabled', 'token 400 ValidationException', /encryption key/u],
    ['codeartifact_throttled', 'token 429 ThrottlingException', 'Rate exceeded'],
    ['codeartifact_internal_error', 'token 500 InternalServerException', /./u],
    ['codeartifact_unreachable', 'token ERR_PROXY_TUNNEL', /./u],
    [
      'missing_get_repository_endpoint',
      'endpoint 403 AccessDeniedException',
      may(customer, 'codeartifact:GetRepositoryEndpoint', repository) +
        withoutPolicy('identity-based policy', 'codeartifact:GetRepositoryEndpoint'),
    ],
    [
      'repository_not_found',
      'endpoint 404 ResourceNotFoundException',
      "Repository not found. Repository 'my-repo' in domain 'my-domain' owned by account '111122223333' does not exist.",
    ],
    ['missing_read_from_repository', 'read 403', '{"message":"Forbidden"}'],
    ['token_expired', 'read 401', /./u],
    ['token_wrong_region', 'read 401', /./u],
    ['read_throttled', 'read 429', /./u],
    ['service_internal_error', 'read 500', /./u],
    ['service_internal_error_once', 'read 500', /./u],
    ['repository_hangs', 'read Error', 'timeout'],
    ['repository_redirects_elsewhere', 'read 302', ''],
    ['download_interrupted', 'read ECONNRESET', 'aborted'],
    ['repositories_endpoint_unreachable', 'read ERR_PROXY_TUNNEL', /./u],
    ['tls_untrusted_ca', 'read UNABLE_TO_VERIFY_LEAF_SIGNATURE', /./u],
  ];
  it.each(table)('%s', async (id, end, message) => {
    await flip(id);
    const found = await walk();
    expect(found.end).toContain(end);
    expect(found.message).toMatch(wording(message));
    lab.set(id, false);
    expect((await walk()).end).toBe('healthy');
  });

  it.each([
    ['external_id_not_required', true, true],
    ['external_id_optional', true, false],
    ['external_id_anything', false, true],
  ])('%s: passes without one %s, with a wrong one %s', async (id, without, wrong) => {
    lab.set(id, true);
    const passes = (ExternalId?: string) =>
      aws.assumeCustomerRole({ ExternalId }).then(
        () => true,
        () => false,
      );
    expect([await passes('lab-external-id-7f3c9a52e1'), await passes(), await passes('something-else')]).toEqual([
      true,
      without,
      wrong,
    ]);
  });

  const shared = { domain: 'shared-domain', domainOwner: '444455556666', repository: 'shared-repo' };
  const sharedDenied = may(customer, 'codeartifact:GetAuthorizationToken', sharedDomain);
  it.each<[string[], string, string]>([
    [['domain_policy_missing_cross_account'], 'token 403 AccessDeniedException', sharedDenied],
    [
      ['domain_policy_missing_cross_account', 'denial_reason_documented'],
      'token 403 AccessDeniedException',
      sharedDenied + withoutPolicy('resource-based policy', 'codeartifact:GetAuthorizationToken'),
    ],
    [
      ['shared_domain_not_in_role_policy'],
      'token 403 AccessDeniedException',
      sharedDenied + withoutPolicy('identity-based policy', 'codeartifact:GetAuthorizationToken'),
    ],
    [
      ['repo_policy_missing_cross_account'],
      'endpoint 403 AccessDeniedException',
      may(
        customer,
        'codeartifact:GetRepositoryEndpoint',
        'arn:aws:codeartifact:us-east-1:444455556666:repository/shared-domain/shared-repo',
      ),
    ],
  ])('%j, at the shared domain', async (ids, end, message) => {
    for (const id of ids) lab.set(id, true);
    expect(await walk(shared)).toEqual({ end, message });
    expect((await walk()).end).toBe('healthy');
  });

  it.each([
    [
      'trust_explicit_deny',
      `User: ${platform} is not authorized to perform: sts:AssumeRole with an explicit deny in the role trust policy`,
    ],
    [
      'external_id_mismatch',
      `User: ${platform} is not authorized to perform: sts:AssumeRole because no role trust policy allows the sts:AssumeRole action`,
    ],
    ['rcp_denied', `${denied} with an explicit deny in a resource control policy`],
    ['role_not_found', denied],
  ])('%s, with documented reasons', async (id, message) => {
    lab.set(id, true);
    lab.set('denial_reason_documented', true);
    expect((await walk()).message).toBe(message);
  });

  it('session_policy_denies, where a session policy was sent', async () => {
    lab.set('session_policy_denies', true);
    expect((await walk()).end).toBe('healthy');
    const Policy = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    const session = await aws.assumeCustomerRole({ Policy });
    await expect(aws.token(session)).rejects.toThrow(
      tokenDenied + withoutPolicy('session policy', 'codeartifact:GetAuthorizationToken'),
    );
  });

  it('service_internal_error_once goes away by itself', async () => {
    lab.set('service_internal_error_once', true);
    expect((await walk()).end).toBe('read 500');
    expect((await walk()).end).toBe('healthy');
  });

  it('token_wrong_region can be answered with 403', async () => {
    lab.set('token_wrong_region', true);
    lab.set('foreign_token_as_403', true);
    expect((await walk()).end).toBe('read 403');
  });

  it('sts_hangs leaves the call without an answer', async () => {
    lab.set('sts_hangs', true);
    expect((await walk()).end).toContain('identity');
  });

  it('combine, and refuse a name that is none', async () => {
    lab.set('missing_get_repository_endpoint', true);
    lab.set('missing_bearer_token_permission', true);
    expect((await walk()).end).toBe('token 403 AccessDeniedException');
    lab.set('missing_bearer_token_permission', false);
    expect((await walk()).end).toBe('endpoint 403 AccessDeniedException');
    expect(lab.active).toEqual(['missing_get_repository_endpoint']);
    expect(() => lab.set('no_such_switch', true)).toThrow('The lab has no switch no_such_switch');
  });
});
