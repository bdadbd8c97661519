import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  json,
  LockedProjects,
  type Manifest,
  NEW,
  ROOT,
  textOf,
  versionsIn,
} from '../../../../../../../tests/support/locked-projects.ts';
import { universeRelease } from '../../../../../../../tests/support/npm-universe.ts';
import { jsonEdits } from '../../../../json-difference.ts';
import { applyEdits } from '../../../../text-edit.ts';
import { manifests } from '../../index.ts';
import { packagesOf } from './packages.ts';
import { repairTree } from './repair.ts';
import { resolveTree } from './resolve-tree.ts';
import { withDifference } from './three-way.ts';

let projects: LockedProjects;
beforeAll(async () => {
  projects = await LockedProjects.start();
});
afterAll(() => projects?.close());

describe.each([1, 2, 3])('a lockfile of version %i', (version) => {
  it('says what npm itself makes of that', async () => {
    const files = await projects.locked(ROOT, version);
    const written = textOf((await projects.rewrite(files, ['lib', '1.0.0', '1.0.1'])).files);
    const { registry } = projects;
    const answers = [textOf(files), written].map((text) => {
      const packages = Object.fromEntries(packagesOf(JSON.parse(text) as Manifest, ROOT));
      const lockfile = { lockfileVersion: 3, requires: true, packages };
      const input = { manifests: new Map([['', json(ROOT)]]), lockfile, lockfileVersion: version, written: [] };
      return resolveTree(input, { registry, settings: {}, signal: new AbortController().signal });
    });
    const [unchanged, changed] = (await Promise.all(answers)).map(({ lockfile }) => lockfile);
    const original = JSON.parse(textOf(files)) as unknown;
    const edits = jsonEdits(textOf(files), original, withDifference(original, unchanged, changed));
    expect(applyEdits(textOf(files), edits)).toBe(written);
  });

  it('takes what else has to move from npm', async () => {
    const files = await projects.locked(ROOT, version);
    const result = await projects.rewrite(files, ['lib', '1.0.0', '1.0.2']);
    expect(result.refused).toEqual([]);
    expect(versionsIn(textOf(result.files))).toEqual({
      ...versionsIn(textOf(files)),
      'node_modules/lib': '1.0.2',
      'node_modules/fresh': '1.0.0',
      'node_modules/lib/node_modules/deep': '2.1.0',
    });
    expect(textOf(result.files)).toContain('"resolved": "https://npm.example/fresh/-/fresh-1.0.0.tgz"');
    expect(projects.requests.map(({ headers }) => headers.authorization)).toEqual(
      projects.requests.map(() => 'Bearer secret'),
    );
    expect(new Set(projects.requests.map(({ path }) => path))).toEqual(new Set(['/npm/deep', '/npm/fresh']));
  });

  it('drops what nobody asks for any more', async () => {
    const files = await projects.locked({ name: 'shop', dependencies: { lib: '^1.0.0' } }, version);
    const result = await projects.rewrite(files, ['lib', '1.0.0', '1.0.3']);
    const { 'node_modules/deep': _gone, ...rest } = versionsIn(textOf(files));
    expect(versionsIn(textOf(result.files))).toEqual({ ...rest, 'node_modules/lib': '1.0.3' });
  });
});

it('moves what the raised package asks for', async () => {
  const files = await projects.locked(ROOT, 3);
  const result = await projects.rewrite(files, ['app', '1.0.0', '1.1.0', 'requirement']);
  expect(result.refused).toEqual([]);
  expect(versionsIn(textOf(result.files))['node_modules/lib']).toBe('1.0.3');
});

it('is refused with what the resolver says, alone', async () => {
  const files = await projects.locked(ROOT, 3);
  const broken = { ...universeRelease(NEW, 'deep', '1.0.1'), manifest: { dependencies: { nowhere: '^1.0.0' } } };
  const result = await manifests.rewrite(projects.project(files), [
    { name: 'deep', from: '1.0.0', to: '1.0.1', way: 'update', release: broken },
    { name: 'lib', from: '1.0.0', to: '1.0.2', way: 'update', release: universeRelease(NEW, 'lib', '1.0.2') },
  ]);
  expect(result.written.map(({ name }) => name)).toEqual(['lib']);
  expect(result.refused[0]?.reason).toMatch(/nowhere/);
});

it('reads no folder outside of the project', async () => {
  const [manifest, lockfile] = await projects.locked(ROOT, 3);
  const outside = { ...ROOT, dependencies: { app: '^1.0.0', other: 'file:../../etc' } };
  const files = [
    { ...manifest, path: 'package.json', text: json(outside) },
    { path: 'package-lock.json', text: lockfile?.text ?? '' },
  ];
  const result = await projects.rewrite(files, ['lib', '1.0.0', '1.0.2']);
  expect(result.refused[0]?.reason).toMatch(/from outside of the project/);
});

it('stops when it is told to', async () => {
  const files = await projects.locked(ROOT, 3);
  const stopped = AbortSignal.abort(new Error('stopped'));
  const change = {
    name: 'lib',
    from: '1.0.0',
    to: '1.0.2',
    way: 'update' as const,
    release: universeRelease(NEW, 'lib', '1.0.2'),
  };
  await expect(manifests.rewrite(projects.project(files, stopped), [change])).rejects.toThrow('stopped');
});

it('leaves nothing in the way of what a changed package asks for', async () => {
  const files = await projects.locked({ name: 'shop', dependencies: { asker: '^1.0.0', core: '^2.0.0' } }, 1);
  const result = await projects.rewrite(files, ['fetcher', '1.0.0', '2.0.0', 'override'], ['core', '2.0.0', '2.1.0']);
  expect(result.refused).toEqual([]);
  const versions = versionsIn(textOf(result.files));
  expect(versions).toMatchObject({ 'node_modules/fetcher': '2.0.0', 'node_modules/core': '2.1.0' });
  expect(versions).not.toHaveProperty(['node_modules/fetcher/node_modules/core']);
});

const WORKSPACE = { name: 'shop', workspaces: ['packages/*'], dependencies: { lib: '2.0.0', deep: '^1.0.0' } };
const MEMBER = { name: '@shop/web', version: '1.0.0', dependencies: { lib: '^1.0.0' } };

it.each([1, 3])('looks after what stands below a folder of the project, in version %i', async (version) => {
  const files = await projects.locked(WORKSPACE, version, { 'packages/web': MEMBER });
  const result = await projects.rewrite(files, ['lib', '1.0.0', '1.0.2']);
  expect(result.refused).toEqual([]);
  expect(versionsIn(textOf(result.files))).toMatchObject({
    'node_modules/deep': '1.0.0',
    'packages/web/node_modules/lib': '1.0.2',
    'packages/web/node_modules/deep': '2.1.0',
  });
});

it('refuses a tree in which a package goes without what it asks for', async () => {
  const files = await projects.locked(WORKSPACE, 3, { 'packages/web': MEMBER });
  const original = JSON.parse(textOf(files)) as Manifest;
  const before = packagesOf(original, {});
  const place = 'packages/web/node_modules/lib';
  const after = new Map(before).set(place, { ...before.get(place), dependencies: { deep: '^2.0.0' } });
  // Nobody says that the entry is another one, so that the resolver does not look at it.
  const broken = { path: 'package-lock.json', original, before, after, changed: new Map() };
  const options = {
    ...projects.project(files),
    settings: {},
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
