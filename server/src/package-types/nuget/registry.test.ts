import { expect, it } from 'vitest';
import type { RegistryClient } from '../package-type.ts';
import { registry } from './registry.ts';

const origin = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const base = `${origin}/nuget/shop/v3`;

/** Answers with the documents by their addresses below the repository, anything else with 404. */
function repositoryWith(documents: Record<string, unknown>): RegistryClient & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    url: `${base}/index.json`,
    get(address) {
      asked.push(address.replace(`${base}/`, ''));
      const document = documents[address.replace(`${base}/`, '')];
      const body = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document ?? {}));
      return Promise.resolve({ status: document === undefined ? 404 : 200, headers: {}, body });
    },
  };
}

const resource = (type: string, path: string) => ({ '@id': `${base}/${path}`, '@type': type });
const services = { resources: [resource('RegistrationsBaseUrl/3.6.0', 'r/')] };
const entry = (version: string, more: object = {}) => ({
  catalogEntry: { id: 'Acme', version, listed: true, published: '2024-01-02T03:04:05Z', ...more },
});
const single = (...items: object[]) => ({ items: [{ items }] });

it('takes the registrations with labels of SemVer 2 before older ones', async () => {
  const resources = [
    resource('RegistrationsBaseUrl', 'old/'),
    resource('RegistrationsBaseUrl/3.4.0', 'gzip/'),
    resource('RegistrationsBaseUrl/3.6.0', 'new'),
    resource('PackageBaseAddress/3.0.0', 'flat/'),
  ];
  const client = repositoryWith({ 'index.json': { resources }, 'new/acme/index.json': single(entry('1.0.0')) });
  expect((await registry.readPackage(client, 'acme')).latest).toBe('1.0.0');
  expect(client.asked).toEqual(['index.json', 'new/acme/index.json']);
});

it('asks for the service index once, and again where it failed', async () => {
  const client = repositoryWith({ 'index.json': services, 'r/acme/index.json': single(entry('1.0.0')) });
  await Promise.all([registry.readNewest(client, 'acme'), registry.readNewest(client, 'acme')]);
  await registry.readPackage(client, 'acme');
  expect(client.asked.filter((path) => path === 'index.json')).toHaveLength(1);
  const broken = repositoryWith({});
  await expect(registry.readNewest(broken, 'acme')).rejects.toMatchObject({ reason: 'no-repository', httpStatus: 404 });
  await expect(registry.readNewest(broken, 'acme')).rejects.toMatchObject({ reason: 'no-repository' });
  expect(broken.asked).toEqual(['index.json', 'index.json']);
});

it('asks for the service index once for all clients of a batch', async () => {
  const one = repositoryWith({ 'index.json': services, 'r/acme/index.json': single(entry('1.0.0')) });
  const other = repositoryWith({ 'r/acme/index.json': single(entry('2.0.0')) });
  const batch = {};
  expect(await registry.readNewest({ ...one, batch }, 'acme')).toBe('1.0.0');
  expect(await registry.readNewest({ ...other, batch }, 'acme')).toBe('2.0.0');
  expect([one.asked, other.asked]).toEqual([['index.json', 'r/acme/index.json'], ['r/acme/index.json']]);
});

