import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  failure,
  startConnectedLab,
  CUSTOMER_ROLE,
  EXTERNAL_ID,
  type ConnectedLab,
} from '../../tests/support/lab-clients.ts';

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
