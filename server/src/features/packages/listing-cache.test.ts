import { describe, expect, it } from 'vitest';
import type {
  ListedVersion,
  PackageListing,
  PackageTypePlug,
  Registry,
  RegistryAnswer,
  RegistryClient,
  RegistryRequest,
} from '../../package-types/index.ts';
import { ListingCache } from './listing-cache.ts';

const accept = 'application/json';

const told = ({ versions, latest }: PackageListing) => ({ versions, latest });

describe('what was read a moment ago', () => {
  it('costs one conditional request while it is unchanged, and is not read again', async () => {
    const cache = new ListingCache();
    const { plug, reads } = plugReading(['doc']);
    const { client, asked } = registryWith({ doc: { etag: '"1"', body: '1.0.0 2.0.0' } });
    const first = await cache.readPackage(plug, client, 'scope', 'name');
    const second = await cache.readPackage(plug, client, 'scope', 'name');
    expect(told(second)).toEqual(told(first));
    expect(asked).toEqual(['doc', 'doc "1"']);
    expect(reads).toHaveLength(1);
  });

  it('is read anew when it changed', async () => {
    const cache = new ListingCache();
    const { plug } = plugReading(['doc']);
    const documents: Documents = { doc: { etag: '"1"', body: '1.0.0' } };
    const { client, asked } = registryWith(documents);
    await cache.readPackage(plug, client, 'scope', 'name');
    documents.doc = { etag: '"2"', body: '1.0.0 2.0.0' };
    const changed = await cache.readPackage(plug, client, 'scope', 'name');
    expect(changed.versions.map(({ version }) => version)).toEqual(['1.0.0', '2.0.0']);
    await cache.readPackage(plug, client, 'scope', 'name');
    expect(asked).toEqual(['doc', 'doc "1"', 'doc "2"']);
  });

  it('is the newest version alone where no more was asked for', async () => {
    const cache = new ListingCache();
    const { plug, reads } = plugReading(['doc']);
    const documents: Documents = { doc: { etag: '"1"', body: '1.0.0 2.0.0' } };
    const { client, asked } = registryWith(documents);
    expect(await cache.readNewest(plug, client, 'scope', 'name')).toBe('2.0.0');
    expect(await cache.readNewest(plug, client, 'scope', 'name')).toBe('2.0.0');
    expect(reads).toHaveLength(1);
    documents.doc = { etag: '"2"', body: '' };
    expect(await cache.readNewest(plug, client, 'scope', 'name')).toBeNull();
    expect(await cache.readNewest(plug, client, 'scope', 'name')).toBeNull();
    expect(asked).toEqual(['doc', 'doc "1"', 'doc "1"', 'doc "2"']);
  });

  it('is not asked for again where it can never change, as long as what led to it is unchanged', async () => {
    const cache = new ListingCache();
    const { plug } = plugReading(['list', 'file'], ['file']);
    const documents: Documents = { list: { etag: '"1"', body: '1.0.0' }, file: { body: '1.1.0' } };
    const { client, asked } = registryWith(documents);
    const first = await cache.readPackage(plug, client, 'scope', 'name');
    expect(told(await cache.readPackage(plug, client, 'scope', 'name'))).toEqual(told(first));
    documents.list = { etag: '"2"', body: '2.0.0' };
    const changed = await cache.readPackage(plug, client, 'scope', 'name');
    expect(changed.versions.map(({ version }) => version)).toEqual(['2.0.0', '1.1.0']);
    expect(asked).toEqual(['list', 'file', 'list "1"', 'list "1"', 'file']);
  });

  it('is asked for again where what can never change was not there', async () => {
    const cache = new ListingCache();
    const { plug } = plugReading(['list', 'file'], ['file']);
    const { client, asked } = registryWith({ list: { etag: '"1"', body: '1.0.0' } });
    await cache.readPackage(plug, client, 'scope', 'name');
    await cache.readPackage(plug, client, 'scope', 'name');
    expect(asked).toEqual(['list', 'file', 'list "1"', 'file']);
  });

  it('of several documents costs no body', async () => {
    const cache = new ListingCache();
    const { plug, reads } = plugReading(['index', 'page']);
    const { client, asked } = registryWith({
      index: { etag: '"i"', body: '1.0.0' },
      page: { etag: '"p"', body: '2.0.0' },
    });
    const first = await cache.readPackage(plug, client, 'scope', 'name');
    expect(told(await cache.readPackage(plug, client, 'scope', 'name'))).toEqual(told(first));
    expect(asked).toEqual(['index', 'page', 'index "i"', 'page "p"']);
    expect(reads).toHaveLength(2);
  });

  it('is asked for in full where the registry gives no etag', async () => {
    const cache = new ListingCache();
    const { plug } = plugReading(['doc']);
    const { client, asked } = registryWith({ doc: { body: '1.0.0' } });
    await cache.readPackage(plug, client, 'scope', 'name');
    await cache.readPackage(plug, client, 'scope', 'name');
    expect(asked).toEqual(['doc', 'doc']);
  });

  it('is nobody else’s, and no answer where the repository refuses now', async () => {
    const cache = new ListingCache();
    const { plug } = plugReading(['doc']);
    const { client, asked } = registryWith({ doc: { etag: '"1"', body: '1.0.0' } });
    await cache.readPackage(plug, client, 'organization-a', 'name');
    await cache.readPackage(plug, client, 'organization-b', 'name');
    expect(asked).toEqual(['doc', 'doc']);
    const refusing: RegistryClient = { url: '', get: () => Promise.reject(new Error('403')) };
    await expect(cache.readPackage(plug, refusing, 'organization-a', 'name')).rejects.toThrow('403');
  });
});

type Documents = Record<string, { etag?: string; body: string }>;

function registryWith(documents: Documents) {
  const asked: string[] = [];
  const get = (url: string, { etag }: RegistryRequest): Promise<RegistryAnswer> => {
    asked.push(etag === undefined ? url : `${url} ${etag}`);
    const document = documents[url];
    if (!document) return Promise.resolve({ status: 404, headers: {}, body: Buffer.alloc(0) });
    const headers: Record<string, string> = document.etag === undefined ? {} : { etag: document.etag };
    const isUnchanged = etag !== undefined && etag === document.etag;
    return Promise.resolve({
      status: isUnchanged ? 304 : 200,
      headers,
      body: Buffer.from(isUnchanged ? '' : document.body),
    });
  };
  return { client: { url: '', get } satisfies RegistryClient, asked };
}

function plugReading(urls: string[], immutable: string[] = []) {
  const reads: string[] = [];
  const registry: Registry = {
    async readPackage(client, name) {
      const versions: ListedVersion[] = [];
      for (const url of urls) {
        const { body } = await client.get(url, { accept, isImmutable: immutable.includes(url) });
        for (const version of body.toString().split(' ').filter(Boolean)) {
          versions.push({ version, isPrerelease: false, publishedAt: null, withdrawn: null });
        }
      }
      reads.push(name);
      return { versions, latest: null };
    },
    readRelease: () => Promise.resolve(null),
    readNewest: async (client, name) => {
      const { versions } = await registry.readPackage(client, name);
      return versions.at(-1)?.version ?? null;
    },
  };
  return { plug: { registry } as PackageTypePlug, reads };
}
