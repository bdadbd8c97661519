import { request as httpRequest, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startHttpsStandIn, type HttpsStandIn } from '../../../../../tests/support/https-stand-in.ts';
import { isAssetHost } from '../../../connectors/codeartifact/index.ts';
import { systemClock } from '../../../lib/clock.ts';
import { createHttp, type Http } from '../../../lib/http.ts';
import { RegistryHttp } from '../../../lib/registry-http.ts';
import { packageTypePlug, type RegistryFailure } from '../../../package-types/index.ts';
import type { PackageType } from '@backline/shared';
import type { Repository, SavedConnection } from '../../integrations/index.ts';
import { RepositoryReader } from '../repository-reader.ts';
import { RegistryGateways, type GatewayOptions, type RegistryGateway } from './registry-gateways.ts';

const HOST = 'my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const OTHER_HOST = 'my-domain-111122223333.d.codeartifact.eu-west-1.amazonaws.com';
const ASSET_HOST = 'assets-193858265520-us-east-1.s3.us-east-1.amazonaws.com';
const SECRET = 'the-credential-of-the-integration';

let standIn: HttpsStandIn;
let http: Http;
let documents: Record<string, { status?: number; body?: string | Buffer; headers?: Record<string, string> }>;
let opened: RegistryGateway[] = [];

beforeAll(async () => {
  const answer: RequestListener = ({ headers, url }, response) => {
    const found = documents[`${headers.host}${url}`] ?? { status: 404 };
    response.writeHead(found.status ?? 200, found.headers).end(found.body ?? '');
  };
  standIn = await startHttpsStandIn(answer);
  http = createHttp({ httpsProxy: standIn.proxyUrl });
});
afterAll(async () => {
  await http?.close();
  await standIn?.stop();
});
beforeEach(() => {
  documents = {};
  standIn.requests.length = 0;
});
afterEach(async () => {
  for (const gateway of opened) await gateway.close();
  opened = [];
});

