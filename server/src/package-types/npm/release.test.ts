import { describe, expect, it } from 'vitest';
import type { RegistryClient } from '../package-type.ts';
import { readRelease } from './release.ts';

const base = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/shop/';
const sha512 = `sha512-${'A'.repeat(86)}==`;

/** Answers with the documents by their addresses below the repository, anything else with 404. */
function repositoryWith(documents: Record<string, unknown>, batch?: object): RegistryClient & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    url: base,
    batch,
    get(address) {
      const path = address.replace(base, '');
      asked.push(path);
      const document = documents[path];
      const body = Buffer.from(JSON.stringify(document ?? {}));
      return Promise.resolve({ status: document === undefined ? 404 : 200, headers: {}, body });
    },
  };
}

const manifest = {
  name: '@acme/ui',
  version: '1.2.0',
  description: 'not repeated',
  license: { type: 'MIT', url: 'https://acme.example/' },
  bin: './ui.js',
  engines: { node: '>=20' },
  os: [],
  scripts: { test: 'x', postinstall: 'node build.js' },
  dependencies: { react: '^19.0.0', log: 'npm:@acme/log@~1.0.0', fsevents: '^2.0.0', fork: 'acme/fork#main' },
  optionalDependencies: { fsevents: '^2.0.0' },
  peerDependencies: { 'react-dom': '>=18' },
  peerDependenciesMeta: { 'react-dom': { optional: true } },
  bundledDependencies: true,
  deprecated: 'Use 2.',
  dist: {
    tarball: `${base.replace('/npm', ':443/npm')}@acme/ui/-/ui-1.2.0.tgz`,
    integrity: sha512,
    shasum: '0a'.repeat(20),
  },
};

describe('a release of npm', () => {
  it('tells what lockfiles repeat', async () => {
    const release = await readRelease(repositoryWith({ '@acme%2fui/1.2.0': manifest }), '@acme/ui', '1.2.0');
    expect(release).toEqual({
      version: '1.2.0',
      requirements: [
        { name: 'react', requirement: '^19.0.0', kind: 'production', condition: null },
        { name: '@acme/log', requirement: '~1.0.0', kind: 'production', condition: null },
        { name: 'fork', requirement: 'acme/fork#main', kind: 'production', condition: null },
        { name: 'fsevents', requirement: '^2.0.0', kind: 'optional', condition: null },
        { name: 'react-dom', requirement: '>=18', kind: 'peer', condition: null },
      ],
      archives: [
        {
          fileName: 'ui-1.2.0.tgz',
          url: `${base}@acme/ui/-/ui-1.2.0.tgz`,
          integrity: [sha512, `sha1-${Buffer.from('0a'.repeat(20), 'hex').toString('base64')}`],
        },
      ],
      manifest: {
        dependencies: { react: '^19.0.0', log: 'npm:@acme/log@~1.0.0', fork: 'acme/fork#main' },
        optionalDependencies: manifest.optionalDependencies,
        peerDependencies: manifest.peerDependencies,
        peerDependenciesMeta: manifest.peerDependenciesMeta,
        engines: manifest.engines,
        deprecated: 'Use 2.',
        bundleDependencies: ['react', 'log', 'fork'],
        bin: { ui: './ui.js' },
        license: 'MIT',
        hasInstallScript: true,
      },
    });
  });

  it('has no archive where the address is none that a client could fetch, and no hash that is none', async () => {
    for (const tarball of ['file:///etc/passwd', 'https://user:word@acme.example/ui.tgz', 'no address', 7]) {
      const dist = { tarball, shasum: 'x', integrity: 'md5-x' };
      const release = await readRelease(repositoryWith({ 'ui/1.2.0': { ...manifest, dist } }), 'ui', '1.2.0');
      expect(release?.archives).toEqual([]);
    }
    const dist = { tarball: `${base}ui/-/ui.tgz`, shasum: 'x', integrity: '<script>' };
    const release = await readRelease(repositoryWith({ 'ui/1.2.0': { ...manifest, dist } }), 'ui', '1.2.0');
    expect(release?.archives).toMatchObject([{ integrity: [] }]);
  });

  it('asks for the document of the version, then for the packument, and for that alone once it knows that there is no other', async () => {
    const documents = { ui: { versions: { '1.2.0': manifest, '1.3.0': { ...manifest, version: '1.3.0' } } } };
    const batch = {};
    const first = repositoryWith(documents, batch);
    expect((await readRelease(first, 'ui', '1.2.0'))?.version).toBe('1.2.0');
    expect(first.asked).toEqual(['ui/1.2.0', 'ui']);
    const second = repositoryWith(documents, batch);
    expect((await readRelease(second, 'ui', '1.3.0'))?.version).toBe('1.3.0');
    expect(await readRelease(second, 'ui', '1.4.0')).toBeNull();
    expect(second.asked).toEqual(['ui', 'ui']);
    const other = repositoryWith(documents, {});
    await readRelease(other, 'ui', '1.2.0');
    expect(other.asked).toEqual(['ui/1.2.0', 'ui']);
  });

  it('is none of a package whose maintainer took every version back', async () => {
    const documents = { ui: { time: { unpublished: { time: '2024-01-01T00:00:00.000Z' } } } };
    expect(await readRelease(repositoryWith(documents), 'ui', '1.2.0')).toBeNull();
  });

  it('is the last of two manifests under one key, however long the others are', async () => {
    const long = JSON.stringify({ readme: 'x'.repeat(600_000) });
    const body = Buffer.from(
      `{"versions":{"1.2.0":{"license":"first"},"1.1.0":${long},"1.2.0":{"license":"second"}},"readme":${long}}`,
    );
    const client: RegistryClient = {
      url: base,
      get: (address) => Promise.resolve({ status: address.endsWith('/1.2.0') ? 404 : 200, headers: {}, body }),
    };
    expect((await readRelease(client, 'ui', '1.2.0'))?.manifest).toEqual({ license: 'second' });
  });
});
