/** The rows of the benchmark, in the order of the table of goals. */

import type { Row } from '../bench.ts';
import { goModules } from './go-modules.ts';
import { latency } from './latency.ts';
import { newestVersions } from './newest-versions.ts';
import { quota } from './quota.ts';
import { unchanged } from './unchanged.ts';
import { versionIndex } from './version-index.ts';

export const rows: readonly Row[] = [versionIndex, newestVersions, unchanged, latency, quota, goModules];
