import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '../../server/src/connectors/connector.ts';
import {
  causesOf,
  createIntegration,
  fourRepositories,
  healthyDetails,
  read,
  ROLE_ARN,
  testConnection,
  URLS,
  type ReportAnswer,
} from '../support/code-artifact.ts';
import { startProduct, type Product } from '../support/product.ts';

const DOMAIN = 'my-domain-111122223333 us-east-1';

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterEach(() => product.lab.reset());
afterAll(() => product.stop());

describe('answers for a healthy role with four repositories', () => {
  let report: ReportAnswer;
  beforeAll(async () => {
    product.lab.reset();
    report = await testConnection(product, healthyDetails({ repositories: fourRepositories }));
  });

  it('with every check in its order, Go not being asked for and not proven', () => {
    const lines = report.checks.map(({ code, status, domain, repositoryUrl }) => [code, status, domain, repositoryUrl]);
    expect(lines).toEqual([
      ['DETAILS', 'PASSED', null, null],
      ['PLATFORM_IDENTITY', 'PASSED', null, null],
      ['ASSUME_ROLE', 'PASSED', null, null],
      ['EXTERNAL_ID_ENFORCED', 'PASSED', null, null],
      ['AUTHORIZATION_TOKEN', 'PASSED', DOMAIN, null],
      ['REPOSITORY_ENDPOINT', 'PASSED', DOMAIN, URLS.NPM],
      ['REPOSITORY_READ', 'PASSED', DOMAIN, URLS.NPM],
      ['REPOSITORY_ENDPOINT', 'PASSED', DOMAIN, URLS.PYPI],
      ['REPOSITORY_READ', 'PASSED', DOMAIN, URLS.PYPI],
      ['REPOSITORY_ENDPOINT', 'PASSED', DOMAIN, URLS.NUGET],
      ['REPOSITORY_READ', 'PASSED', DOMAIN, URLS.NUGET],
      ['REPOSITORY_ENDPOINT', 'SKIPPED', DOMAIN, URLS.GO],
      ['REPOSITORY_READ', 'WARNING', DOMAIN, URLS.GO],
    ]);
    expect(report).toMatchObject({ status: 'WARNING', requestedBy: 'API key Bootstrap key' });
  });

  it('with what the Go address really answered', () => {
    const [endpoint, go] = report.checks.slice(-2);
    expect(endpoint?.diagnosis?.summary).toContain('AWS lists no Go format');
    expect(go?.evidence).toMatchObject({ httpStatus: 404 });
    expect(go?.diagnosis?.summary).toContain('HTTP 404');
    expect(causesOf(go)).toEqual(['go_format_unsupported LIKELY']);
  });

  it('with AWS request ids as evidence, and without a token', () => {
    for (const check of report.checks.filter(({ code }) => /IDENTITY|TOKEN|ENDPOINT/.test(code))) {
      if (check.status === 'PASSED') expect(check.evidence?.awsRequestId, check.label).toMatch(/^[\da-f-]{36}$/);
    }
    expect(JSON.stringify(report)).not.toContain('eyJ');
  });

  it('within 1.5 s', () => {
    expect(report.durationMs).toBeLessThan(1_500);
  });
});

it('answers with PASSED where nothing is to be looked at', async () => {
  const report = await testConnection(product);
  expect(report.status).toBe('PASSED');
  expect(new Set(report.checks.map(({ status }) => status))).toEqual(new Set(['PASSED']));
});

it('answers per domain and Region, and warns where another account owns the domain', async () => {
  const european = 'https://my-domain-eu-111122223333.d.codeartifact.eu-west-1.amazonaws.com/npm/my-repo/';
  const repositories = [URLS.NPM, URLS.SHARED, european].map((url) => ({ packageType: 'NPM' as const, url }));
  const { checks } = await testConnection(product, healthyDetails({ repositories }));
  const tokens = checks.filter(({ code }) => code === 'AUTHORIZATION_TOKEN');
  expect(tokens.map(({ status, domain }) => `${status} ${domain}`)).toEqual([
    `PASSED ${DOMAIN}`,
    'PASSED shared-domain-444455556666 us-east-1',
    'PASSED my-domain-eu-111122223333 eu-west-1',
  ]);
  expect(checks[0]).toMatchObject({ code: 'DETAILS', status: 'WARNING' });
  expect(causesOf(checks[0])).toEqual(['url_owner_mismatch POSSIBLE']);
  const hosts = new Set(product.lab.requests.map(({ host }) => host));
  expect(hosts).toContain('codeartifact.eu-west-1.amazonaws.com');
});

