import { afterEach, describe, expect, it } from 'vitest';
import {
  ACCESS_DENIED,
  CUSTOMER_ROLE,
  EXTERNAL_ID,
  html,
  PLATFORM_ROLE,
  session,
  startAwsStandIn,
  stsError,
  type AwsAnswer,
  type AwsCall,
  type AwsReply,
  type AwsStandIn,
} from '../../../../tests/support/aws-stand-in.ts';
import { DETAILS, SHORT_LIMITS, useStaticCredentials } from '../../../../tests/support/codeartifact.ts';
import { systemClock } from '../../lib/clock.ts';
import { customerRole } from './access.ts';
import { createAws } from './aws.ts';
import { ChainFailure, RoleChain } from './role-chain.ts';

const ORGANIZATION = '018f2c3d-4e5f-7a6b-8c9d-0e1f2a3b4c5d';
const ROLE = customerRole(ORGANIZATION, DETAILS, 'test');
const stops: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

describe('assuming the role of a customer', () => {
  it('goes from our own keys over the platform role', async () => {
    const { chain, aws } = await start();
    expect(await chain.assumeCustomerRole(ROLE)).toMatchObject({ accessKeyId: 'ASIACUSTOMER' });
    expect(aws.calls.map(({ action, accessKeyId }) => `${action} by ${accessKeyId}`)).toEqual([
      'GetCallerIdentity by AKIABASE',
      'AssumeRole by AKIABASE',
      'AssumeRole by ASIAPLATFORM',
    ]);
  });

  it('leaves out the hop where the server runs as the platform role already', async () => {
    const identity = sts(
      '<Arn>arn:aws:sts::198331734661:assumed-role/BacklineIntegrationReadOnlyCodeArtifact/i-0</Arn>',
    );
    const { chain, aws } = await start(({ action }) => (action === 'GetCallerIdentity' ? identity : null));
    await chain.assumeCustomerRole(ROLE);
    expect(aws.callsOf('AssumeRole').map(({ accessKeyId }) => accessKeyId)).toEqual(['AKIABASE']);
  });

  it('always sends External ID, session policy, session name and at most an hour, and no tags or source identity', async () => {
    const { chain, aws } = await start();
    await chain.assumeCustomerRole(ROLE);
    const { parameters } = customerCalls(aws)[0] as AwsCall;
    expect(Object.keys(parameters).sort()).toEqual([
      'Action',
      'DurationSeconds',
      'ExternalId',
      'Policy',
      'RoleArn',
      'RoleSessionName',
      'Version',
    ]);
    expect(parameters).toMatchObject({ RoleArn: CUSTOMER_ROLE, ExternalId: EXTERNAL_ID, Policy: ROLE.sessionPolicy });
    expect(parameters.RoleSessionName).toMatch(/^[\w+=,.@-]{2,64}$/);
    expect(parameters.RoleSessionName).not.toContain(ORGANIZATION);
    expect(Number(parameters.DurationSeconds)).toBeGreaterThanOrEqual(900);
    expect(Number(parameters.DurationSeconds)).toBeLessThanOrEqual(3_600);
  });

  it('never goes without an External ID, which would switch the protection off', async () => {
    const { chain, aws } = await start();
    await expect(chain.assumeCustomerRole({ ...ROLE, externalId: '' })).rejects.toThrow('External ID');
    expect(aws.calls).toEqual([]);
  });

  it('asks for the platform role once for any number of customers', async () => {
    const { chain, aws } = await start();
    await Promise.all(Array.from({ length: 20 }, () => chain.assumeCustomerRole(ROLE)));
    expect(aws.calls.filter(({ parameters }) => parameters.RoleArn === PLATFORM_ROLE)).toHaveLength(1);
    expect(aws.callsOf('GetCallerIdentity')).toHaveLength(1);
  });

  it('replaces a session of the platform role that STS no longer knows, once', async () => {
    let refusals = 0;
    const { chain, aws } = await start(({ parameters }) =>
      parameters.RoleArn === CUSTOMER_ROLE && (refusals += 1) === 1 ? stsError('InvalidClientTokenId', 'x') : null,
    );
    expect(await chain.assumeCustomerRole(ROLE)).toMatchObject({ accessKeyId: 'ASIACUSTOMER' });
    expect(aws.calls.filter(({ parameters }) => parameters.RoleArn === PLATFORM_ROLE)).toHaveLength(2);

    const refusing = await start(({ parameters }) =>
      parameters.RoleArn === CUSTOMER_ROLE ? stsError('ExpiredToken', 'x') : null,
    );
    await expect(refusing.chain.assumeCustomerRole(ROLE)).rejects.toMatchObject({
      failure: { errorCode: 'ExpiredToken' },
    });
    expect(customerCalls(refusing.aws)).toHaveLength(2);
  });

  it('does not wait for the platform role longer than its caller does', async () => {
    const { chain } = await start(({ action }) => (action === 'GetCallerIdentity' ? 'hang' : null));
    const call = chain.assumeCustomerRole(ROLE, AbortSignal.timeout(30));
    await expect(call).rejects.toMatchObject({ stage: 'PLATFORM_ROLE', failure: { kind: 'stopped' } });
  });
});

