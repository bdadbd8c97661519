import type { ManifestFixture } from './fixture.ts';
import { goManifests } from './go.ts';
import { npmManifests } from './npm.ts';
import { nugetManifests } from './nuget.ts';
import { pypiManifests } from './pypi.ts';

export const manifestFixtures: readonly ManifestFixture[] = [npmManifests, pypiManifests, goManifests, nugetManifests];