it('answers to a fault of one domain for that domain only', async () => {
  product.lab.set('domain_policy_missing_cross_account', true);
  const repositories = [URLS.NPM, URLS.SHARED].map((url) => ({ packageType: 'NPM' as const, url }));
  const { checks } = await testConnection(product, healthyDetails({ repositories }));
  const lines = checks.slice(4).map(({ code, status }) => `${code} ${status}`);
  expect(lines).toEqual([
    'AUTHORIZATION_TOKEN PASSED',
    'REPOSITORY_ENDPOINT PASSED',
    'REPOSITORY_READ PASSED',
    'AUTHORIZATION_TOKEN FAILED',
    'REPOSITORY_ENDPOINT SKIPPED',
    'REPOSITORY_READ SKIPPED',
  ]);
});

it("answers with AWS's own code, message, status and request id", async () => {
  product.lab.set('domain_not_found', true);
  const { checks } = await testConnection(product);
  expect(checks.find(({ status }) => status === 'FAILED')).toMatchObject({
    code: 'AUTHORIZATION_TOKEN',
    evidence: {
      httpStatus: 404,
      errorCode: 'ResourceNotFoundException',
      message: "Domain not found. Domain 'my-domain' owned by account '111122223333' does not exist.",
      awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
    },
    diagnosis: { category: 'PACKAGE_RESOLUTION', causes: [{ side: 'CUSTOMER', snippet: { language: 'bash' } }] },
  });
});

describe('protects', () => {
  it('by sending the External ID, a session name without personal data and at most an hour', async () => {
    await testConnection(product, healthyDetails({ repositories: fourRepositories }));
    const calls = product.lab.requests.filter(({ parameters }) => parameters['RoleArn'] === ROLE_ARN);
    const [real, ...probes] = calls;
    expect(real?.parameters).toMatchObject({ ExternalId: healthyDetails().externalId });
    expect(probes.map(({ status }) => status)).toEqual([403, 403]);
    expect(probes.map(({ parameters }) => parameters['ExternalId'] ?? 'none')).toEqual(
      expect.arrayContaining(['none', expect.stringMatching(/^bl-probe-[\da-f]{32}$/)]),
    );
    for (const { parameters } of calls) {
      expect(parameters['RoleSessionName']).toMatch(/^backline-test-[\da-f]{12}$/);
      expect(Number(parameters['DurationSeconds'])).toBeLessThanOrEqual(3_600);
    }
    const tokens = product.lab.requests.filter(({ action }) => action === 'codeartifact:GetAuthorizationToken');
    expect(tokens.map(({ parameters }) => parameters['duration'])).toEqual(['0']);
  });

  it.each(['external_id_not_required', 'external_id_optional', 'external_id_anything'])(
    'by not using a role where %s',
    async (id) => {
      const integration = await createIntegration(product);
      product.lab.set(id, true);
      const { checks } = await testConnection(product, healthyDetails({ integrationId: integration.id }));
      const enforced = checks.find(({ code }) => code === 'EXTERNAL_ID_ENFORCED');
      expect(causesOf(enforced)).toEqual(['external_id_not_required CERTAIN']);
      expect(actions().filter((action) => action.startsWith('codeartifact:'))).toEqual([]);
      expect(await read(product, integration.id)).toMatchObject({ status: 'INSECURE' });
    },
  );

  it.each([
    ['platform_creds_invalid', 'PLATFORM_IDENTITY'],
    ['external_id_mismatch', 'ASSUME_ROLE'],
    ['external_id_not_required', 'EXTERNAL_ID_ENFORCED'],
    ['missing_bearer_token_permission', 'AUTHORIZATION_TOKEN'],
  ])('by skipping, with a reason, what depends on %s', async (id, code) => {
    product.lab.set(id, true);
    const { checks } = await testConnection(product);
    const failed = checks.findIndex((check) => check.status === 'FAILED');
    expect(checks[failed]?.code).toBe(code);
    const rest: Check[] = checks.slice(failed + 1);
    expect(rest).not.toHaveLength(0);
    for (const { status, diagnosis } of rest) {
      expect(status).toBe('SKIPPED');
      expect(diagnosis?.summary).toMatch(/^Not run, because .+\.$/);
      expect(diagnosis?.causes).toEqual([]);
    }
  });

  it('by not repeating a fault of the repository that goes away by itself', async () => {
    product.lab.set('service_internal_error_once', true);
    expect((await testConnection(product)).status).toBe('PASSED');
  });
});

function actions(): string[] {
  return product.lab.requests.map(({ action }) => action ?? '');
}