describe('a gateway that keeps addresses', () => {
  it('hands on documents as they are, with the credential added there and never shown here', async () => {
    const packument = `{"dist":{"tarball":"https://${HOST}/npm/shop/ui/-/ui-1.0.0.tgz"}}`;
    documents[`${HOST}/npm/shop/@acme%2fui`] = { body: packument, headers: { etag: '"1"' } };
    const gateway = await open('NPM', [`https://${HOST}/npm/shop/`]);
    const answer = await get(`${gateway.url}@acme%2fui`, { ...bearer(gateway), cookie: 'a=b', 'x-other': 'c' });
    expect(answer).toMatchObject({ status: 200, body: packument });
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    const [sent] = standIn.requests;
    expect(sent?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(JSON.stringify(sent?.headers)).not.toContain(gateway.token);
    expect(Object.keys(sent?.headers ?? {})).not.toContain('cookie');
    expect(Object.keys(sent?.headers ?? {})).not.toContain('x-other');
    expect(gateway.requestCount).toBe(1);
  });

  it('serves no package, and asks nobody for it', async () => {
    const gateway = await open('NPM', [`https://${HOST}/npm/shop/`]);
    const answer = await get(`${gateway.url}ui/-/ui-1.0.0.tgz`, bearer(gateway));
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('Metadata alone is served here');
    expect(standIn.requests).toEqual([]);
  });
});

describe('a gateway that puts its own addresses in', () => {
  it('serves packages through them, from the host of archives without the credential', async () => {
    const file = '/npm/shop/ui/-/ui-1.0.0.tgz';
    const addresses = [
      `https://${HOST}${file}`,
      `https:\\/\\/${HOST}:443\\/npm\\/shop\\/ui`,
      'https://elsewhere.example/npm/shop/',
    ];
    documents[`${HOST}/npm/shop/ui`] = { body: `["é","${addresses.join('","')}"]` };
    documents[`${HOST}${file}`] = { status: 302, headers: { location: `https://${ASSET_HOST}/x` } };
    const archive = Buffer.from([0x1f, 0x8b, 0, 255, 254]);
    documents[`${ASSET_HOST}/x`] = { body: archive };
    const gateway = await open('NPM', [`https://${HOST}/npm/shop/`], { urls: 'gateway' });
    const repository = gateway.repositories[0]?.url ?? '';
    const { body } = await get(`${gateway.url}ui`, bearer(gateway));
    const found = JSON.parse(body) as string[];
    expect(found).toEqual(['é', `${repository}ui/-/ui-1.0.0.tgz`, `${repository}ui`, addresses[2]]);
    const fetched = await get(found[1] ?? '', bearer(gateway));
    expect(fetched).toMatchObject({ status: 200, bytes: archive });
    const asked = standIn.requests.filter(({ headers }) => headers.host === ASSET_HOST);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('refuses to be led anywhere else', async () => {
    for (const location of ['https://elsewhere.example/x', `http://${ASSET_HOST}/x`, 'https://127.0.0.1/x']) {
      documents[`${HOST}/npm/shop/ui/-/ui-1.0.0.tgz`] = { status: 302, headers: { location } };
      const gateway = await open('NPM', [`https://${HOST}/npm/shop/`], { urls: 'gateway' });
      const answer = await get(`${gateway.url}ui/-/ui-1.0.0.tgz`, bearer(gateway));
      expect(answer.status).toBe(502);
      expect(gateway.problems).toMatchObject([{ diagnosis: { summary: 'redirected' } }]);
    }
    expect(standIn.tunnels.filter((tunnel) => !tunnel.startsWith(HOST))).toEqual([`${ASSET_HOST}:443`]);
  });

  it('turns addresses of simple pages and of service indexes', async () => {
    documents[`${HOST}/pypi/shop/simple/acme/`] = {
      body: `<a href="1.0/acme.whl">1</a><a href="/pypi/shop/simple/acme/1.0/b.whl">2</a><a href="https://${HOST}/pypi/shop/x.whl">3</a><a href="//elsewhere.example/">4</a>`,
    };
    const pypi = await open('PYPI', [`https://${HOST}/pypi/shop/simple/`], { urls: 'gateway' });
    const simple = pypi.repositories[0]?.url ?? '';
    const page = await get(`${simple}acme/`, bearer(pypi));
    const links = [...page.body.matchAll(/href="([^"]*)"/g)].map(
      ([, href = '']) => new URL(href, `${simple}acme/`).href,
    );
    expect(links).toEqual([
      `${simple}acme/1.0/acme.whl`,
      `${simple}acme/1.0/b.whl`,
      `${simple.replace('simple/', '')}x.whl`,
      'http://elsewhere.example/',
    ]);
    documents[`${HOST}/nuget/shop/v3/index.json`] = { body: `{"@id":"https://${HOST}/nuget/shop/v3/flat/"}` };
    const nuget = await open('NUGET', [`https://${HOST}/nuget/shop/v3/index.json`], { urls: 'gateway' });
    const index = nuget.repositories[0]?.url ?? '';
    expect((await get(index, bearer(nuget))).body).toBe(
      JSON.stringify({ '@id': index.replace('index.json', 'flat/') }),
    );
  });

  it('changes nothing in what go.sum holds hashes of, and has the token in the path for go', async () => {
    const text = `module a.example/b // https://${HOST}/go/shop/\n`;
    documents[`${HOST}/go/shop/a.example/b/@v/v1.0.0.mod`] = { body: text };
    const gateway = await open('GO', [`https://${HOST}/go/shop/`], { urls: 'gateway' });
    expect((await get(`${gateway.open.repositories[0]}a.example/b/@v/v1.0.0.mod`)).body).toBe(text);
    expect((await get(`${gateway.open.url}a.example/b/@v/v1.0.0.mod`)).body).toBe(text);
    const wrong = gateway.open.url.replace(gateway.token, 'x'.repeat(gateway.token.length));
    expect((await get(`${wrong}a.example/b/@v/v1.0.0.mod`)).status).toBe(401);
  });
});

describe('a gateway of several repositories', () => {
  it('asks those that serve the name, in their order, and says 404 where none has it', async () => {
    documents[`${OTHER_HOST}/npm/shop/ui`] = { body: '"second"' };
    documents[`${HOST}/npm/shop/@acme%2fui`] = { body: '"never"' };
    documents[`${OTHER_HOST}/npm/acme/@acme%2fui`] = { body: '"routed"' };
    const urls = [`https://${HOST}/npm/shop/`, `https://${OTHER_HOST}/npm/shop/`, `https://${OTHER_HOST}/npm/acme/`];
    const gateway = await open('NPM', urls, {}, { [urls[2] ?? '']: ['@acme'] });
    expect((await get(`${gateway.url}ui`, bearer(gateway))).body).toBe('"second"');
    expect((await get(`${gateway.url}@acme%2fui`, bearer(gateway))).body).toBe('"routed"');
    const missing = await get(`${gateway.url}nothing`, bearer(gateway));
    expect(missing.status).toBe(404);
    expect(missing.body).toContain('do not have nothing');
    expect((await get(`${gateway.repositories[0]?.url}ui`, bearer(gateway))).status).toBe(404);
  });

  it('hands on a refusal as it is, and asks no other repository then', async () => {
    documents[`${HOST}/npm/shop/ui`] = { status: 403 };
    documents[`${OTHER_HOST}/npm/shop/ui`] = { body: '"second"' };
    const gateway = await open('NPM', [`https://${HOST}/npm/shop/`, `https://${OTHER_HOST}/npm/shop/`]);
    const answer = await get(`${gateway.url}ui`, bearer(gateway));
    expect(answer.status).toBe(403);
    expect(gateway.problems).toMatchObject([{ diagnosis: { summary: 'forbidden' } }]);
  });
});

describe('a gateway', () => {
  it('answers nobody without its token', async () => {
    const gateway = await open('NPM', [`https://${HOST}/npm/shop/`]);
    const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` });
    for (const headers of [
      {},
      { authorization: 'Bearer ' },
      { authorization: `Bearer ${gateway.token}x` },
      basic('aws:x'),
      basic(gateway.token.slice(1)),
    ]) {
      const answer = await get(`${gateway.url}-/ping`, headers);
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('Basic');
    }
    expect(standIn.requests).toEqual([]);
    documents[`${HOST}/npm/shop/-/ping`] = { body: '{}' };
    expect((await get(`${gateway.url}-/ping`, basic(`aws:${gateway.token}`))).status).toBe(200);
  });

  it('lets nobody write', async () => {
    const gateway = await open('NPM', [`https://${HOST}/npm/shop/`]);
    for (const method of ['PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect((await get(`${gateway.url}ui`, bearer(gateway), method)).status).toBe(405);
    }
    expect(standIn.requests).toEqual([]);
    documents[`${HOST}/npm/shop/ui`] = { body: '{}' };
    expect(await get(`${gateway.url}ui`, bearer(gateway), 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it.each([
    '/', '/all', '/all/', '/7/npm/shop/ui', '/0/npm/other/ui', '/0/npm/shopping/ui', '/all/-/npm/v1/security/audits', '/all/../x',
    '/all/ui/%2e%2e/%2e%2e/x', '/all/ui%2f..%2f..%2fx', '/all/ui/-/..%5cx.tgz', '/all//ui', '/all/%zz', '/all/@acme%2f..', '/0/npm/shop/%2e%2e/%2e%2e/secret',
  ])('has nothing at %s', async (path) => {
    const gateway = await open('NPM', [`https://${HOST}/npm/shop/`], { urls: 'gateway' });
    expect((await get(new URL(gateway.url).origin + path, bearer(gateway), 'GET', path)).status).toBe(404);
    expect(standIn.requests).toEqual([]);
  }); // prettier-ignore

  it('stops at its limits of requests and of bytes', async () => {
    documents[`${HOST}/npm/shop/ui`] = { body: 'x'.repeat(1_000) };
    const few = await open('NPM', [`https://${HOST}/npm/shop/`], { maxRequests: 2 });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await get(`${few.url}ui`, bearer(few))).status);
    expect(statuses).toEqual([200, 200, 403]);
    const small = await open('NPM', [`https://${HOST}/npm/shop/`], { maxBytes: 1_500 });
    const others = [];
    for (let count = 0; count < 3; count += 1) others.push((await get(`${small.url}ui`, bearer(small))).status);
    expect(others).toEqual([200, 200, 403]);
  });

  it('is gone when it is closed, when its job is stopped, and when its time is up', async () => {
    const stop = new AbortController();
    const closed = await open('NPM', [`https://${HOST}/npm/shop/`]);
    const stopped = await open('NPM', [`https://${HOST}/npm/shop/`], { signal: stop.signal });
    const late = await open('NPM', [`https://${HOST}/npm/shop/`], { lifetimeMs: 1 });
    await closed.close();
    await closed.close();
    stop.abort();
    for (const gateway of [closed, stopped, late]) {
      await expect
        .poll(() =>
          get(`${gateway.url}ui`, bearer(gateway)).then(
            () => 'answers',
            (error: Error) => error.message,
          ),
        )
        .toMatch(/ECONNREFUSED|ECONNRESET|hang up/);
    }
    await expect(open('NPM', [], { signal: stop.signal })).rejects.toThrow();
  });

  it('goes on with another credential where the repository refuses the first', async () => {
    documents[`${HOST}/npm/shop/ui`] = { status: 401 };
    const gateway = await open('NPM', [`https://${HOST}/npm/shop/`]);
    expect((await get(`${gateway.url}ui`, bearer(gateway))).status).toBe(401);
    expect(standIn.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${SECRET}`,
      'Bearer another',
    ]);
  });
});

async function open(
  packageType: PackageType,
  urls: string[],
  options: GatewayOptions = {},
  routes: Record<string, string[]> = {},
): Promise<RegistryGateway> {
  const repositories = urls.map((url): Repository => {
    const place = { domain: 'my-domain', domainOwner: '111122223333', region: 'us-east-1', repository: 'shop' };
    return { id: url, packageType, url, routes: routes[url] ?? [], ...place };
  });
  const access = (url: string, secret: string) => ({ url, userName: 'aws', secret, expiresAt: new Date() });
  const explain = ({ reason, httpStatus }: RegistryFailure) => ({
    diagnosis: { category: 'UNKNOWN' as const, summary: reason, causes: [] },
    evidence: { httpStatus, errorCode: null, message: null, awsRequestId: null },
  });
  const reader = new RepositoryReader(
    new RegistryHttp({ http, clock: systemClock, requestsPerSecond: 800, isAssetHost }),
    {
      repositoryAccess: (_organizationId, _details, url) => Promise.resolve(access(url, SECRET)),
      replaceAccess: (_organizationId, _details, { url }) => Promise.resolve(access(url, 'another')),
      explainAccess: () => null,
      explainRead: (_details, _url, failure) => explain(failure as RegistryFailure),
    },
  );
  const connection = { id: 'connection', version: 1, details: {}, repositories } as unknown as SavedConnection;
  const gateway = await new RegistryGateways(reader).open(
    'organization',
    connection,
    packageTypePlug(packageType),
    options,
  );
  opened.push(gateway);
  return gateway;
}

function bearer({ token }: RegistryGateway): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
}

/** `path` as it shall stand in the request line, where the URL would be tidied up. */
function get(url: string, headers: Record<string, string> = {}, method = 'GET', path?: string): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method, headers, agent: false, ...(path !== undefined && { path }) },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(pieces);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes.toString('utf8'), bytes });
        });
      },
    );
    request.on('error', reject);
    request.end();
  });
}
