/** The manifests and lockfiles of every package type, through one suite. */

import { packageTypes } from '@backline/shared';
import { describe, expect, it } from 'vitest';
import { packageTypePlug } from '../../server/src/package-types/index.ts';
import { manifestFixtures } from './manifest-fixtures/index.ts';
import { tryManifests } from './package-type-suite/manifests.ts';

it('there is a fixture for the manifests of each package type', () => {
  expect(manifestFixtures.map(({ id }) => id).sort()).toEqual(packageTypes.map(({ id }) => id).sort());
});

describe.each(manifestFixtures.map((fixture) => [fixture.id, fixture] as const))('manifests of %s', (id, fixture) => {
  tryManifests(packageTypePlug(id), fixture);
});
