import type { PackageType } from '@backline/shared';
import { expect, it } from 'vitest';
import { packageTypePlug } from '../../../package-types/index.ts';
import { isBreaking } from './breaking.ts';

it.each<[PackageType, string, string, boolean]>([
  ['NPM', '1.2.3', '1.9.0', false],
  ['NPM', '1.2.3', '2.0.0', true],
  ['NPM', '0.1.9', '0.2.0', true],
  ['NPM', '0.1.0', '0.1.9', false],
  ['GO', 'v0.1.0', 'v0.2.0', true],
  ['GO', 'v1.1.0', 'v1.2.0', false],
  ['GO', 'v2.0.0+incompatible', 'v3.0.0+incompatible', true],
  ['PYPI', '0.1', '0.2', false],
  ['PYPI', '1.9.post1', '2.0', true],
  ['PYPI', '1.0', '1!1.0', true],
  ['NUGET', '1.0.0.1', '1.2', false],
  ['NUGET', '1.0.0.1', '2.0', true],
])('of %s, the step from %s to %s breaks: %s', (packageType, from, to, expected) => {
  expect(isBreaking(packageType, packageTypePlug(packageType).versions, from, to)).toBe(expected);
});