it('says what is unlisted or deprecated, and takes 1900 for no date', async () => {
  const client = repositoryWith({
    'index.json': services,
    'r/acme/index.json': single(
      entry('1.0.0', { listed: false, published: '1900-01-01T00:00:00Z' }),
      entry('1.1.0', { listed: undefined, published: '1900-01-01T00:00:00+00:00' }),
      entry('1.2.0', { deprecation: { message: 'Use\nAcme.Next', reasons: ['Other'] } }),
      entry('1.3.0', {
        deprecation: { reasons: ['CriticalBugs', 'Legacy'], alternatePackage: { id: 'Acme.Next', range: '*' } },
      }),
      entry('1.4.0-RC.1+build.7'),
      entry('1.4.0-rc.1'),
      entry('no version'),
    ),
  });
  const { versions, latest } = await registry.readPackage(client, 'acme');
  expect(
    versions.map(({ version, publishedAt, withdrawn }) => [version, publishedAt?.toISOString() ?? null, withdrawn]),
  ).toEqual([
    ['1.0.0', null, expect.stringContaining('Unlisted')],
    ['1.1.0', null, expect.stringContaining('Unlisted')],
    ['1.2.0', '2024-01-02T03:04:05.000Z', 'Use Acme.Next'],
    [
      '1.3.0',
      '2024-01-02T03:04:05.000Z',
      'Deprecated by its owner: has critical bugs, no longer maintained. Use Acme.Next instead.',
    ],
    ['1.4.0-rc.1', '2024-01-02T03:04:05.000Z', null],
  ]);
  expect(latest).toBe('1.4.0-rc.1');
});

it.each([
  ['1900-01-01T00:00:00Z', true],
  ['1900-01-01T00:00:00+10:00', true],
  ['1899-12-31T16:00:00', true],
  ['0001-01-01T00:00:00Z', true],
  ['1901-01-02T00:00:00Z', false],
  ['yesterday', false],
])('takes what was published at %s for unlisted: %s', async (published, isUnlisted) => {
  const items = single(entry('1.0.0', { listed: undefined, published }));
  const client = repositoryWith({ 'index.json': services, 'r/acme/index.json': items });
  const { versions } = await registry.readPackage(client, 'acme');
  expect(versions[0]?.withdrawn !== null).toBe(isUnlisted);
});

it('reads relative addresses, each as its document means it, and resources of several types', async () => {
  const client = repositoryWith({
    'index.json': {
      resources: [
        { '@id': 'elsewhere/', '@type': 'SearchQueryService/3.0.0-rc' },
        { '@id': './r/semver2', '@type': ['RegistrationsBaseUrl/3.6.0', 'RegistrationsBaseUrl/Versioned'] },
      ],
    },
    'r/semver2/acme/index.json': { items: [{ '@id': 'page/1.json' }, { '@id': '/nuget/shop/v3/page-2.json' }] },
    'r/semver2/acme/page/1.json': { items: [entry('1.0.0.0'), entry('1.0.0.1')] },
    'page-2.json': { items: [entry('2.0.0+build.1')] },
  });
  const { versions } = await registry.readPackage(client, 'acme');
  expect(versions.map(({ version }) => version)).toEqual(['1.0.0.0', '1.0.0.1', '2.0.0']);
});

it('reads 250,000 versions over all pages and no more, and none twice', async () => {
  const many = (page: number) => ({
    items: Array.from({ length: 130_000 }, (_, index) => ({ catalogEntry: { version: `${page}.${index}` } })),
  });
  const one = repositoryWith({
    'index.json': services,
    'r/acme/index.json': { items: [many(1), { '@id': 'b' }] },
    'r/acme/b': { items: [entry('2.0')] },
  });
  expect(await registry.readNewest(one, 'acme')).toBe('2.0');
  expect((await registry.readPackage(one, 'acme')).versions).toHaveLength(130_001);
  const two = repositoryWith({
    'index.json': services,
    'r/acme/index.json': { items: [{ '@id': 'a' }, { '@id': 'b' }] },
    'r/acme/a': many(1),
    'r/acme/b': many(2),
  });
  await expect(registry.readPackage(two, 'acme')).rejects.toMatchObject({ reason: 'too-large' });
});

