/** The rows of the benchmark, in the order of the table of goals. */

import type { Row } from '../bench.ts';
import { advisoryData } from './advisories.ts';
import { analysis, audit } from './analysis.ts';
import { credentials } from './credentials.ts';
import { goModules } from './go-modules.ts';
import { latency } from './latency.ts';
import { lockfile } from './lockfile.ts';
import { matching } from './matching.ts';
import { newestVersions } from './newest-versions.ts';
import { quota } from './quota.ts';
import { unchanged } from './unchanged.ts';
import { versionIndex } from './version-index.ts';

export const rows: readonly Row[] = [
  versionIndex,
  newestVersions,
  unchanged,
  latency,
  quota,
  lockfile,
  matching,
  advisoryData,
  analysis,
  audit,
  goModules,
  credentials,
];