describe('the probes', () => {
  it('send another External ID or none, and otherwise the very same', async () => {
    const { chain, aws } = await start();
    await expect(chain.probeCustomerRole(ROLE, null)).rejects.toMatchObject({ failure: { errorCode: 'AccessDenied' } });
    await expect(chain.probeCustomerRole(ROLE, 'bl-probe-1')).rejects.toBeInstanceOf(ChainFailure);
    const [none, other] = customerCalls(aws).map(({ parameters }) => parameters);
    expect(none).not.toHaveProperty('ExternalId');
    expect(other).toEqual({ ...none, ExternalId: 'bl-probe-1' });
  });
});

describe('an answer that is not believed', () => {
  it.each<[string, AwsReply]>([
    ['a page with 200', { status: 200, body: '<html><body>Hello</body></html>', type: 'text/html' }],
    ['a page that is no XML, with 200', html(200)],
    ['a page with 403', html(403)],
    ['a page with 502', html(502)],
    ['nothing', { status: 200, body: '' }],
    ['the session of another account', session({ roleArn: 'arn:aws:iam::999999999999:role/team/BacklineRole' })],
    ['the session of another role', session({ roleArn: 'arn:aws:iam::111122223333:role/team/Other' })],
    ['a role whose name differs in case', session({ roleArn: 'arn:aws:iam::111122223333:role/backlinerole' })],
    ['a session that has ended', session({ expiration: '2020-01-01T00:00:00Z' })],
    ['a session that ends at no time', session({ expiration: 'tomorrow' })],
    ['a session without a key', session({ accessKeyId: '' })],
  ])('%s', async (_what, reply) => {
    const { chain } = await start(({ parameters }) => (parameters.RoleArn === CUSTOMER_ROLE ? reply : null));
    const error = await chain.assumeCustomerRole(ROLE).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ stage: 'ASSUME_ROLE', failure: { kind: 'unexpected-answer' } });
    expect(JSON.stringify(error) + String(error)).not.toContain('CANARY');
  });

  it('is not kept: the next call asks again', async () => {
    let calls = 0;
    const { chain } = await start(({ parameters }) =>
      parameters.RoleArn === PLATFORM_ROLE && (calls += 1) === 1 ? session({ roleArn: CUSTOMER_ROLE }) : null,
    );
    await expect(chain.platformCredentials()).rejects.toMatchObject({ stage: 'PLATFORM_ROLE' });
    expect(await chain.platformCredentials()).toMatchObject({ accessKeyId: 'ASIAPLATFORM' });
  });

  it('is named by the step that got it', async () => {
    const identity = await start(({ action }) => (action === 'GetCallerIdentity' ? sts('') : null));
    await expect(identity.chain.assumeCustomerRole(ROLE)).rejects.toMatchObject({ stage: 'PLATFORM_IDENTITY' });
    const platform = await start(({ parameters }) => (parameters.RoleArn === PLATFORM_ROLE ? ACCESS_DENIED : null));
    await expect(platform.chain.assumeCustomerRole(ROLE)).rejects.toMatchObject({
      stage: 'PLATFORM_ROLE',
      failure: { errorCode: 'AccessDenied', awsRequestId: 'sts-request', httpStatus: 403 },
    });
  });
});

describe('the session name', () => {
  it('is what STS takes, and differs by purpose', () => {
    expect(ROLE.sessionName).toBe('backline-test-0e1f2a3b4c5d');
    expect(customerRole(ORGANIZATION, DETAILS, 'resolve').sessionName).toBe('backline-resolve-0e1f2a3b4c5d');
  });
});

async function start(answer?: AwsAnswer): Promise<{ chain: RoleChain; aws: AwsStandIn }> {
  useStaticCredentials();
  const standIn = await startAwsStandIn(answer);
  const aws = createAws({ region: 'us-east-1', stsEndpoint: standIn.endpoint, limits: SHORT_LIMITS });
  stops.push(
    () => standIn.stop(),
    () => aws.close(),
  );
  return { chain: new RoleChain(aws, PLATFORM_ROLE, systemClock), aws: standIn };
}

function customerCalls(aws: AwsStandIn): AwsCall[] {
  return aws.calls.filter(({ parameters }) => parameters.RoleArn === CUSTOMER_ROLE);
}

function sts(result: string): AwsReply {
  const body = `<GetCallerIdentityResponse><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`;
  return { status: 200, body, type: 'text/xml' };
}