it('reads pages at addresses of their own, for the newest version only the last', async () => {
  const pages = ['a', 'b', 'c'].map((page) => ({ '@id': `${base}/r/acme/${page}.json#here`, lower: '1', upper: '2' }));
  const client = repositoryWith({
    'index.json': services,
    'r/acme/index.json': { items: pages },
    'r/acme/a.json': { items: [entry('1.0.0')] },
    'r/acme/b.json': { items: [entry('2.0.0'), entry('2.1.0', { listed: false })] },
    'r/acme/c.json': { items: [entry('3.0.0-rc.1')] },
  });
  const { versions, latest } = await registry.readPackage(client, 'acme');
  expect(versions.map(({ version }) => version)).toEqual(['1.0.0', '2.0.0', '2.1.0', '3.0.0-rc.1']);
  expect(latest).toBe('2.0.0');
  client.asked.length = 0;
  expect(await registry.readNewest(client, 'acme')).toBe('2.0.0');
  expect(client.asked).toEqual(['r/acme/index.json', 'r/acme/c.json', 'r/acme/b.json']);
});

it('falls back to the flat container where there are no registrations', async () => {
  const client = repositoryWith({
    'index.json': { resources: [resource('PackageBaseAddress/3.0.0', 'flat/')] },
    'flat/acme/index.json': { versions: ['1.0.0', '1.1.0-rc.1', 7, 'nonsense', '1.0.0.0'] },
  });
  const { versions, latest } = await registry.readPackage(client, 'acme');
  expect(versions.map(({ version }) => version)).toEqual(['1.0.0.0', '1.1.0-rc.1']);
  expect(latest).toBe('1.0.0.0');
  expect(await registry.readNewest(client, 'acme')).toBe('1.0.0.0');
});

it.each([
  'https://elsewhere.example/r/',
  'http://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/r/',
  'https://aws:x@acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/r/',
])('does not follow a document to %s', async (address) => {
  const resources = [{ '@id': address, '@type': 'RegistrationsBaseUrl' }];
  const led = repositoryWith({ 'index.json': { resources } });
  await expect(registry.readPackage(led, 'acme')).rejects.toMatchObject({ reason: 'redirected' });
  const paged = repositoryWith({
    'index.json': services,
    'r/acme/index.json': { items: [{ '@id': `${address}page.json` }] },
  });
  await expect(registry.readPackage(paged, 'acme')).rejects.toMatchObject({ reason: 'redirected' });
  await expect(registry.readNewest(paged, 'acme')).rejects.toMatchObject({ reason: 'redirected' });
  expect([...led.asked, ...paged.asked].filter((path) => path.includes('//'))).toEqual([]);
});

it.each([
  ['an index without resources', { 'index.json': {} }],
  ['an index without metadata', { 'index.json': { resources: [resource('SearchQueryService', 'q')] } }],
  ['an address that is none', { 'index.json': { resources: [{ '@id': 'ftp://x', '@type': 'RegistrationsBaseUrl' }] } }],
  ['a page that is not there', { 'index.json': services, 'r/acme/index.json': { items: [{ '@id': 'gone.json' }] } }],
  ['a version index that is text', { 'index.json': '"resources"' }],
  ['pages that are no objects', { 'index.json': services, 'r/acme/index.json': { items: [null] } }],
  ['a page without versions and address', { 'index.json': services, 'r/acme/index.json': { items: [{}] } }],
  ['entries that name no version', { 'index.json': services, 'r/acme/index.json': single({}, entry('x')) }],
  ['a document with something behind it', { 'index.json': services, 'r/acme/index.json': '{"items":[]} {}' }],
  [
    'an entry of a megabyte',
    { 'index.json': services, 'r/acme/index.json': single(entry('1.0.0', { x: 'x'.repeat(1_100_000) })) },
  ],
])('says of %s that the content is not as expected', async (_, documents: Record<string, unknown>) => {
  const asked = registry.readPackage(repositoryWith(documents), 'acme');
  await expect(asked).rejects.toMatchObject({ reason: 'unexpected-content' });
});

it('reads no more pages than any package has', async () => {
  const items = Array.from({ length: 600 }, (_, page) => ({ '@id': `${base}/r/acme/${page}.json` }));
  const client = repositoryWith({ 'index.json': services, 'r/acme/index.json': { items } });
  await expect(registry.readPackage(client, 'acme')).rejects.toMatchObject({ reason: 'too-large' });
  expect(client.asked).toHaveLength(2);
});

