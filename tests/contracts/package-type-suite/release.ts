import { afterAll, beforeAll, expect, it } from 'vitest';
import { RegistryFailure, type PackageTypePlug, type RegistryClient } from '../../../server/src/package-types/index.ts';
import { createTestRegistryClient } from '../../support/registry-client.ts';
import {
  startRegistryServer,
  type RegistryServer,
  type ServedAnswer,
  type ServeRequest,
} from '../../support/registry-server.ts';
import type { HeldPackage, PackageTypeFixture } from '../package-type-fixtures/fixture.ts';

const ASSET = /[.](tgz|whl|tar[.]gz|zip|nupkg)(\?|$)/;
const megabyte = 1024 * 1024;

/** What metadata says of one version, and what becomes of answers that say nothing. */
export function tryRelease({ definition, registry, requests }: PackageTypePlug, fixture: PackageTypeFixture): void {
  const { packageName: name } = fixture;
  const version = fixture.numbered(2);
  const held: HeldPackage = { name, versions: [{ version: fixture.numbered(1) }, { version, isWhole: true }] };
  let server: RegistryServer;
  beforeAll(async () => {
    server = await startRegistryServer();
  });
  afterAll(() => server.close());

  const client = (): RegistryClient => createTestRegistryClient(server.origin + fixture.repositoryPath);

  function served(): ServeRequest {
    const answer = fixture.serve(held, server.origin);
    return ({ path }) => answer(path);
  }

  /** The reason of a typed failure, `none`, or `release` where it is the one that was held. */
  async function outcomeOf(asked = registry.readRelease(client(), name, version)): Promise<string> {
    try {
      const release = await asked;
      if (release === null) return 'none';
      expect(release.version).toBe(version);
      return 'release';
    } catch (error) {
      if (!(error instanceof RegistryFailure)) throw error;
      expect(error.message).toMatch(/^[^\p{Cc}]{5,800}$/u);
      return error.reason;
    }
  }

  async function pathsAsked(): Promise<string[]> {
    server.serve(served());
    expect(await outcomeOf()).toBe('release');
    return [...new Set(server.requests.map(({ path }) => path))];
  }

  it('tells what it needs and where its archives are', async () => {
    server.serve(served());
    const release = await registry.readRelease(client(), name, version);
    const needs = { ...fixture.requirement, kind: 'production' };
    const requirements = fixture.requirement === null ? null : [expect.objectContaining(needs) as object];
    expect(release).toMatchObject({ version, requirements });
    expect(release?.archives.length).toBeGreaterThan(0);
    for (const { fileName, url, integrity } of release?.archives ?? []) {
      expect(url.startsWith(`${server.origin}/`) && url.includes(version) && ASSET.test(url)).toBe(true);
      expect(url.endsWith(`/${fileName}`)).toBe(true);
      expect(integrity.filter((hash) => !/^(?:sha1-|sha256:|sha512[-:])/.test(hash))).toEqual([]);
    }
    expect(JSON.parse(JSON.stringify(release))).toEqual(release);
  });

  it('is read from metadata of the repository alone', async () => {
    const paths = await pathsAsked();
    const folder = /^\/[^/]+\/[^/]+\//.exec(fixture.repositoryPath)?.[0] ?? '';
    expect(paths.filter((path) => ASSET.test(path) || !path.startsWith(folder) || path.includes('//'))).toEqual([]);
  });

  it('comes from requests that are told apart from those for packages', async () => {
    const base = fixture.repositoryPath.slice(0, fixture.repositoryPath.length - definition.urlTail.length);
    const paths = await pathsAsked();
    const asked = paths.map((path) => requests.read(path.slice(base.length)));
    expect(asked.filter((request) => request?.kind !== 'document' || ![null, name].includes(request.name))).toEqual([]);
    const { archives = [] } = (await registry.readRelease(client(), name, version)) ?? {};
    const archived = archives.map(({ url }) => requests.read(url.slice(server.origin.length + base.length)));
    expect(archived.filter((request) => request?.kind !== 'archive' || ![null, name].includes(request.name))).toEqual(
      [],
    );
    for (const path of ['', '-/whoami', '../x', `${name}/../x`, 'x\\y', '%zz', 'x?y', 'login', '-/v1/login']) {
      expect([path, requests.read(path)?.kind]).not.toEqual([path, 'archive']);
    }
  });

  it('is none where the repository does not have the version', async () => {
    server.serve(served());
    expect(await registry.readRelease(client(), name, fixture.numbered(3))).toBeNull();
    expect(await registry.readRelease(client(), name, fixture.noVersions[1] ?? 'none')).toBeNull();
  });

  it.each([
    [401, ['unauthorized']],
    [403, ['forbidden']],
    [404, [fixture.whereNothingIs.unknown, 'none']],
    [410, [fixture.whereNothingIs.gone, 'none']],
    [418, ['unexpected-status']],
    [429, ['rate-limited']],
    [500, ['service-fault']],
    [503, ['service-fault']],
    [302, ['redirected']],
  ] as const)('answers HTTP %i with %j', async (status, expected) => {
    for (const body of ['', '{"message":"No."}', '<h1>No</h1>']) {
      server.serve(() => ({ status, headers: { location: 'https://elsewhere.example/' }, body }));
      expect(expected).toContain(await outcomeOf());
    }
  });

  const nonsense: ServedAnswer[] = [
    { body: '' },
    { body: '{}' },
    { body: '[]' },
    { body: 'null' },
    { body: '"text"' },
    { body: '<!DOCTYPE html><html><body><form>Sign in</form></body></html>' },
    { body: Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7919 + (index >> 3)) & 0xff)) },
  ];

  it('is not taken from what is no metadata, whichever of its requests is answered so', async () => {
    for (const path of await pathsAsked()) {
      for (const answer of nonsense) {
        const sound = served();
        server.serve((request) => (request.path === path ? answer : sound(request)));
        expect([path, await outcomeOf()]).toEqual([path, 'unexpected-content']);
      }
      for (const [status, reason] of [
        [401, 'unauthorized'],
        [429, 'rate-limited'],
        [500, 'service-fault'],
      ] as const) {
        const sound = served();
        server.serve((request) => (request.path === path ? { status } : sound(request)));
        expect([path, await outcomeOf()]).toEqual([path, reason]);
      }
    }
  });

  it('reads keys such as __proto__ as keys', async () => {
    const answer = fixture.hostile(server.origin);
    // The fixture has lists and no documents of single versions.
    const single = [`/${fixture.hostileVersion}`, `/${fixture.hostileVersion}.json`];
    server.serve(({ path }) => (single.some((end) => path.endsWith(end)) ? undefined : answer(path)));
    const found = await registry
      .readRelease(client(), name, fixture.hostileVersion)
      .catch((error: unknown) => error as Error);
    expect(found instanceof Error ? found : null).toBeNull();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(JSON.stringify(found instanceof Error ? null : found?.requirements)).not.toContain('polluted');
  });

  it('takes no more of any document than it can use, whichever of its requests is answered so', async () => {
    for (const path of await pathsAsked()) {
      const sound = served();
      server.serve((request) => (request.path === path ? { body: pieces(80) } : sound(request)));
      expect([path, await outcomeOf()]).toEqual([path, 'too-large']);
      expect(server.bytesGenerated).toBeLessThan(70 * megabyte);
    }
  });
}

function* pieces(megabytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(megabyte, ' ');
  for (let sent = 0; sent < megabytes; sent += 1) yield piece;
}
