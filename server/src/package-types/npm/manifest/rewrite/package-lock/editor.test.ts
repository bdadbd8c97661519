import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  integrityOf,
  serveUniverse,
  universeRelease,
  type Universe,
  type UniverseServer,
} from '../../../../../../../tests/support/npm-universe.ts';
import { applyJsonDifference } from '../../../../json-difference.ts';
import type { ChangeWay, ProjectFile, Rewrite } from '../../../../manifest.ts';
import { manifests } from '../../index.ts';
import { packagesOf } from './packages.ts';
import { repairTree } from './repair.ts';
import { resolveTree } from './resolve-tree.ts';
import { withDifference } from './three-way.ts';

/** What there was when the lockfile was written. */
const OLD: Universe = {
  app: { '1.0.0': { dependencies: { lib: '^1.0.0', '@acme/tool': '^1.0.0' } } },
  lib: { '1.0.0': { dependencies: { deep: '^1.0.0' }, license: 'MIT' }, '2.0.0': { dependencies: { deep: '^1.0.0' } } },
  deep: { '1.0.0': { engines: { node: '>=10' } } },
  '@acme/tool': { '1.0.0': { bin: { tool: 'tool.js' }, dependencies: { deep: '^1.0.0', lib: '2.0.0' } } },
  strict: { '1.0.0': { dependencies: { deep: '1.0.0' } } },
  packed: { '1.0.0': { dependencies: { deep: '^1.0.0' }, bundleDependencies: ['deep'] } },
  fetcher: { '1.0.0': { dependencies: { core: '1.0.0' } } },
  core: { '1.0.0': { dependencies: { deep: '^1.0.0' } }, '2.0.0': {} },
  asker: { '1.0.0': { dependencies: { fetcher: '^1.0.0' } } },
  peering: { '1.0.0': { peerDependencies: { lib: '^1.0.0' } } },
};
const NEW: Universe = {
  ...OLD,
  app: { ...OLD['app'], '1.1.0': { dependencies: { lib: '^1.0.1', '@acme/tool': '^1.0.0' } } },
  lib: {
    ...OLD['lib'],
    '1.0.1': { dependencies: { deep: '^1.0.0' }, license: 'ISC', engines: { node: '>=12' }, bin: { lib: 'cli.js' } },
    '1.0.2': { dependencies: { deep: '^2.0.0', fresh: '^1.0.0' } },
    '1.0.3': {},
  },
  deep: { ...OLD['deep'], '1.0.1': {}, '2.0.0': {}, '2.1.0': {} },
  fetcher: { ...OLD['fetcher'], '2.0.0': { dependencies: { core: '2.1.0' } } },
  core: { ...OLD['core'], '2.1.0': {} },
  fresh: { '1.0.0': { dependencies: { '@acme/tool': '*' } } },
  '@acme/tool': {
    ...OLD['@acme/tool'],
    '1.0.1': { bin: { tool: 'tool.js' }, dependencies: { deep: '^1.0.0', lib: '2.0.0' } },
  },
};

const signal = new AbortController().signal;
let old: UniverseServer;
let server: UniverseServer;
beforeAll(async () => {
  [old, server] = await Promise.all([serveUniverse(OLD, 'elsewhere'), serveUniverse(NEW, 'elsewhere')]);
});
afterAll(async () => {
  await Promise.all([old?.close(), server?.close()]);
});

type Manifest = Record<string, unknown>;

const EMPTY = { lockfileVersion: 3, requires: true, packages: {} };

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

async function locked(root: Manifest, version: number, members: Record<string, Manifest> = {}): Promise<ProjectFile[]> {
  const all = new Map([
    ['', json(root)],
    ...Object.entries(members).map(([path, value]): [string, string] => [path, json(value)]),
  ]);
  const registry = { url: old.url, token: 'secret' };
  const { lockfile: tree } = await resolveTree(
    { manifests: all, lockfile: EMPTY, lockfileVersion: version, written: [] },
    { registry, settings: {}, signal },
  );
  return [
    ...[...all].map(([folder, text]) => ({ path: folder === '' ? 'package.json' : `${folder}/package.json`, text })),
    { path: 'package-lock.json', text: json(tree) },
  ];
}

