import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RegistryFailure } from '../../../server/src/package-types/index.ts';
import type { PackageListing, PackageTypePlug, RegistryClient } from '../../../server/src/package-types/index.ts';
import { createTestRegistryClient } from '../../support/registry-client.ts';
import {
  startRegistryServer,
  type RegistryServer,
  type ServedAnswer,
  type ServeRequest,
} from '../../support/registry-server.ts';
import type { HeldPackage, PackageTypeFixture } from '../package-type-fixtures/fixture.ts';

export function tryRegistry({ registry, versions }: PackageTypePlug, fixture: PackageTypeFixture): void {
  const { packageName: name } = fixture;
  let server: RegistryServer;
  beforeAll(async () => {
    server = await startRegistryServer();
  });
  afterAll(() => server.close());

  function clientWith(limits: { deadlineMs?: number; maxBytes?: number } = {}): RegistryClient {
    return createTestRegistryClient(server.origin + fixture.repositoryPath, limits);
  }

  function serveEverywhere(answer: ServedAnswer): void {
    server.serve(() => answer);
  }

  function served(held: HeldPackage): ServeRequest {
    const answer = fixture.serve(held, server.origin);
    return ({ path }) => answer(path);
  }

  async function failureOf(asked: Promise<unknown>): Promise<RegistryFailure> {
    const failure = await asked.then(
      (answer) => expect.fail(`It answered ${JSON.stringify(answer).slice(0, 300)}`),
      (error: unknown) => error,
    );
    if (!(failure instanceof RegistryFailure)) throw failure;
    expect(failure.message).toMatch(/^[^\p{Cc}]{5,800}$/u);
    return failure;
  }

  /** The reason of a typed failure; else `listing` where every version in it was held, or what was not expected. */
  async function outcomeOf(asked: Promise<PackageListing | string | null>, known: HeldPackage): Promise<string> {
    const found = await asked.catch((error: unknown) => error as Error);
    if (found instanceof RegistryFailure) return found.reason;
    if (found instanceof Error) throw found;
    const listed = typeof found === 'object' ? (found?.versions.map(({ version }) => version) ?? []) : [found];
    const surprises = listed.filter((version) => known.versions.every((one) => one.version !== version));
    return surprises.length === 0 ? 'listing' : `listing with ${surprises.slice(0, 3).join(', ')}`;
  }

  const nothing: HeldPackage = { name, versions: [] };
  const [older, newer] = [fixture.numbered(1), fixture.numbered(2)];
  const prerelease = fixture.prereleases[0] as string;
  const held: HeldPackage = {
    name,
    latest: newer,
    versions: [
      {
        version: older,
        publishedAt: new Date('2024-01-02T03:04:05.678Z'),
        withdrawn: 'Use "the next" one — it is <faster>',
      },
      { version: prerelease, publishedAt: new Date('2024-02-02T00:00:00.000Z') },
      { version: newer, publishedAt: new Date('2024-03-02T00:00:00.000Z') },
    ],
  };

  it('lists the versions with what the protocol says of each', async () => {
    server.serve(served(held));
    const listing = await registry.readPackage(clientWith(), name);
    const byVersion = new Map(listing.versions.map((listed) => [listed.version, listed]));
    expect([...byVersion.keys()].sort()).toEqual([older, newer, prerelease].sort());
    expect(listing.latest).toBe(newer);
    const someText = expect.stringMatching(/./) as string;
    for (const { version, publishedAt, withdrawn } of held.versions) {
      const isLatest = fixture.says.published === 'latest' && version === newer;
      expect(byVersion.get(version)).toEqual({
        version,
        isPrerelease: versions.isPrerelease(version),
        publishedAt: fixture.says.published === true || isLatest ? publishedAt : null,
        withdrawn: withdrawn && fixture.says.withdrawn ? someText : null,
      });
    }
  });

  it('finds the newest version', async () => {
    server.serve(served(held));
    expect(await registry.readNewest(clientWith(), name)).toBe(newer);
  });

  // What a protocol cannot say is no test of it.
  const whereWithdrawn = fixture.says.withdrawn ? [fixture.packageName] : [];
  it.each(whereWithdrawn)('finds the newest version of %s that is not withdrawn, or none', async () => {
    const withdrawn = 'It does not start.';
    server.serve(served({ name, latest: newer, versions: [{ version: older }, { version: newer, withdrawn }] }));
    expect(await registry.readNewest(clientWith(), name)).toBe(older);
    server.serve(served({ name, latest: newer, versions: [{ version: newer, withdrawn }] }));
    expect(await registry.readNewest(clientWith(), name)).toBeNull();
  });

  it('asks the repository alone, and for no asset', async () => {
    server.serve(served(held));
    await registry.readPackage(clientWith(), name);
    await registry.readNewest(clientWith(), name);
    const asked = server.requests.map(({ path }) => path);
    expect(asked.filter((path) => /[.](tgz|whl|tar[.]gz|zip|nupkg)(\?|$)/.test(path))).toEqual([]);
    const folder = /^\/[^/]+\/[^/]+\//.exec(fixture.repositoryPath)?.[0] ?? '';
    expect(asked.filter((path) => !path.startsWith(folder) || path.includes('//'))).toEqual([]);
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, fixture.whereNothingIs.unknown],
    [410, fixture.whereNothingIs.gone],
    [418, 'unexpected-status'],
    [429, 'rate-limited'],
    [500, 'service-fault'],
    [503, 'service-fault'],
    [302, 'redirected'],
    [307, 'redirected'],
  ] as const)('answers HTTP %i with %j', async (status, reason) => {
    const headers = { location: 'https://elsewhere.example/' };
    for (const body of ['', '{"message":"No."}', '<h1>No</h1>']) {
      serveEverywhere({ status, headers, body });
      expect(await failureOf(registry.readPackage(clientWith(), name))).toMatchObject({ reason, httpStatus: status });
      expect(await failureOf(registry.readNewest(clientWith(), name))).toMatchObject({ reason, httpStatus: status });
    }
  });

  const withDocuments = registry.readVersion ? [fixture.packageName] : [];
  describe.each(withDocuments)('the document of one version of %s', () => {
    const read = (client = clientWith()) => registry.readVersion?.(client, name, newer) ?? Promise.resolve(null);

    it('is asked for at the repository alone, and is no asset', async () => {
      server.serve(served(held));
      await read().catch(() => undefined);
      const asked = server.requests.map(({ path }) => path);
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter((path) => /[.](tgz|whl|tar[.]gz|zip|nupkg)(\?|$)/.test(path))).toEqual([]);
    });

    it.each([401, 403, 418, 429, 500, 302])('is refused with HTTP %i', async (status) => {
      serveEverywhere({ status, headers: { location: 'https://elsewhere.example/' } });
      expect((await failureOf(read())).httpStatus).toBe(status);
    });

    it.each([404, 410])('that answers HTTP %i is none', async (status) => {
      const sound = served(held);
      // What leads to the document is there, the document itself is not.
      server.serve((request) => (request.path.includes(newer) ? { status } : sound(request)));
      expect(await read()).toBeNull();
    });

    it.each(['', '{}', 'null', '[]', '<html><body><form>Sign in</form></body></html>'])(
      'that is %j is not as expected',
      async (body) => {
        const sound = served(held);
        server.serve((request) => (request.path.includes(newer) ? { body } : sound(request)));
        expect(await failureOf(read())).toMatchObject({ reason: 'unexpected-content' });
      },
    );
  });

  const wrong: [what: 'empty' | '{}' | 'garbage' | 'page', answer: ServedAnswer][] = [
    ['empty', { body: '' }],
    ['{}', { body: '{}', headers: { 'content-type': 'application/json' } }],
    [
      'garbage',
      { body: Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7919 + (index >> 3)) & 0xff)) },
    ],
    [
      'page',
      {
        body: '<!DOCTYPE html><html><body><form>Sign in</form></body></html>',
        headers: { 'content-type': 'text/html' },
      },
    ],
  ];
  it.each(wrong)('says that the content is not as expected where it is %j', async (what, answer) => {
    serveEverywhere(answer);
    const expected = ['unexpected-content', ...(fixture.mayPass.has(what) ? ['listing'] : [])];
    expect(expected).toContain(await outcomeOf(registry.readPackage(clientWith(), name), nothing));
    expect(expected).toContain(await outcomeOf(registry.readNewest(clientWith(), name), nothing));
  });

  it('reads the document whatever the answer calls it', async () => {
    const answer = served(held);
    server.serve((request) => {
      const sound = answer(request);
      return sound && { ...sound, headers: { ...sound.headers, 'content-type': 'application/octet-stream' } };
    });
    const outcome = await outcomeOf(registry.readPackage(clientWith(), name), held);
    expect(['unexpected-content', 'listing']).toContain(outcome);
  });

  it('rejects with a typed failure or lists only what is there, whichever of its requests is answered wrongly', async () => {
    server.serve(served(held));
    await registry.readPackage(clientWith(), name);
    const paths = [...new Set(server.requests.map(({ path }) => path))];
    const broken: ServedAnswer[] = [
      ...[401, 403, 404, 410, 429, 500].map((status) => ({ status })),
      ...wrong.map(([, answer]) => answer),
      { body: '[]' },
      { body: 'null' },
      { body: '{"items":[null,{"items":[{}]}],"versions":[],"resources":[{}]}' },
    ];
    const sound = served(held);
    for (const path of paths) {
      for (const answer of broken) {
        server.serve((request) => (request.path === path ? answer : sound(request)));
        const outcome = await outcomeOf(registry.readPackage(clientWith(), name), held);
        expect(`${path} ${outcome}`).not.toContain('listing with');
      }
    }
  });

  it('notices a document that ends in the middle', async () => {
    const sound = served(held);
    for (const share of [0.1, 0.5, 0.9]) {
      server.serve((request) => {
        const answer = sound(request);
        return answer && { ...answer, body: beginningOf(answer.body, share) };
      });
      const expected = ['unexpected-content', ...(fixture.mayPass.has('cut') ? ['listing'] : [])];
      expect(expected).toContain(await outcomeOf(registry.readPackage(clientWith(), name), held));
    }
  });

  it('passes on that the connection was cut, that nothing came in time, and that nobody answers', async () => {
    serveEverywhere({ body: 'x'.repeat(10_000), cutAfter: 100 });
    expect(await failureOf(registry.readPackage(clientWith(), name))).toMatchObject({ reason: 'interrupted' });
    serveEverywhere({ delayMs: 60_000 });
    expect(await failureOf(registry.readPackage(clientWith({ deadlineMs: 100 }), name))).toMatchObject({
      reason: 'timeout',
    });
    const nobody = await startRegistryServer();
    await nobody.close();
    const client = createTestRegistryClient(nobody.origin + fixture.repositoryPath);
    expect(await failureOf(registry.readPackage(client, name))).toMatchObject({ reason: 'unreachable' });
  });

  it('reads keys such as __proto__ as keys', async () => {
    const answer = fixture.hostile(server.origin);
    server.serve(({ path }) => answer(path));
    const found = await registry.readPackage(clientWith(), name).catch((error: unknown) => error as Error);
    const listed = found instanceof Error ? [] : found.versions;
    expect(found instanceof RegistryFailure ? found.reason : 'unexpected-content').toBe('unexpected-content');
    expect(listed.filter(({ version }) => !versions.isValid(version))).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(({} as Record<string, unknown>).deprecated).toBeUndefined();
    expect(JSON.stringify(found)).not.toContain('polluted');
  });

  it('lists 100,000 versions', async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({ version: fixture.numbered(index) }));
    const newest = fixture.numbered(99_999);
    const answer = served({ name, latest: newest, versions: many });
    const kept = new Map<string, ServedAnswer | undefined>();
    server.serve((request) => {
      if (!kept.has(request.path)) kept.set(request.path, answer(request));
      return kept.get(request.path);
    });
    const listing = await registry.readPackage(clientWith(), name);
    expect(listing.versions).toHaveLength(100_000);
    expect(listing.latest).toBe(newest);
    const sorted = listing.versions.map(({ version }) => version).sort((a, b) => versions.compare(a, b));
    expect(sorted.at(-1)).toBe(newest);
  });

  it('stops reading a document that is too large', async () => {
    server.serve(() => ({ body: pieces(50) }));
    const failure = await failureOf(registry.readPackage(clientWith({ maxBytes: 4 * megabyte }), name));
    expect(failure).toMatchObject({ reason: 'too-large' });
    expect(server.bytesGenerated).toBeLessThan(40 * megabyte);
  });

  it('takes no more of any document than 48 MB, whichever of its requests is answered so', async () => {
    server.serve(served(held));
    await registry.readPackage(clientWith(), name);
    const paths = [...new Set(server.requests.map(({ path }) => path))];
    const sound = served(held);
    for (const path of paths) {
      server.serve((request) => (request.path === path ? { body: pieces(80) } : sound(request)));
      expect([path, await outcomeOf(registry.readPackage(clientWith(), name), held)]).toEqual([path, 'too-large']);
      expect(server.bytesGenerated).toBeLessThan(70 * megabyte);
    }
  });
}

const megabyte = 1024 * 1024;

function beginningOf(body: ServedAnswer['body'], share: number): Buffer {
  const whole = typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.alloc(0);
  return whole.subarray(0, Math.floor(whole.length * share));
}

function* pieces(megabytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(megabyte, ' ');
  for (let sent = 0; sent < megabytes; sent += 1) yield piece;
}
