/** Every package type, through one suite: its rules for names and versions, its protocol against a registry that misbehaves. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageTypes } from '@backline/shared';
import { describe, expect, it } from 'vitest';
import { packageTypePlug, packageTypePlugs } from '../../server/src/package-types/index.ts';
import { packageTypeFixtures } from './package-type-fixtures/index.ts';
import { tryClientConfiguration } from './package-type-suite/client-configuration.ts';
import { tryNames } from './package-type-suite/names.ts';
import { tryRegistry } from './package-type-suite/registry.ts';
import { tryRelease } from './package-type-suite/release.ts';
import { tryVersions } from './package-type-suite/versions.ts';

const root = join(import.meta.dirname, '../..');
const ids = packageTypePlugs.map(({ definition }) => definition.id);

describe('the list of package types', () => {
  it('has one line for each folder, in server and shared', () => {
    const formats = packageTypePlugs.map(({ definition }) => definition.format).sort();
    expect(formats).toEqual(foldersIn('server/src/package-types'));
    expect(formats).toEqual(foldersIn('shared/src/package-types'));
  });

  it('has a plug and a fixture for each package type of the API', () => {
    const all = packageTypes.map(({ id }) => id).sort();
    expect([...ids].sort()).toEqual(all);
    expect(packageTypeFixtures.map(({ id }) => id).sort()).toEqual(all);
  });
});

describe.each(packageTypeFixtures.map((fixture) => [fixture.id, fixture] as const))('%s', (id, fixture) => {
  const plug = packageTypePlug(id);
  describe('names', () => {
    tryNames(plug, fixture);
  });
  describe('versions', () => {
    tryVersions(plug, fixture);
  });
  describe('registry', () => {
    tryRegistry(plug, fixture);
  });
  describe('release', () => {
    tryRelease(plug, fixture);
  });
  describe('client configuration', () => {
    tryClientConfiguration(plug);
  });
});

function foldersIn(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
