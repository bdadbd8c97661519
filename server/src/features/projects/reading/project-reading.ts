import type { PackageType } from '@backline/shared';
import type { Constraint, Dependency, ProjectFileKind, Remark, Requirement } from '../../../package-types/index.ts';

/** A file as somebody uploads it. */
export interface UploadedFile {
  path: string;
  /** Bytes, or text that was decoded already. */
  content: string | Uint8Array;
}

/** What the files of a project say: a graph over all package types, with every file accounted for. */
export interface ProjectReading {
  /** One for each file given, in the same order. */
  files: ReadFile[];
  dependencies: ProjectDependency[];
  /** `dependent` and `dependency` are places in `dependencies`. */
  requirements: Requirement[];
  constraints: ProjectConstraint[];
}

export interface ReadFile {
  path: string;
  /** Null where no package type knows the file, or it was refused before that could be told. */
  packageType: PackageType | null;
  kind: ProjectFileKind | null;
  format: string | null;
  /** Why it could not be read, in whole or in part. */
  problem: Remark | null;
  remarks: Remark[];
}

export interface ProjectDependency extends Dependency {
  packageType: PackageType;
}

export interface ProjectConstraint extends Constraint {
  packageType: PackageType;
}
