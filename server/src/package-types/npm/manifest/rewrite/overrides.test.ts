import { afterAll, beforeAll, expect, it } from 'vitest';
import { LockedProjects, textOf, versionsIn } from '../../../../../../tests/support/locked-projects.ts';

let projects: LockedProjects;
beforeAll(async () => {
  projects = await LockedProjects.start();
});
afterAll(() => projects?.close());

it('writes an override for those who got the old version alone', async () => {
  const files = await projects.locked({ name: 'shop', dependencies: { app: '^1.0.0', strict: '^1.0.0' } }, 3);
  const result = await projects.rewrite(files, ['deep', '1.0.0', '2.0.0', 'override']);
  expect(result.refused).toEqual([]);
  expect(JSON.parse(textOf(result.files, 'package.json'))).toMatchObject({ overrides: { 'deep@<2.0.0': '2.0.0' } });
  expect(versionsIn(textOf(result.files))['node_modules/deep']).toBe('2.0.0');
});

it('narrows an override where another version is in use, and extends one that is there', async () => {
  const root = { name: 'shop', dependencies: { app: '^1.0.0' } };
  const files = await projects.locked(root, 3);
  const first = await projects.rewrite(files, ['lib', '1.0.0', '1.0.1', 'override']);
  expect(JSON.parse(textOf(first.files, 'package.json'))).toEqual({ ...root, overrides: { 'lib@<1.0.1': '1.0.1' } });
  const again = files.map((file) => first.files.find(({ path }) => path === file.path) ?? file);
  const second = await projects.rewrite(again, ['lib', '1.0.1', '1.0.3', 'override']);
  expect(second.refused).toEqual([]);
  expect(JSON.parse(textOf(second.files, 'package.json'))).toEqual({ ...root, overrides: { 'lib@<1.0.1': '1.0.3' } });
});

it('refers to the requirement of the project itself, which npm lets no override contradict', async () => {
  const files = await projects.locked({ name: 'shop', dependencies: { strict: '^1.0.0', deep: '^1.0.0' } }, 3);
  const result = await projects.rewrite(files, ['deep', '1.0.0', '1.0.1', 'override']);
  expect(result.refused).toEqual([]);
  expect(JSON.parse(textOf(result.files, 'package.json'))).toMatchObject({ overrides: { 'deep@<1.0.1': '$deep' } });
});