it('says that a package is unknown or gone, in words of its own', async () => {
  const client = repositoryWith({ 'index.json': services });
  await expect(registry.readPackage(client, 'acme')).rejects.toMatchObject({
    reason: 'not-found',
    message: expect.stringContaining('acme') as string,
  });
});

it.each([
  ['with its entry', { ...entry('1.2.0') }, new Date('2024-01-02T03:04:05Z')],
  ['with the address of its entry', { catalogEntry: `${base}/catalog/acme.1.2.0.json`, listed: true }, null],
])('reads one version from its leaf %s', async (_, leaf, publishedAt) => {
  const client = repositoryWith({ 'index.json': services, 'r/acme/1.2.0.json': leaf });
  expect(await registry.readVersion?.(client, 'acme', '1.2.0.0')).toEqual({
    version: '1.2.0',
    isPrerelease: false,
    publishedAt,
    withdrawn: null,
  });
});

const group = { targetFramework: 'net8.0', dependencies: [{ id: 'Acme.Log', range: '[1.2.0, )' }, { id: 'Any' }] };
const whole = { dependencyGroups: [group, { targetFramework: 'net48' }], packageHash: 'x==' };
const release = {
  version: '1.2.0',
  requirements: [
    { name: 'acme.log', requirement: '[1.2.0, )', kind: 'production', condition: 'net8.0' },
    { name: 'any', requirement: '[0.0.0-0, )', kind: 'production', condition: 'net8.0' },
  ],
  archives: [{ fileName: 'acme.1.2.0.nupkg', url: `${base}/f/acme/1.2.0/acme.1.2.0.nupkg`, integrity: [] }],
  manifest: { targetFrameworks: ['net8.0', 'net48'], packageHash: 'x==', packageHashAlgorithm: 'SHA512' },
};
const both = { resources: [...services.resources, resource('PackageBaseAddress/3.0.0', 'f/')] };

it('reads a release from its leaf alone', async () => {
  const client = repositoryWith({ 'index.json': both, 'r/acme/1.2.0.json': entry('1.2.0', whole) });
  expect(await registry.readRelease(client, 'acme', '1.2.0')).toEqual(release);
  expect(client.asked).toEqual(['index.json', 'r/acme/1.2.0.json']);
});

it('reads a release from the page that may hold it where the leaf does not tell', async () => {
  const page = (at: string, lower: string, upper: string) => ({ '@id': `${base}/r/acme/${at}.json`, lower, upper });
  const index = { items: [page('old', '1.0.0', '1.1.9'), page('new', '1.2.0', '2.0.0')] };
  const documents = {
    'index.json': both,
    'r/acme/1.2.0.json': { '@id': 'x', catalogEntry: 'https://elsewhere.example/acme.1.2.0.json' },
    'r/acme/index.json': index,
    'r/acme/new.json': { items: [entry('1.2.0', whole), entry('2.0.0')] },
  };
  const client = repositoryWith(documents);
  expect(await registry.readRelease(client, 'acme', '1.2.0.0')).toEqual({ ...release, version: '1.2.0.0' });
  expect(client.asked).toEqual(['index.json', 'r/acme/1.2.0.json', 'r/acme/index.json', 'r/acme/new.json']);
  client.asked.length = 0;
  expect((await registry.readRelease(client, 'acme', '2.0.0'))?.requirements).toEqual([]);
  expect(client.asked).toEqual(['r/acme/index.json', 'r/acme/new.json']);
});

it('knows of a flat container alone that a release is there', async () => {
  const services = { resources: [resource('PackageBaseAddress/3.0.0', 'f/')] };
  const client = repositoryWith({ 'index.json': services, 'f/acme/index.json': { versions: ['1.2.0'] } });
  const { archives } = release;
  expect(await registry.readRelease(client, 'acme', '1.2.0')).toEqual({
    version: '1.2.0',
    requirements: null,
    archives,
    manifest: {},
  });
  expect(await registry.readRelease(client, 'acme', '1.3.0')).toBeNull();
});