type Asked = [name: string, from: string, to: string, way?: ChangeWay];

function rewrite(files: readonly ProjectFile[], ...asked: Asked[]): Promise<Rewrite> {
  const changes = asked.map(([name, from, to, way = 'update']) => ({
    name,
    from,
    to,
    way,
    release: universeRelease(NEW, name, to),
  }));
  const registry = () => Promise.resolve({ url: server.url, token: 'secret' });
  server.requests.length = 0;
  return manifests.rewrite({ files, reading: manifests.read(files), registry, signal }, changes);
}

function textOf(files: readonly ProjectFile[], path = 'package-lock.json'): string {
  return files.find((file) => file.path === path)?.text ?? '';
}

/** Lines that only one of two texts has, in order. */
function difference(before: string, after: string): string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const gone = a.filter((line) => !b.includes(line)).map((line) => `- ${line.trim()}`);
  return [...gone, ...b.filter((line) => !a.includes(line)).map((line) => `+ ${line.trim()}`)];
}

/** Version of each place in the tree. */
function tree(text: string): Record<string, unknown> {
  const document = JSON.parse(text) as Manifest;
  return Object.fromEntries([...packagesOf(document, {})].map(([path, { version }]) => [path, version]));
}

const ROOT = { name: 'shop', version: '1.0.0', dependencies: { app: '^1.0.0' }, devDependencies: { deep: '^1.0.0' } };

describe.each([1, 2, 3])('a lockfile of version %i', (version) => {
  it('changes only the entry of a package whose neighbours stay', async () => {
    const files = await locked(ROOT, version);
    const result = await rewrite(files, ['lib', '1.0.0', '1.0.1']);
    expect(result.refused).toEqual([]);
    expect(result.files.map(({ path }) => path)).toEqual(['package-lock.json']);
    const changed = difference(textOf(files), textOf(result.files));
    expect(changed.filter((line) => line.startsWith('-')).every((line) => /1\.0\.0|integrity|MIT/.test(line))).toBe(
      true,
    );
    expect(changed).toContain(`+ "resolved": "https://npm.example/lib/-/lib-1.0.1.tgz",`);
    expect(textOf(result.files)).toContain(integrityOf(NEW, 'lib', '1.0.1'));
    expect(server.requests).toEqual([]);
    expect(tree(textOf(result.files))).toEqual({ ...tree(textOf(files)), 'node_modules/lib': '1.0.1' });
  });

  it('says what npm itself makes of that', async () => {
    const files = await locked(ROOT, version);
    const written = textOf((await rewrite(files, ['lib', '1.0.0', '1.0.1'])).files);
    const registry = { url: server.url, token: 'secret' };
    const answers = [textOf(files), written].map((text) => {
      const packages = Object.fromEntries(packagesOf(JSON.parse(text) as Manifest, ROOT));
      const lockfile = { lockfileVersion: 3, requires: true, packages };
      const input = { manifests: new Map([['', json(ROOT)]]), lockfile, lockfileVersion: version, written: [] };
      return resolveTree(input, { registry, settings: {}, signal });
    });
    const [unchanged, changed] = (await Promise.all(answers)).map(({ lockfile }) => lockfile);
    const original = JSON.parse(textOf(files)) as unknown;
    expect(applyJsonDifference(textOf(files), original, withDifference(original, unchanged, changed))).toBe(written);
  });

  it('takes what else has to move from npm', async () => {
    const files = await locked(ROOT, version);
    const result = await rewrite(files, ['lib', '1.0.0', '1.0.2']);
    expect(result.refused).toEqual([]);
    expect(tree(textOf(result.files))).toEqual({
      ...tree(textOf(files)),
      'node_modules/lib': '1.0.2',
      'node_modules/fresh': '1.0.0',
      'node_modules/lib/node_modules/deep': '2.1.0',
    });
    expect(textOf(result.files)).toContain('"resolved": "https://npm.example/fresh/-/fresh-1.0.0.tgz"');
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      server.requests.map(() => 'Bearer secret'),
    );
    expect(new Set(server.requests.map(({ path }) => path))).toEqual(new Set(['/npm/deep', '/npm/fresh']));
  });

  it('drops what nobody asks for any more', async () => {
    const files = await locked({ name: 'shop', dependencies: { lib: '^1.0.0' } }, version);
    const result = await rewrite(files, ['lib', '1.0.0', '1.0.3']);
    const { 'node_modules/deep': _gone, ...rest } = tree(textOf(files));
    expect(tree(textOf(result.files))).toEqual({ ...rest, 'node_modules/lib': '1.0.3' });
  });

  it('keeps every other byte, whatever the layout', async () => {
    const base = await locked(ROOT, version);
    const layout = fc.record({
      space: fc.constantFrom(1, 2, 4, '\t'),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      tail: fc.constantFrom('', '\n'),
    });
    const changes: Asked[] = [
      ['lib', '1.0.0', '1.0.1'],
      ['deep', '1.0.0', '1.0.1'],
      ['app', '1.0.0', '1.1.0'],
    ];
    await fc.assert(
      fc.asyncProperty(layout, fc.subarray(changes, { minLength: 1 }), async ({ space, lineEnd, tail }, asked) => {
        const set = (text: string): string =>
          JSON.stringify(JSON.parse(text), null, space).replaceAll('\n', lineEnd) + tail;
        const plain = await rewrite(base, ...asked);
        const other = await rewrite(
          base.map(({ path, text }) => ({ path, text: set(text) })),
          ...asked,
        );
        expect(other.refused).toEqual(plain.refused);
        expect(other.files).toEqual(plain.files.map(({ path, text }) => ({ path, text: set(text) })));
      }),
      { numRuns: 25 },
    );
  });
});

