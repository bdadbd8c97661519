import { afterEach, describe, expect, it } from 'vitest';
import {
  ACCESS_DENIED,
  apiError,
  CUSTOMER_ROLE,
  json,
  token,
  TOKEN,
  type AwsReply,
} from '../../../../tests/support/aws-stand-in.ts';
import {
  DETAILS,
  NPM_URL,
  PYPI_URL,
  startConnector,
  type ConnectorSettings,
  type ConnectorUnderTest,
} from '../../../../tests/support/codeartifact.ts';

const stops: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

describe('access to a repository', () => {
  it('is a user name and a token that ends with the session', async () => {
    const { connector, aws } = await start();
    const access = await connector.repositoryAccess('organization', DETAILS, NPM_URL);
    expect(access).toMatchObject({ url: NPM_URL, userName: 'aws', secret: TOKEN });
    expect(aws.callsOf('GetAuthorizationToken')[0]).toMatchObject({
      parameters: { domain: 'my-domain', 'domain-owner': '111122223333', duration: '0' },
      accessKeyId: 'ASIACUSTOMER',
    });
  });

  it('costs one AssumeRole of the customer and one token, however many ask at once', async () => {
    const { connector, aws } = await start();
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        connector.repositoryAccess('organization', DETAILS, index % 2 ? NPM_URL : PYPI_URL),
      ),
    );
    expect(sessions(aws)).toHaveLength(1);
    expect(aws.callsOf('GetAuthorizationToken')).toHaveLength(1);
    expect(aws.calls).toHaveLength(4);
  });

  it('is never shared between organizations, roles, External IDs or repositories', async () => {
    const { connector, aws } = await start();
    const wider = {
      ...DETAILS,
      repositories: [...DETAILS.repositories, { packageType: 'PYPI' as const, url: PYPI_URL }],
    };
    const other = {
      ...DETAILS,
      repositories: [{ packageType: 'NPM' as const, url: NPM_URL.replace('my-repo', 'two') }],
    };
    for (const [organization, details] of [
      ['one', DETAILS],
      ['two', DETAILS],
      ['one', other],
      ['one', DETAILS],
      // The same repository in another format needs no other session.
      ['one', wider],
    ] as const) {
      await connector.repositoryAccess(organization, details, NPM_URL);
    }
    expect(sessions(aws)).toHaveLength(3);
    expect(aws.callsOf('GetAuthorizationToken')).toHaveLength(3);
  });

  it('is made anew after the organization was forgotten, and only for that one', async () => {
    const { connector, aws } = await start();
    const all = () => Promise.all(['one', 'one more'].map((id) => connector.repositoryAccess(id, DETAILS, NPM_URL)));
    await all();
    connector.forget('one more');
    await all();
    expect(sessions(aws)).toHaveLength(3);
    expect(aws.callsOf('GetAuthorizationToken')).toHaveLength(3);
  });

  it('is renewed ahead of its end without a wait', async () => {
    let now = Date.now();
    let isSlow = false;
    const { connector, aws } = await start({
      clock: { now: () => new Date(now) },
      aws: ({ action }) => (action === 'GetAuthorizationToken' && isSlow ? 'hang' : null),
    });
    await connector.repositoryAccess('organization', DETAILS, NPM_URL);
    now += 0.8 * 3_600_000;
    isSlow = true;
    expect(await connector.repositoryAccess('organization', DETAILS, NPM_URL)).toMatchObject({ secret: TOKEN });
    await expect.poll(() => aws.callsOf('GetAuthorizationToken')).toHaveLength(2);
  });

  it.each<[string, AwsReply]>([
    ['no token', json({ expiration: Date.now() / 1_000 + 60 })],
    ['a token with a line break', token('a\nb')],
    ['no end', json({ authorizationToken: TOKEN })],
    ['a token that has ended', token(TOKEN, Date.now() - 60_000)],
    [
      'an answer that breaks off',
      { status: 200, body: `{"authorizationToken":"${TOKEN}","expi`, type: 'application/json' },
    ],
    ['an empty answer', { status: 200, body: '' }],
  ])('is refused where AWS gives %s, with no word of the token', async (_what, reply) => {
    const { connector } = await start({ aws: ({ action }) => (action === 'GetAuthorizationToken' ? reply : null) });
    const error = await connector.repositoryAccess('organization', DETAILS, NPM_URL).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ stage: 'AUTHORIZATION_TOKEN', failure: { kind: 'unexpected-answer' } });
    expect(JSON.stringify(error) + String(error) + String((error as Error).stack)).not.toContain('CANARY');
  });

  it('is refused with the step that failed, and not remembered', async () => {
    let isDenied = true;
    const { connector } = await start({
      aws: ({ parameters }) => (isDenied && parameters.RoleArn === CUSTOMER_ROLE ? ACCESS_DENIED : null),
    });
    const ask = () => connector.repositoryAccess('organization', DETAILS, NPM_URL);
    await expect(ask()).rejects.toMatchObject({ stage: 'ASSUME_ROLE', failure: { errorCode: 'AccessDenied' } });
    isDenied = false;
    expect(await ask()).toMatchObject({ secret: TOKEN });
  });

  it('tells throttling as what it is', async () => {
    const { connector } = await start({
      aws: ({ action }) =>
        action === 'GetAuthorizationToken' ? apiError('ThrottlingException', 'Rate exceeded', 429, {}) : null,
      limits: { connectMs: 500, requestMs: 2_000, callMs: 6_000, readMs: 500, testMs: 6_000 },
    });
    await expect(connector.repositoryAccess('organization', DETAILS, NPM_URL)).rejects.toMatchObject({
      failure: { errorCode: 'ThrottlingException', httpStatus: 429, awsRequestId: 'api-request' },
    });
  });
});

async function start(settings: ConnectorSettings = {}): Promise<ConnectorUnderTest> {
  const started = await startConnector(settings);
  stops.push(started.stop);
  return started;
}

function sessions(aws: ConnectorUnderTest['aws']) {
  return aws.callsOf('AssumeRole').filter(({ parameters }) => parameters.RoleArn === CUSTOMER_ROLE);
}
