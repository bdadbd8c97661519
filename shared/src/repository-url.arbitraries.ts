import * as fc from 'fast-check';
import { CODEARTIFACT_REGIONS, packageTypes } from './index.ts';
import type { RepositoryUrlParts } from './index.ts';

export const anyPackageType = fc.constantFrom(...packageTypes.map(({ id }) => id));

/** Any repository that CodeArtifact could hold. */
export const anyRepository: fc.Arbitrary<RepositoryUrlParts> = fc.record({
  packageType: anyPackageType,
  domain: fc.stringMatching(/^[a-z][a-z0-9-]{0,48}[a-z0-9]$/),
  domainOwner: fc.stringMatching(/^[0-9]{12}$/),
  region: fc.constantFrom(...CODEARTIFACT_REGIONS),
  repository: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/),
  dualStack: fc.boolean(),
});