it('raises the requirement in every package.json that asks, and in the lockfile', async () => {
  const root = { name: 'shop', workspaces: ['packages/*'], dependencies: { app: '^1.0.0' } };
  const member = { name: '@shop/web', version: '1.0.0', devDependencies: { app: '~1.0.0' } };
  const files = await locked(root, 3, { 'packages/web': member });
  const result = await rewrite(files, ['app', '1.0.0', '1.1.0', 'requirement'], ['lib', '1.0.0', '1.0.1']);
  expect(result.refused).toEqual([]);
  expect(difference(textOf(files, 'package.json'), textOf(result.files, 'package.json'))).toEqual([
    '- "app": "^1.0.0"',
    '+ "app": "^1.1.0"',
  ]);
  const path = 'packages/web/package.json';
  expect(difference(textOf(files, path), textOf(result.files, path))).toEqual([
    '- "app": "~1.0.0"',
    '+ "app": "~1.1.0"',
  ]);
  const packages = packagesOf(JSON.parse(textOf(result.files)) as Manifest, {});
  expect(packages.get('')).toMatchObject({ dependencies: { app: '^1.1.0' } });
  expect(packages.get('packages/web')).toMatchObject({ devDependencies: { app: '~1.1.0' } });
  expect(packages.get('node_modules/app')).toMatchObject({ version: '1.1.0', dependencies: { lib: '^1.0.1' } });
});

it('moves what the raised package asks for', async () => {
  const files = await locked(ROOT, 3);
  const result = await rewrite(files, ['app', '1.0.0', '1.1.0', 'requirement']);
  expect(result.refused).toEqual([]);
  expect(tree(textOf(result.files))['node_modules/lib']).toBe('1.0.3');
});

