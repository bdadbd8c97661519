import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  LockedProjects,
  type Manifest,
  NEW,
  ROOT,
  textOf,
  versionsIn,
} from '../../../../../../../tests/support/locked-projects.ts';
import { type AskedChange, changedLines } from '../../../../../../../tests/support/npm-rewrite.ts';
import { integrityOf } from '../../../../../../../tests/support/npm-universe.ts';
import { packagesOf } from './packages.ts';

let projects: LockedProjects;
beforeAll(async () => {
  projects = await LockedProjects.start();
});
afterAll(() => projects?.close());

describe.each([1, 2, 3])('a lockfile of version %i', (version) => {
  it('changes only the entry of a package whose neighbours stay', async () => {
    const files = await projects.locked(ROOT, version);
    const result = await projects.rewrite(files, ['lib', '1.0.0', '1.0.1']);
    expect(result.refused).toEqual([]);
    expect(result.files.map(({ path }) => path)).toEqual(['package-lock.json']);
    const changed = changedLines(textOf(files), textOf(result.files));
    expect(changed.filter((line) => line.startsWith('-')).every((line) => /1\.0\.0|integrity|MIT/.test(line))).toBe(
      true,
    );
    expect(changed).toContain(`+ "resolved": "https://npm.example/lib/-/lib-1.0.1.tgz",`);
    expect(textOf(result.files)).toContain(integrityOf(NEW, 'lib', '1.0.1'));
    expect(projects.requests).toEqual([]);
    expect(versionsIn(textOf(result.files))).toEqual({ ...versionsIn(textOf(files)), 'node_modules/lib': '1.0.1' });
  });

  it('keeps every other byte, whatever the layout', async () => {
    const base = await projects.locked(ROOT, version);
    const layout = fc.record({
      space: fc.constantFrom(1, 2, 4, '\t'),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      tail: fc.constantFrom('', '\n'),
    });
    const changes: AskedChange[] = [
      ['lib', '1.0.0', '1.0.1'],
      ['deep', '1.0.0', '1.0.1'],
      ['app', '1.0.0', '1.1.0'],
    ];
    await fc.assert(
      fc.asyncProperty(layout, fc.subarray(changes, { minLength: 1 }), async ({ space, lineEnd, tail }, asked) => {
        const set = (text: string): string =>
          JSON.stringify(JSON.parse(text), null, space).replaceAll('\n', lineEnd) + tail;
        const plain = await projects.rewrite(base, ...asked);
        const other = await projects.rewrite(
          base.map(({ path, text }) => ({ path, text: set(text) })),
          ...asked,
        );
        expect(other.refused).toEqual(plain.refused);
        const written = other.files.map(({ path, text }) => [path, text]);
        expect(written).toEqual(plain.files.map(({ path, text }) => [path, set(text)]));
      }),
      { numRuns: 25 },
    );
  });
});

it('raises the requirement in every package.json that asks, and in the lockfile', async () => {
  const root = { name: 'shop', workspaces: ['packages/*'], dependencies: { app: '^1.0.0' } };
  const member = { name: '@shop/web', version: '1.0.0', devDependencies: { app: '~1.0.0' } };
  const files = await projects.locked(root, 3, { 'packages/web': member });
  const result = await projects.rewrite(files, ['app', '1.0.0', '1.1.0', 'requirement'], ['lib', '1.0.0', '1.0.1']);
  expect(result.refused).toEqual([]);
  expect(changedLines(textOf(files, 'package.json'), textOf(result.files, 'package.json'))).toEqual([
    '- "app": "^1.0.0"',
    '+ "app": "^1.1.0"',
  ]);
  const path = 'packages/web/package.json';
  expect(changedLines(textOf(files, path), textOf(result.files, path))).toEqual([
    '- "app": "~1.0.0"',
    '+ "app": "~1.1.0"',
  ]);
  const packages = packagesOf(JSON.parse(textOf(result.files)) as Manifest, {});
  expect(packages.get('')).toMatchObject({ dependencies: { app: '^1.1.0' } });
  expect(packages.get('packages/web')).toMatchObject({ devDependencies: { app: '~1.1.0' } });
  expect(packages.get('node_modules/app')).toMatchObject({ version: '1.1.0', dependencies: { lib: '^1.0.1' } });
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
  const files = await projects.locked(
    { name: 'shop', dependencies: { ...dependencies, '@acme/tool': '1.0.0 || 1.0.1' } },
    3,
  );
  const result = await projects.rewrite(files, [name, from, to], ['@acme/tool', '1.0.0', '1.0.1']);
  expect(result.refused.map(({ change }) => change.name)).toEqual([name]);
  expect(result.refused[0]?.reason).toMatch(reason);
  expect(result.written.map((change) => change.name)).toEqual(['@acme/tool']);
  expect(versionsIn(textOf(result.files))).toEqual({
    ...versionsIn(textOf(files)),
    'node_modules/@acme/tool': '1.0.1',
  });
});
