/** The four protocols through the door that the product really uses: codings, redirects, credentials, limits. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAssetHost } from '../../connectors/codeartifact/index.ts';
import { createRegistryClient, type LookUpClient } from './registry-client.ts';
import { systemClock } from '../../lib/clock.ts';
import { createHttp, type Http } from '../../lib/http.ts';
import { RegistryHttp } from '../../lib/registry-http.ts';
import { Slots } from '../../lib/slots.ts';
import { packageTypePlug } from '../../package-types/index.ts';
import { startHttpsStandIn, type HttpsStandIn } from '../../../../tests/support/https-stand-in.ts';
import { packageTypeFixtures } from '../../../../tests/contracts/package-type-fixtures/index.ts';

const ORIGIN = 'https://repository.test';
const ASSET_HOST = 'assets-193858265520-us-east-1.s3.us-east-1.amazonaws.com';

let standIn: HttpsStandIn;
let http: Http;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
beforeEach(async () => {
  standIn = await startHttpsStandIn((request, response) => answer(request, response));
  http = createHttp({ httpsProxy: standIn.proxyUrl });
});
afterEach(async () => {
  await http.close();
  await standIn.stop();
});

const codings: Record<string, (body: Buffer) => Buffer> = {
  identity: (body) => body,
  gzip: (body) => gzipSync(body),
  deflate: (body) => deflateSync(body),
  br: (body) => brotliCompressSync(body),
  zstd: (body) => zstdCompressSync(body),
};

describe.each(packageTypeFixtures.map((fixture) => [fixture.id, fixture] as const))('%s', (id, fixture) => {
  const { registry } = packageTypePlug(id);
  const name = fixture.packageName;
  const [older, newer] = [fixture.numbered(1), fixture.numbered(2)];
  const serve = fixture.serve({ name, latest: newer, versions: [{ version: older }, { version: newer }] }, ORIGIN);

  /** Answers what the fixture does, compressed; undefined where another answer was given. */
  function serveWith(coding: string, other: (request: IncomingMessage, response: ServerResponse) => boolean) {
    answer = (request, response) => {
      if (other(request, response)) return;
      const served = serve(request.url ?? '');
      const body = (codings[coding] ?? gzipSync)(Buffer.from((served?.body ?? '') as string));
      response.writeHead(served ? 200 : 404, { ...served?.headers, 'content-encoding': coding }).end(body);
    };
  }

  it.each(Object.keys(codings))('is read however it is compressed: %s', async (coding) => {
    serveWith(coding, () => false);
    const { versions, latest } = await registry.readPackage(clientOf(fixture.repositoryPath), name);
    expect(versions.map(({ version }) => version)).toEqual([older, newer]);
    expect(latest).toBe(newer);
    expect(new Set(standIn.requests.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer one']));
  });

  it('goes on with a new credential where the old one is refused in the middle', async () => {
    serveWith('gzip', ({ headers }, response) => {
      if (headers.authorization === 'Bearer two') return false;
      response.writeHead(401, { 'content-encoding': 'gzip' }).end();
      return true;
    });
    const { latest } = await registry.readPackage(clientOf(fixture.repositoryPath), name);
    expect(latest).toBe(newer);
    expect(standIn.requests.filter(({ headers }) => headers.authorization === 'Bearer one').length).toBeLessThan(3);
  });

  it('follows a redirect to an asset host without the credential, and no other', async () => {
    serveWith('identity', ({ headers, url }, response) => {
      if (headers.host === ASSET_HOST) return false;
      response.writeHead(307, { location: `https://${ASSET_HOST}${url}` }).end();
      return true;
    });
    const { latest } = await registry.readPackage(clientOf(fixture.repositoryPath), name);
    expect(latest).toBe(newer);
    const followed = standIn.requests.filter(({ headers }) => headers.host === ASSET_HOST);
    expect(followed.length).toBeGreaterThan(0);
    expect(followed.filter(({ headers }) => 'authorization' in headers || 'cookie' in headers)).toEqual([]);

    answer = (_request, response) => void response.writeHead(302, { location: 'https://elsewhere.test/' }).end();
    const asked = registry.readPackage(clientOf(fixture.repositoryPath), name);
    await expect(asked).rejects.toMatchObject({ reason: 'redirected', httpStatus: 302 });
    expect(standIn.tunnels.filter((host) => host.startsWith('elsewhere'))).toEqual([]);
  });

  it.each([
    ['is labelled as compressed and is not', 'gzip'],
    ['is compressed as nobody can read', 'compress'],
  ])('says that the content is not as expected where it %s, without asking again', async (_what, coding) => {
    answer = (_request, response) => void response.writeHead(200, { 'content-encoding': coding }).end('plain text');
    const asked = registry.readPackage(clientOf(fixture.repositoryPath), name);
    await expect(asked).rejects.toMatchObject({ reason: 'unexpected-content' });
    expect(standIn.requests).toHaveLength(1);
  });
});

function clientOf(path: string): LookUpClient {
  const access = { url: ORIGIN + path, userName: 'aws', secret: 'one', expiresAt: new Date() };
  return createRegistryClient({
    http: new RegistryHttp({ http, clock: systemClock, requestsPerSecond: 800, isAssetHost }),
    access,
    replaceAccess: () => Promise.resolve({ ...access, secret: 'two' }),
    quota: 'account and Region',
    organizationId: 'organization',
    largeDocuments: new Slots(1),
  });
}
