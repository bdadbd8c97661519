import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startConnectedLab, CUSTOMER_ROLE, EXTERNAL_ID, type ConnectedLab } from '../../tests/support/lab-clients.ts';

let lab: ConnectedLab['lab'];
let aws: ConnectedLab['aws'];
let stop: ConnectedLab['stop'];

const repository = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const ping = `${repository}/npm/my-repo/-/ping`;

beforeAll(async () => {
  ({ lab, aws, stop } = await startConnectedLab());
});
afterEach(() => lab.reset());
afterAll(() => stop());

async function failure(call: Promise<unknown>) {
  const error: unknown = await call.then(
    () => new Error('The call succeeded.'),
    (reason: unknown) => reason,
  );
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number; requestId?: string } };
  return { code: name, message, status: $metadata?.httpStatusCode };
}

describe('the healthy chain', () => {
  it('leads from the base user to a package', async () => {
    expect(await aws.identity()).toBe('arn:aws:iam::198331734661:user/backline-server');
    const session = await aws.assumeCustomerRole();
    expect(await aws.identity(session)).toBe(
      'arn:aws:sts::111122223333:assumed-role/BacklineCodeArtifactIntegrationRole/one',
    );
    const token = await aws.token(session);
    expect(await aws.endpoint(session, 'npm')).toBe(`${repository}/npm/my-repo/`);
    expect((await aws.get(ping, `Bearer ${token}`)).status).toBe(200);
    const basic = Buffer.from(`aws:${token}`).toString('base64');
    expect((await aws.get(`${repository}/pypi/my-repo/simple/acme-strings/`, `Basic ${basic}`)).status).toBe(200);
    expect((await aws.get(`${repository}/pypi/my-repo/simple/`, `Basic ${basic}`)).status).toBe(404);
    expect((await aws.get(`${repository}/nuget/my-repo/v3/index.json`, `Basic ${basic}`)).status).toBe(200);
    expect((await aws.get(`${repository}/npm/my-repo/semver`, `Bearer ${token}`)).status).toBe(200);
    const dualStack = 'https://my-domain-111122223333.codeartifact.us-east-1.on.aws/npm/my-repo/-/ping';
    expect((await aws.get(dualStack, `Bearer ${token}`)).status).toBe(200);
  });

  it('refuses the role without the External ID and with another one', async () => {
    for (const ExternalId of [undefined, 'another-external-id']) {
      expect(await failure(aws.assumeCustomerRole({ ExternalId }))).toEqual({
        code: 'AccessDenied',
        status: 403,
        message: `User: arn:aws:sts::198331734661:assumed-role/BacklineIntegrationReadOnlyCodeArtifact/platform is not authorized to perform: sts:AssumeRole on resource: ${CUSTOMER_ROLE}`,
      });
    }
  });

  it('takes a few milliseconds per call', async () => {
    const session = await aws.assumeCustomerRole();
    await aws.token(session);
    const started = performance.now();
    for (let count = 0; count < 20; count += 1) await aws.token(session);
    expect((performance.now() - started) / 20).toBeLessThan(50);
  });

  it('covers another Region and a domain that another account shares', async () => {
    const session = await aws.assumeCustomerRole();
    expect(await aws.token(session, { domain: 'my-domain-eu' }, 'eu-west-1')).toMatch(/^[\w-]+(\.[\w-]+){4}$/u);
    const shared = { domain: 'shared-domain', domainOwner: '444455556666' };
    const token = await aws.token(session, shared);
    const address = 'https://shared-domain-444455556666.d.codeartifact.us-east-1.amazonaws.com/npm/shared-repo/-/ping';
    expect((await aws.get(address, `Bearer ${token}`)).status).toBe(200);
  });

  it('gives tokens of the shape that is seen in the field', async () => {
    const token = await aws.token(await aws.assumeCustomerRole());
    expect(token.length).toBeGreaterThan(1_300);
    const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
    expect(header).toMatchObject({ ver: 1, enc: 'A128GCM', alg: 'A128GCMKW' });
    const { isu, exp } = header as { isu: number; exp: number };
    expect(exp - isu).toBe(43_200);
  });

  it('answers the API through a session only as long as its role is the same', async () => {
    const session = await aws.assumeCustomerRole();
    const token = await aws.token(session);
    lab.edit((world) => {
      for (const role of world.accounts.flatMap(({ roles }) => roles)) role.roleId = `${role.roleId.slice(0, -1)}0`;
    });
    expect(await failure(aws.token(session))).toEqual({
      code: 'UnrecognizedClientException',
      status: 403,
      message: 'The security token included in the request is invalid.',
    });
    expect((await aws.get(ping, `Bearer ${token}`)).status).toBe(403);
  });

  it('records who did what, and no secret', async () => {
    const session = await aws.assumeCustomerRole();
    const token = await aws.token(session);
    await aws.get(ping, `Bearer ${token}`);
    expect(lab.requests.map(({ action, status }) => [action, status])).toEqual([
      ['sts:AssumeRole', 200],
      ['sts:AssumeRole', 200],
      ['codeartifact:GetAuthorizationToken', 200],
      ['codeartifact:ReadFromRepository', 200],
    ]);
    const text = JSON.stringify(lab.requests);
    expect(text).toContain(EXTERNAL_ID);
    for (const secret of [
      token,
      session.secretAccessKey,
      session.sessionToken ?? '',
      lab.environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    ]) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('AssumeRole', () => {
  it.each<[string, object, string]>([
    [
      'a short External ID',
      { ExternalId: '' },
      "1 validation error detected: Value '' at 'externalId' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      'an External ID with a blank',
      { ExternalId: '%20' },
      String.raw`1 validation error detected: Value '%20' at 'externalId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@:\/-]*`,
    ],
    [
      'a session name with a slash',
      { RoleSessionName: 'PowerUser/ann' },
      String.raw`1 validation error detected: Value 'PowerUser/ann' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*`,
    ],
    [
      'an empty role',
      { RoleArn: '' },
      String.raw`2 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+; Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20`,
    ],
    [
      'a duration of a day',
      { DurationSeconds: 86_400 },
      "1 validation error detected: Value '86400' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [
      'more than an hour from a role',
      { DurationSeconds: 7_200 },
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    ],
    ['no ARN', { RoleArn: 'BacklineCodeArtifactIntegrationRole' }, 'BacklineCodeArtifactIntegrationRole is invalid'],
  ])('refuses %s', async (_, input, message) => {
    expect(await failure(aws.assumeCustomerRole(input))).toEqual({ code: 'ValidationError', status: 400, message });
  });

  it("refuses more than the role's own maximum where no role is chained", async () => {
    const RoleArn = 'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact';
    expect(await failure(aws.assume(undefined, { RoleArn, DurationSeconds: 7_200 }))).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  it.each<[string, object, string]>([
    [
      'a user',
      { RoleArn: 'arn:aws:iam::111122223333:user/ann' },
      'sts:AssumeRole on resource: arn:aws:iam::111122223333:user/ann',
    ],
    [
      'the name in another letter case',
      { RoleArn: CUSTOMER_ROLE.toLowerCase() },
      `on resource: ${CUSTOMER_ROLE.toLowerCase()}`,
    ],
    [
      'tags without leave',
      { Tags: [{ Key: 'team', Value: 'core' }] },
      `is not authorized to perform: sts:TagSession on resource: ${CUSTOMER_ROLE}`,
    ],
    [
      'a source identity without leave',
      { SourceIdentity: 'ann' },
      `is not authorized to perform: sts:SetSourceIdentity on resource: ${CUSTOMER_ROLE}`,
    ],
  ])('denies %s', async (_, input, text) => {
    const denied = await failure(aws.assumeCustomerRole(input));
    expect(denied).toMatchObject({ code: 'AccessDenied', status: 403 });
    expect(denied.message.endsWith(text)).toBe(true);
  });

  it('honours a session policy, and refuses one that is none', async () => {
    const allow = (Action: string) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
    const session = await aws.assumeCustomerRole({ Policy: allow('codeartifact:GetRepositoryEndpoint') });
    expect(await aws.endpoint(session, 'npm')).toContain('/npm/my-repo/');
    expect((await failure(aws.token(session))).message).toBe(
      'User: arn:aws:sts::111122223333:assumed-role/BacklineCodeArtifactIntegrationRole/one is not authorized to perform: codeartifact:GetAuthorizationToken on resource: arn:aws:codeartifact:us-east-1:111122223333:domain/my-domain because no session policy allows the codeartifact:GetAuthorizationToken action',
    );
    expect(await failure(aws.assumeCustomerRole({ Policy: '{}' }))).toMatchObject({
      code: 'MalformedPolicyDocumentException',
      status: 400,
    });
    expect(await failure(aws.assumeCustomerRole({ Policy: allow('codeartifact:*'.padEnd(2_048, 'x')) }))).toMatchObject(
      { code: 'ValidationError' },
    );
  });
});

describe('signatures', () => {
  it.each<[string, object, string, string]>([
    [
      'another secret',
      { secretAccessKey: 'x' },
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ],
    [
      'an unknown key',
      { accessKeyId: 'AKIAUNKNOWN' },
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
    ],
    [
      'a session without its token',
      { sessionToken: 'another' },
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
    ],
  ])('with %s are refused', async (_, change, code, message) => {
    const session = await aws.assumePlatformRole();
    expect(await failure(aws.identity({ ...session, ...change }))).toEqual({ code, status: 403, message });
  });

  it('are demanded', async () => {
    const reply = await aws.get('https://sts.us-west-2.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15');
    expect(reply.status).toBe(403);
    expect(reply.body).toContain('<Code>MissingAuthenticationToken</Code>');
  });
});

describe('CodeArtifact', () => {
  it('knows no Go format', async () => {
    const session = await aws.assumeCustomerRole();
    expect(await failure(aws.endpoint(session, 'go'))).toEqual({
      code: 'ValidationException',
      status: 400,
      message:
        "1 validation error detected: Value 'go' at 'format' failed to satisfy constraint: Member must satisfy enum value set: [npm, pypi, maven, nuget, generic, ruby, swift, cargo]",
    });
    const token = await aws.token(session);
    expect((await aws.get(`${repository}/go/my-repo/example.com/x/@v/list`, `Bearer ${token}`)).status).toBe(404);
  });

  it('names a domain that does not exist only to those who may ask for it', async () => {
    const session = await aws.assumeCustomerRole();
    expect(await failure(aws.token(session, { domain: 'no-domain' }))).toEqual({
      code: 'ResourceNotFoundException',
      status: 404,
      message: "Domain not found. Domain 'no-domain' owned by account '111122223333' does not exist.",
    });
    expect(await failure(aws.token(session, { domainOwner: '999988887777' }))).toMatchObject({
      code: 'AccessDeniedException',
      status: 403,
    });
  });

  it('gives a token no longer than the session when asked for 0, and refuses a minute', async () => {
    const session = await aws.assumeCustomerRole({ DurationSeconds: 900 });
    const token = await aws.token(session, { durationSeconds: 0 });
    const { isu, exp } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as {
      isu: number;
      exp: number;
    };
    expect(exp - isu).toBeLessThanOrEqual(900);
    expect(await failure(aws.token(session, { durationSeconds: 60 }))).toMatchObject({
      code: 'ValidationException',
      status: 400,
    });
  });
});

describe('package endpoints', () => {
  it('challenge whoever brings no token, a wrong one, or one of another domain or Region', async () => {
    const session = await aws.assumeCustomerRole();
    const other = await aws.token(session, { domain: 'my-domain-eu' }, 'eu-west-1');
    for (const authorization of [undefined, 'Bearer nonsense', `Bearer ${other}`, 'Basic bm9uc2Vuc2U=']) {
      const reply = await aws.get(ping, authorization);
      expect(reply.status).toBe(401);
      expect(reply.headers['www-authenticate']).toBe(
        'Bearer realm="my-domain/my-repo", Basic realm="my-domain/my-repo"',
      );
    }
  });

  it('ask for the right to read at every request', async () => {
    const token = await aws.token(await aws.assumeCustomerRole());
    expect((await aws.get(ping, `Bearer ${token}`)).status).toBe(200);
    lab.set('missing_read_from_repository', true);
    expect((await aws.get(ping, `Bearer ${token}`)).status).toBe(403);
    lab.set('read_denied_as_404', true);
    expect((await aws.get(ping, `Bearer ${token}`)).status).toBe(404);
    lab.reset();
    expect((await aws.get(ping, `Bearer ${token}`)).status).toBe(200);
  });

  it('send npm and NuGet archives by way of S3, and Python ones themselves', async () => {
    const token = await aws.token(await aws.assumeCustomerRole());
    const tarball = await aws.get(`${repository}/npm/my-repo/@acme/strings/-/strings-1.0.0.tgz`, `Bearer ${token}`);
    expect(tarball.status).toBe(302);
    const location = String(tarball.headers.location);
    expect(new URL(location).host).toBe('assets-193858265520-us-east-1.s3.us-east-1.amazonaws.com');
    expect((await aws.get(location)).status).toBe(200);
    expect((await aws.get(location, `Bearer ${token}`)).status).toBe(400);
    lab.set('asset_host_blocked', true);
    // Until the client has seen that its pooled connection is gone.
    await setTimeout(20);
    await expect(aws.get(location)).rejects.toMatchObject({ code: 'ERR_PROXY_TUNNEL' });
  });
});

describe('the proxy', () => {
  it.each(['https://example.com/', 'https://codeartifact.us-west-1.amazonaws.com/'])(
    'leads nowhere: %s',
    async (address) => {
      await expect(aws.get(address)).rejects.toThrow(/Proxy|tunnel|403|502/iu);
    },
  );
});
