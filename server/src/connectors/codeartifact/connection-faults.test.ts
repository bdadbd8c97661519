import { afterAll, describe, expect, it } from 'vitest';
import {
  CUSTOMER_ROLE,
  EXTERNAL_ID,
  html,
  PLATFORM_ROLE,
  type AwsAnswer,
  type AwsReply,
} from '../../../../tests/support/aws-stand-in.ts';
import {
  causesOf,
  checkOf,
  DETAILS,
  SHORT_LIMITS,
  startConnector,
  type ConnectorSettings,
} from '../../../../tests/support/codeartifact.ts';
import { drip, flood } from '../../../../tests/support/https-stand-in.ts';
import type { CheckCode, ConnectionTestOptions } from '../connector.ts';
import { TIME_LIMITS } from './limits.ts';

const stops: (() => unknown)[] = [];

afterAll(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** Each call of the chain, and the check that shows what became of it. */
const calls: [string, (answer: AwsReply) => AwsAnswer, CheckCode][] = [
  [
    'GetCallerIdentity',
    (answer) =>
      ({ action }) =>
        action === 'GetCallerIdentity' ? answer : null,
    'PLATFORM_IDENTITY',
  ],
  [
    'AssumeRole of our own role',
    (answer) =>
      ({ parameters }) =>
        parameters.RoleArn === PLATFORM_ROLE ? answer : null,
    'PLATFORM_IDENTITY',
  ],
  [
    'AssumeRole',
    (answer) =>
      ({ parameters }) =>
        parameters.ExternalId === EXTERNAL_ID ? answer : null,
    'ASSUME_ROLE',
  ],
  [
    'the probes',
    (answer) =>
      ({ parameters }) =>
        parameters.RoleArn === CUSTOMER_ROLE && parameters.ExternalId !== EXTERNAL_ID ? answer : null,
    'EXTERNAL_ID_ENFORCED',
  ],
  [
    'GetAuthorizationToken',
    (answer) =>
      ({ action }) =>
        action === 'GetAuthorizationToken' ? answer : null,
    'AUTHORIZATION_TOKEN',
  ],
  [
    'GetRepositoryEndpoint',
    (answer) =>
      ({ action }) =>
        action === 'GetRepositoryEndpoint' ? answer : null,
    'REPOSITORY_ENDPOINT',
  ],
];
const faults: [string, AwsReply][] = [
  ['hangs', 'hang'],
  ['drips', 'drip'],
  ['is cut off', 'cut'],
  ['is a page with 200', html(200)],
  ['is a page with 403', html(403)],
  ['is a page with 502', html(502)],
  ['is empty', { status: 200, body: '' }],
];

// Nearly all of the time is waiting for what never answers.
describe.concurrent.each(calls)('where %s', (_call, answerWith, code) => {
  it.each(faults)('%s, the test ends, with a report that says where', async (_fault, answer) => {
    const { report } = await run({ aws: answerWith(answer) });
    const check = checkOf(report, code);
    expect(check.status).toBe(code === 'EXTERNAL_ID_ENFORCED' ? 'WARNING' : 'FAILED');
    expect(check.diagnosis?.causes.length).toBeGreaterThan(0);
    expect(JSON.stringify(report)).not.toContain('CANARY');
  });
});

describe('the whole test', () => {
  it('ends at its limit where everything is as slow as it may be', async () => {
    const slow = { ...SHORT_LIMITS, requestMs: 2_000, callMs: 2_000, testMs: 400 };
    const { report } = await run({
      aws: ({ action }) => (action === 'GetAuthorizationToken' ? 'hang' : null),
      limits: slow,
    });
    expect(causesOf(checkOf(report, 'AUTHORIZATION_TOKEN'))).toEqual(['test_stopped CERTAIN']);
    expect(checkOf(report, 'REPOSITORY_READ')).toMatchObject({
      status: 'SKIPPED',
      diagnosis: { summary: 'Not run, because the test had used up its 0.4 s.' },
    });
  });

  it('has limits of production that keep it below 30 s', () => {
    const { connectMs, requestMs, callMs, readMs, testMs } = TIME_LIMITS;
    expect(testMs).toBeLessThan(28_000);
    expect(connectMs).toBeLessThan(requestMs);
    expect(Math.max(requestMs, callMs, readMs)).toBeLessThanOrEqual(10_000);
  });

  it.each(['PLATFORM_IDENTITY', 'ASSUME_ROLE', 'AUTHORIZATION_TOKEN'] as const)(
    'stops at once when told to during %s',
    async (code) => {
      const stop = new AbortController();
      const [, answerWith] = calls.find((call) => call[2] === code) ?? calls[0]!;
      const limits = { ...SHORT_LIMITS, requestMs: 5_000, callMs: 5_000, testMs: 5_000 };
      setTimeout(() => stop.abort(), 150);
      const { report } = await run({ aws: answerWith('hang'), limits }, { signal: stop.signal });
      expect(causesOf(checkOf(report, code))).toEqual(['test_stopped CERTAIN']);
      expect(checkOf(report, 'REPOSITORY_READ')).toMatchObject({
        status: 'SKIPPED',
        diagnosis: { summary: 'Not run, because the test was stopped.' },
      });
    },
  );

  it('that was stopped before it began takes no step and has not passed', async () => {
    const { report, started } = await run({}, { signal: AbortSignal.abort() });
    expect(report.status).toBe('SKIPPED');
    expect(new Set(report.checks.map(({ status }) => status))).toEqual(new Set(['SKIPPED']));
    expect(started.aws.calls).toEqual([]);
  });

  it('that is stopped between two steps has not passed', async () => {
    const stop = new AbortController();
    const { report } = await run(
      {},
      { signal: stop.signal, onCheck: ({ code }) => code === 'ASSUME_ROLE' && stop.abort() },
    );
    expect(report.status).toBe('SKIPPED');
    expect(report.checks.map(({ status }) => status)).toEqual([
      'PASSED',
      'PASSED',
      'PASSED',
      'SKIPPED',
      'SKIPPED',
      'SKIPPED',
      'SKIPPED',
    ]);
  });
});

describe('where a repository', () => {
  it.each<[string, ConnectorSettings, string]>([
    ['never answers', { repositories: () => undefined }, 'repositories_endpoint_unreachable LIKELY'],
    [
      'drips',
      { repositories: (_request, response) => drip(response.writeHead(200)) },
      'repositories_endpoint_unreachable LIKELY',
    ],
    [
      'closes the connection',
      { repositories: (request) => void request.socket.destroy() },
      'download_interrupted CERTAIN',
    ],
    [
      'redirects elsewhere',
      {
        repositories: (_request, response) =>
          void response.writeHead(302, { location: 'https://elsewhere.test/?X-Amz-Signature=CANARY' }).end(),
      },
      'unexpected_answer CERTAIN',
    ],
    [
      'sends without end',
      { repositories: (_request, response) => flood(response.writeHead(200)) },
      'unexpected_answer CERTAIN',
    ],
    ['shows a certificate that nobody trusts', { https: { isUntrusted: true } }, 'tls_untrusted_ca CERTAIN'],
    ['cannot be reached', { https: { tunnelStatus: 502 } }, 'repositories_endpoint_unreachable CERTAIN'],
    [
      'answers with a page',
      {
        repositories: (_request, response) =>
          void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in'),
      },
      'unexpected_answer CERTAIN',
    ],
  ])('%s, the report says so', async (_what, settings, cause) => {
    const { report, started } = await run(settings);
    expect(causesOf(checkOf(report, 'REPOSITORY_READ'))).toEqual([cause]);
    expect(JSON.stringify(report)).not.toContain('CANARY');
    for (const { line } of started.repositories.requests) expect(line).toContain('/npm/my-repo/-/ping');
  });
});

async function run(settings: ConnectorSettings, options: ConnectionTestOptions = {}) {
  const started = await startConnector(settings);
  stops.push(started.stop);
  const report = await started.connector.test('organization', DETAILS, options);
  return { report, started };
}
