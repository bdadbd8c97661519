import { afterEach, describe, expect, it } from 'vitest';
import {
  ACCESS_DENIED,
  CUSTOMER_ROLE,
  EXTERNAL_ID,
  PLATFORM_ROLE,
  session,
  stsError,
  type AwsAnswer,
  type AwsCall,
} from '../../../../tests/support/aws-stand-in.ts';
import {
  causesOf,
  checkOf,
  DETAILS,
  GO_URL,
  NPM_URL,
  NUGET_URL,
  PYPI_URL,
  startConnector,
  type ConnectorSettings,
} from '../../../../tests/support/codeartifact.ts';
import type { Check, ConnectionTestOptions, PlannedCheck } from '../connector.ts';

const EVERYTHING = {
  ...DETAILS,
  repositories: [
    { packageType: 'NPM' as const, url: NPM_URL },
    { packageType: 'PYPI' as const, url: PYPI_URL },
    { packageType: 'NUGET' as const, url: NUGET_URL },
  ],
};
const stops: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

describe('a healthy connection', () => {
  it('passes every step, in the order that was announced', async () => {
    const planned: PlannedCheck[][] = [];
    const reported: Check[] = [];
    const { report } = await test({}, EVERYTHING, {
      onPlan: (plan) => planned.push(plan),
      onCheck: (check) => reported.push(check),
    });
    expect(report.status).toBe('PASSED');
    expect(report.checks.map(({ code, status }) => `${code} ${status}`)).toEqual([
      'DETAILS PASSED',
      'PLATFORM_IDENTITY PASSED',
      'ASSUME_ROLE PASSED',
      'EXTERNAL_ID_ENFORCED PASSED',
      'AUTHORIZATION_TOKEN PASSED',
      ...Array.from({ length: 3 }, () => ['REPOSITORY_ENDPOINT PASSED', 'REPOSITORY_READ PASSED']).flat(),
    ]);
    expect(report.checks.map(({ label, repositoryUrl }) => ({ label, repositoryUrl }))).toEqual(
      planned[0]?.map(({ label, repositoryUrl }) => ({ label, repositoryUrl })),
    );
    expect(new Set(reported)).toEqual(new Set(report.checks));
  });

  it('holds no token, key or secret in its report', async () => {
    const { report } = await test({}, EVERYTHING);
    expect(JSON.stringify(report)).not.toContain('CANARY');
  });

  it('carries an External ID of its own in every call but the one that must not', async () => {
    const { aws } = await test();
    const ids = customerCalls(aws.calls).map(({ parameters }) => parameters.ExternalId);
    expect(ids[0]).toBe(EXTERNAL_ID);
    expect(new Set(ids.slice(1))).toEqual(new Set([undefined, expect.stringMatching(/^bl-probe-[0-9a-f]{32}$/)]));
  });

  it('sends session policy, name and at most an hour with every call, the probes as well', async () => {
    const { aws } = await test({}, EVERYTHING);
    const calls = aws.callsOf('AssumeRole');
    expect(calls).toHaveLength(4);
    for (const { parameters } of calls) {
      expect(parameters.RoleSessionName).toMatch(/^[\w+=,.@-]{2,64}$/);
      expect(Number(parameters.DurationSeconds)).toBeLessThanOrEqual(3_600);
      if (parameters.RoleArn !== PLATFORM_ROLE) expect(parameters.Policy).toContain('repository/my-domain/my-repo');
    }
  });
});

describe('a role that does not demand the External ID', () => {
  it.each<[string, (call: AwsCall) => boolean, string]>([
    ['none at all', () => true, 'without any External ID'],
    ['one only if it is sent', ({ parameters }) => parameters.ExternalId === undefined, 'without any External ID'],
    ['any', ({ parameters }) => parameters.ExternalId !== undefined, 'with a random External ID'],
  ])('is refused where it demands %s, and no token is asked for', async (_what, isAccepted, how) => {
    const { report, aws } = await test({
      aws: (call) => (call.parameters.RoleArn === CUSTOMER_ROLE && isAccepted(call) ? session() : null),
    });
    const check = checkOf(report, 'EXTERNAL_ID_ENFORCED');
    expect(check.status).toBe('FAILED');
    expect(check.diagnosis?.summary).toContain(how);
    expect(causesOf(check)).toEqual(['external_id_not_required CERTAIN']);
    expect(check.evidence).toMatchObject({ httpStatus: 200, message: `AssumeRole succeeded ${how}.` });
    expect(aws.callsOf('GetAuthorizationToken')).toEqual([]);
    expect(checkOf(report, 'AUTHORIZATION_TOKEN')).toMatchObject({
      status: 'SKIPPED',
      diagnosis: { summary: 'Not run, because the role does not demand the External ID.', causes: [] },
    });
  });

  it.each([
    ['STS has a fault', stsError('InternalFailure', 'x', 500), 'service_internal_error LIKELY'],
    ['STS finds the probe invalid', stsError('ValidationError', 'x', 400), 'unknown_failure POSSIBLE'],
  ])('is not called healthy where %s', async (_what, reply, cause) => {
    const { report } = await test({
      aws: ({ parameters }) =>
        parameters.RoleArn === CUSTOMER_ROLE && parameters.ExternalId !== EXTERNAL_ID ? reply : null,
    });
    const check = checkOf(report, 'EXTERNAL_ID_ENFORCED');
    expect(check).toMatchObject({ status: 'WARNING', evidence: { awsRequestId: 'sts-request' } });
    expect(check.diagnosis?.summary).toMatch(/^It could not be verified/);
    expect(causesOf(check)).toEqual([cause]);
    expect(report.status).toBe('WARNING');
  });
});

