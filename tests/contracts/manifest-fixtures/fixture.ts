/** What the contract suite needs to know of one package type to try its manifests and lockfiles. */

import type { PackageType } from '@backline/shared';
import type { Arbitrary } from 'fast-check';
import type { ProjectFileKind } from '../../../server/src/package-types/index.ts';

export type Texts = Record<string, string>;

export interface ManifestFixture {
  id: PackageType;
  recognised: [path: string, kind: ProjectFileKind][];
  /** Paths that are nothing here, whatever they hold. */
  unknown: string[];
  /** Whole projects, with a line for each dependency as `describeDependency` writes it, in any order. */
  projects: { title: string; files: Texts; dependencies: string[]; constraints?: string[]; remarks?: string[] }[];
  /** A file that cannot be read as a whole or in part: the line and a part of the reason. */
  broken: { title: string; path: string; text: string; line: number | null; reason: RegExp }[];
  /** Projects whose locked packages are known; names and versions as the graph has them. */
  generated: Arbitrary<{ files: Texts; locked: string[] }>;
  /** Files with `__proto__`, `constructor` and the like for names and keys. */
  hostile: Texts;
}
