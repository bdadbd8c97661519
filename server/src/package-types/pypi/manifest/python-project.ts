import type { DependencySource, RequirementKind } from '../../manifest.ts';

/** One thing that a manifest asks for. */
export interface Want {
  name: string;
  writtenName: string;
  /** Version specifiers of PEP 440; empty where any version will do, null where none are meant. */
  requirement: string | null;
  written: string;
  source: DependencySource;
  target: string | null;
  kind: RequirementKind;
  /** Extra or dependency group. */
  group: string | null;
  condition: string | null;
  line: number;
}

export interface PythonManifest {
  path: string;
  folder: string;
  /** Which lockfiles could hold what it asks for. */
  style: 'pyproject' | 'pipfile' | 'input' | 'setup';
  wants: Want[];
  /** Name of the package that it describes, normalised. */
  name: string | null;
}

export interface PythonLock {
  path: string;
  folder: string;
  style: 'pyproject' | 'pipfile' | 'input';
  covers(manifest: PythonManifest): boolean;
  /** All versions of a package that it holds. */
  find(name: string): readonly number[];
  /** Packages of the project as the lockfile describes them, for those whose manifest is not here. */
  members: { folder: string; wants: Want[] }[];
}
