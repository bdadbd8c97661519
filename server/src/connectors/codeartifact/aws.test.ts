import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-codeartifact';
import { afterEach, describe, expect, it } from 'vitest';
import { startAwsStandIn, type AwsAnswer } from '../../../../tests/support/aws-stand-in.ts';
import { SHORT_LIMITS, useStaticCredentials } from '../../../../tests/support/codeartifact.ts';
import { startHttpsStandIn, type HttpsStandInOptions } from '../../../../tests/support/https-stand-in.ts';
import { createAws, type Aws, type AwsOptions } from './aws.ts';
import { toFailure } from './failure.ts';

const STS_ANSWER =
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/x</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>';
const stops: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

describe('the proxy', () => {
  it('carries calls to STS and CodeArtifact', async () => {
    const { aws, standIn } = await behindProxy();
    expect((await identity(aws)).Arn).toBe('arn:aws:iam::1:user/x');
    await aws.codeArtifact('eu-west-1', credentials()).send(new GetAuthorizationTokenCommand({ domain: 'd' }));
    expect(standIn.tunnels).toEqual(['sts.us-east-1.amazonaws.com:443', 'codeartifact.eu-west-1.amazonaws.com:443']);
  });

  it('is left out for what NO_PROXY names', async () => {
    const server = await startAwsStandIn();
    stops.push(() => server.stop());
    const port = new URL(server.endpoint).port;
    const { aws, standIn } = await behindProxy({}, { stsEndpoint: `https://localhost:${port}`, noProxy: 'localhost' });
    // A direct connection speaks TLS to a server that does not.
    await expect(identity(aws)).rejects.toSatisfy((error) =>
      ['tls', 'unreachable', 'interrupted'].includes(toFailure(error).kind),
    );
    expect(standIn.tunnels).toEqual([]);
  });

  it('comes from the settings alone, not from the environment', async () => {
    const { standIn } = await behindProxy();
    process.env.HTTPS_PROXY = standIn.proxyUrl;
    try {
      const aws = keep({ stsEndpoint: 'https://sts.test' });
      await expect(identity(aws)).rejects.toSatisfy((error) => toFailure(error).kind === 'unreachable');
    } finally {
      delete process.env.HTTPS_PROXY;
    }
    expect(standIn.tunnels).toEqual([]);
  });

  it.each<[string, HttpsStandInOptions, string[]]>([
    ['shows a certificate that nobody trusts', { isUntrusted: true }, ['tls']],
    ['refuses', { tunnelStatus: 403 }, ['unreachable']],
    ['demands a password', { tunnelStatus: 407 }, ['unreachable']],
    ['never opens a tunnel', { tunnelStatus: null }, ['timeout', 'unreachable']],
  ])('that %s is told apart', async (_what, options, kinds) => {
    const { aws } = await behindProxy(options);
    const failure = toFailure(await identity(aws).catch((error: unknown) => error));
    expect(kinds).toContain(failure.kind);
  });
});

describe('an answer of AWS', () => {
  it.each<[string, AwsAnswer, string]>([
    ['that never comes', () => 'hang', 'timeout'],
    ['that drips', () => 'drip', 'timeout'],
    ['that is cut off', () => 'cut', 'interrupted'],
    ['that is a page with 200', () => page(200), 'unexpected-answer'],
    ['that is a page with 403', () => page(403), 'unexpected-answer'],
    ['that is a page with 404', () => page(404), 'unexpected-answer'],
    ['that is a page with 502', () => page(502), 'unexpected-answer'],
    ['that is empty with 403', () => ({ status: 403, body: '' }), 'unexpected-answer'],
    ['that is JSON of somebody', () => ({ status: 403, body: '{"message":"Forbidden"}' }), 'unexpected-answer'],
  ])('%s', async (_what, answer, kind) => {
    const server = await startAwsStandIn(answer);
    stops.push(() => server.stop());
    const aws = keep({ stsEndpoint: server.endpoint });
    const failure = toFailure(await identity(aws).catch((error: unknown) => error));
    expect(failure.kind).toBe(kind);
  });

  it('that is a well-formed page or nothing at all, with 200, names nobody', async () => {
    for (const body of ['<html><body>Hello</body></html>', '']) {
      const server = await startAwsStandIn(() => ({ status: 200, body, type: 'text/html' }));
      stops.push(() => server.stop());
      expect((await identity(keep({ stsEndpoint: server.endpoint }))).Arn).toBeUndefined();
    }
  });

  it('does not come where nothing listens', async () => {
    const server = await startAwsStandIn();
    await server.stop();
    const failure = toFailure(await identity(keep({ stsEndpoint: server.endpoint })).catch((error: unknown) => error));
    expect(failure).toMatchObject({ kind: 'unreachable', errorCode: 'ECONNREFUSED' });
  });

  it('is not waited for once the caller stops', async () => {
    const server = await startAwsStandIn(() => 'hang');
    stops.push(() => server.stop());
    const stop = new AbortController();
    const call = identity(keep({ stsEndpoint: server.endpoint }), stop.signal).catch((error: unknown) => error);
    setTimeout(() => stop.abort(), 20);
    expect(toFailure(await call, stop.signal)).toMatchObject({ kind: 'stopped' });
  });
});

async function behindProxy(options: HttpsStandInOptions = {}, more: Partial<AwsOptions> = {}) {
  const standIn = await startHttpsStandIn((request, response) => {
    if (request.headers.host?.startsWith('sts.'))
      response.writeHead(200, { 'content-type': 'text/xml' }).end(STS_ANSWER);
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"authorizationToken":"x"}');
  }, options);
  stops.push(() => standIn.stop());
  return { standIn, aws: keep({ httpsProxy: standIn.proxyUrl, ...more }) };
}

function keep(options: Partial<AwsOptions>): Aws {
  useStaticCredentials();
  const aws = createAws({ region: 'us-east-1', limits: SHORT_LIMITS, ...options });
  stops.push(() => aws.close());
  return aws;
}

function identity(aws: Aws, signal?: AbortSignal) {
  return aws.sts().send(new GetCallerIdentityCommand({}), { abortSignal: aws.callSignal(signal) });
}

function credentials() {
  return { accessKeyId: 'ASIA', secretAccessKey: 'x', sessionToken: 'y', expiration: new Date(Date.now() + 60_000) };
}

function page(status: number) {
  return { status, body: '<!DOCTYPE html><html><body><h1>Blocked</h1></body></html>', type: 'text/html' };
}