describe('a step that fails', () => {
  it.each<[string, AwsAnswer, number, string]>([
    [
      'our own identity',
      ({ action }) => (action === 'GetCallerIdentity' ? stsError('ExpiredToken', 'x') : null),
      1,
      "Backline's own identity failed",
    ],
    [
      'our own role',
      ({ parameters }) => (parameters.RoleArn === PLATFORM_ROLE ? ACCESS_DENIED : null),
      1,
      "Backline's own identity failed",
    ],
    [
      "the customer's role",
      ({ parameters }) => (parameters.RoleArn === CUSTOMER_ROLE ? ACCESS_DENIED : null),
      2,
      'the role could not be assumed',
    ],
  ])('skips what depends on it: %s', async (_what, aws, index, because) => {
    const { report } = await test({ aws });
    expect(report.status).toBe('FAILED');
    expect(report.checks[index]?.status).toBe('FAILED');
    for (const check of report.checks.slice(index + 1)) {
      expect(check).toMatchObject({
        status: 'SKIPPED',
        durationMs: 0,
        diagnosis: { summary: `Not run, because ${because}.` },
      });
    }
  });

  it("keeps AWS's code, message and request id", async () => {
    const { report } = await test({
      aws: ({ parameters }) => (parameters.RoleArn === CUSTOMER_ROLE ? ACCESS_DENIED : null),
    });
    expect(checkOf(report, 'ASSUME_ROLE')).toMatchObject({
      evidence: {
        httpStatus: 403,
        errorCode: 'AccessDenied',
        awsRequestId: 'sts-request',
        message: expect.stringContaining(CUSTOMER_ROLE) as string,
      },
      diagnosis: {
        category: 'AUTHENTICATION_FAILED',
        summary: 'Backline could not assume BacklineRole in account 111122223333: AccessDenied (HTTP 403).',
      },
    });
  });

  it('is explained by whether it worked before', async () => {
    const aws: AwsAnswer = ({ parameters }) => (parameters.RoleArn === CUSTOMER_ROLE ? ACCESS_DENIED : null);
    const first = await test({ aws });
    const later = await test({ aws }, DETAILS, { workedBefore: true });
    expect(causesOf(checkOf(first.report, 'ASSUME_ROLE'))[0]).toBe('external_id_mismatch LIKELY');
    expect(causesOf(checkOf(later.report, 'ASSUME_ROLE'))[0]).toBe('role_not_found LIKELY');
  });
});

describe('details', () => {
  it('that do not agree are refused before any call', async () => {
    const { report, aws } = await test({}, { ...DETAILS, accountId: '999999999999' });
    expect(report.status).toBe('FAILED');
    expect(checkOf(report, 'DETAILS').diagnosis?.summary).toContain('999999999999');
    expect(report.checks.slice(1).every(({ status }) => status === 'SKIPPED')).toBe(true);
    expect(aws.calls).toEqual([]);
  });

  it.each(['111', '', 'arn:aws:iam::111122223333:user/x'])('of any kind end in a report: %s', async (text) => {
    const broken = {
      name: text,
      accountId: text,
      externalId: text,
      roleArn: text,
      repositories: [{ packageType: 'NPM' as const, url: text }],
    };
    const { report, aws } = await test({}, broken);
    expect(report.status).toBe('FAILED');
    expect(aws.calls).toEqual([]);
  });

  it('worth a look are a warning, with what to look at', async () => {
    const { report } = await test(
      {},
      { ...DETAILS, repositories: [{ packageType: 'NPM', url: NPM_URL.replace('111122223333', '444455556666') }] },
    );
    expect(checkOf(report, 'DETAILS').status).toBe('WARNING');
    expect(causesOf(checkOf(report, 'DETAILS'))).toEqual(['url_owner_mismatch POSSIBLE']);
  });
});

it('asks each domain for one token, and no more of one where the other fails', async () => {
  const urls = [
    NPM_URL,
    GO_URL,
    NPM_URL.replace('my-domain', 'other'),
    NPM_URL.replace('my-domain', 'other').replace('my-repo', 'two'),
  ];
  const repositories = urls.map((url) => ({
    packageType: url.includes('/go/') ? ('GO' as const) : ('NPM' as const),
    url,
  }));
  const { report, aws } = await test(
    {
      aws: ({ parameters }) =>
        parameters.domain === 'other' ? { status: 403, body: '{}', type: 'application/json' } : null,
    },
    { ...DETAILS, repositories },
  );
  const domains = aws.callsOf('GetAuthorizationToken').map(({ parameters }) => parameters.domain);
  expect(domains).toHaveLength(2);
  expect(new Set(domains)).toEqual(new Set(['my-domain', 'other']));
  expect(report.checks.slice(4).map(({ code, status }) => `${code} ${status}`)).toEqual([
    'AUTHORIZATION_TOKEN PASSED',
    'REPOSITORY_ENDPOINT PASSED',
    'REPOSITORY_READ PASSED',
    'REPOSITORY_ENDPOINT SKIPPED',
    'REPOSITORY_READ WARNING',
    'AUTHORIZATION_TOKEN FAILED',
    'REPOSITORY_ENDPOINT SKIPPED',
    'REPOSITORY_READ SKIPPED',
    'REPOSITORY_ENDPOINT SKIPPED',
    'REPOSITORY_READ SKIPPED',
  ]);
  expect(report.checks.at(-1)?.diagnosis?.summary).toBe('Not run, because there is no token for domain other.');
});

async function test(settings: ConnectorSettings = {}, details = DETAILS, options: ConnectionTestOptions = {}) {
  const started = await startConnector(settings);
  stops.push(started.stop);
  return { ...started, report: await started.connector.test('organization', details, options) };
}

function customerCalls(calls: AwsCall[]): AwsCall[] {
  return calls.filter(({ parameters }) => parameters.RoleArn === CUSTOMER_ROLE);
}
