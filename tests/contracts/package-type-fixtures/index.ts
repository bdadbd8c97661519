/** One line for each package type, as in `server/src/package-types/index.ts`. */

import type { PackageTypeFixture } from './fixture.ts';
import { goFixture } from './go.ts';
import { npmFixture } from './npm.ts';
import { nugetFixture } from './nuget.ts';
import { pypiFixture } from './pypi.ts';

export const packageTypeFixtures: readonly PackageTypeFixture[] = [npmFixture, pypiFixture, goFixture, nugetFixture];