it('writes an override for those who got the old version alone', async () => {
  const files = await locked({ name: 'shop', dependencies: { app: '^1.0.0', strict: '^1.0.0' } }, 3);
  const result = await rewrite(files, ['deep', '1.0.0', '2.0.0', 'override']);
  expect(result.refused).toEqual([]);
  expect(JSON.parse(textOf(result.files, 'package.json'))).toMatchObject({ overrides: { 'deep@<2.0.0': '2.0.0' } });
  expect(tree(textOf(result.files))['node_modules/deep']).toBe('2.0.0');
});

it('narrows an override where another version is in use, and extends one that is there', async () => {
  const root = { name: 'shop', dependencies: { app: '^1.0.0' } };
  const files = await locked(root, 3);
  const first = await rewrite(files, ['lib', '1.0.0', '1.0.1', 'override']);
  expect(JSON.parse(textOf(first.files, 'package.json'))).toEqual({ ...root, overrides: { 'lib@<1.0.1': '1.0.1' } });
  const again = files.map((file) => first.files.find(({ path }) => path === file.path) ?? file);
  const second = await rewrite(again, ['lib', '1.0.1', '1.0.3', 'override']);
  expect(second.refused).toEqual([]);
  expect(JSON.parse(textOf(second.files, 'package.json'))).toEqual({ ...root, overrides: { 'lib@<1.0.1': '1.0.3' } });
});

it('refers to the requirement of the project itself, which npm lets no override contradict', async () => {
  const files = await locked({ name: 'shop', dependencies: { strict: '^1.0.0', deep: '^1.0.0' } }, 3);
  const result = await rewrite(files, ['deep', '1.0.0', '1.0.1', 'override']);
  expect(result.refused).toEqual([]);
  expect(JSON.parse(textOf(result.files, 'package.json'))).toMatchObject({ overrides: { 'deep@<1.0.1': '$deep' } });
});

it.each([
  [
    'a dependent that does not accept it',
    { strict: '1.0.0' },
    ['deep', '1.0.0', '1.0.1'],
    /strict 1\.0\.0 asks for deep 1\.0\.0, which 1\.0\.1 is not/,
  ],
  ['a version that is not there', { app: '1.0.0' }, ['deep', '0.9.0', '1.0.1'], /No lockfile here holds deep 0\.9\.0/],
  [
    'the project, which asks for one version',
    { deep: '1.0.0' },
    ['deep', '1.0.0', '1.0.1'],
    /project itself asks for deep 1\.0\.0/,
  ],
] as const)('is refused by %s, and leaves the others', async (_, dependencies, [name, from, to], reason) => {
  const files = await locked({ name: 'shop', dependencies: { ...dependencies, '@acme/tool': '1.0.0 || 1.0.1' } }, 3);
  const result = await rewrite(files, [name, from, to], ['@acme/tool', '1.0.0', '1.0.1']);
  expect(result.refused.map(({ change }) => change.name)).toEqual([name]);
  expect(result.refused[0]?.reason).toMatch(reason);
  expect(result.written.map((change) => change.name)).toEqual(['@acme/tool']);
  expect(tree(textOf(result.files))).toEqual({ ...tree(textOf(files)), 'node_modules/@acme/tool': '1.0.1' });
});

it('is refused with what the resolver says, alone', async () => {
  const files = await locked(ROOT, 3);
  const broken = { ...universeRelease(NEW, 'deep', '1.0.1'), manifest: { dependencies: { nowhere: '^1.0.0' } } };
  const registry = () => Promise.resolve({ url: server.url, token: 'secret' });
  const result = await manifests.rewrite({ files, reading: manifests.read(files), registry, signal }, [
    { name: 'deep', from: '1.0.0', to: '1.0.1', way: 'update', release: broken },
    { name: 'lib', from: '1.0.0', to: '1.0.2', way: 'update', release: universeRelease(NEW, 'lib', '1.0.2') },
  ]);
  expect(result.written.map(({ name }) => name)).toEqual(['lib']);
  expect(result.refused[0]?.reason).toMatch(/nowhere/);
});

it('reads no folder outside of the project', async () => {
  const [manifest, lockfile] = await locked(ROOT, 3);
  const outside = { ...ROOT, dependencies: { app: '^1.0.0', other: 'file:../../etc' } };
  const files = [
    { ...manifest, path: 'package.json', text: json(outside) },
    { path: 'package-lock.json', text: lockfile?.text ?? '' },
  ];
  const result = await rewrite(files, ['lib', '1.0.0', '1.0.2']);
  expect(result.refused[0]?.reason).toMatch(/from outside of the project/);
});

it('stops when it is told to', async () => {
  const files = await locked(ROOT, 3);
  const stopped = AbortSignal.abort(new Error('stopped'));
  const change = {
    name: 'lib',
    from: '1.0.0',
    to: '1.0.2',
    way: 'update' as const,
    release: universeRelease(NEW, 'lib', '1.0.2'),
  };
  const registry = () => Promise.resolve({ url: server.url, token: 'secret' });
  await expect(
    manifests.rewrite({ files, reading: manifests.read(files), registry, signal: stopped }, [change]),
  ).rejects.toThrow('stopped');
});

it('leaves nothing in the way of what a changed package asks for', async () => {
  const files = await locked({ name: 'shop', dependencies: { asker: '^1.0.0', core: '^2.0.0' } }, 1);
  const result = await rewrite(files, ['fetcher', '1.0.0', '2.0.0', 'override'], ['core', '2.0.0', '2.1.0']);
  expect(result.refused).toEqual([]);
  const versions = tree(textOf(result.files));
  expect(versions).toMatchObject({ 'node_modules/fetcher': '2.0.0', 'node_modules/core': '2.1.0' });
  expect(versions).not.toHaveProperty(['node_modules/fetcher/node_modules/core']);
});

const WORKSPACE = { name: 'shop', workspaces: ['packages/*'], dependencies: { lib: '2.0.0', deep: '^1.0.0' } };
const MEMBER = { name: '@shop/web', version: '1.0.0', dependencies: { lib: '^1.0.0' } };

it.each([1, 3])('looks after what stands below a folder of the project, in version %i', async (version) => {
  const files = await locked(WORKSPACE, version, { 'packages/web': MEMBER });
  const result = await rewrite(files, ['lib', '1.0.0', '1.0.2']);
  expect(result.refused).toEqual([]);
  expect(tree(textOf(result.files))).toMatchObject({
    'node_modules/deep': '1.0.0',
    'packages/web/node_modules/lib': '1.0.2',
    'packages/web/node_modules/deep': '2.1.0',
  });
});

it('refuses a tree in which a package goes without what it asks for', async () => {
  const files = await locked(WORKSPACE, 3, { 'packages/web': MEMBER });
  const original = JSON.parse(textOf(files)) as Manifest;
  const before = packagesOf(original, {});
  const place = 'packages/web/node_modules/lib';
  const after = new Map(before).set(place, { ...before.get(place), dependencies: { deep: '^2.0.0' } });
  // Nobody says that the entry is another one, so that the resolver does not look at it.
  const broken = { path: 'package-lock.json', original, before, after, changed: new Map() };
  const options = {
    reading: manifests.read(files),
    registry: () => Promise.resolve({ url: server.url, token: 'secret' }),
    settings: {},
    signal,
    isOverridden: () => false,
    rootBefore: WORKSPACE,
    manifests: () =>
      new Map([
        ['', json(WORKSPACE)],
        ['packages/web', json(MEMBER)],
      ]),
  };
  await expect(repairTree(broken, options)).rejects.toThrow(
    'lib 1.0.0 asks for deep ^2.0.0, and npm would leave it with 1.0.0.',
  );
});
