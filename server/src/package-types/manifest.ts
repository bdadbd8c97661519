/** What the files of a project say about its dependencies: one contract for every package type. */

/** The text of one file: decoded, without a byte order mark, line ends as they were. */
export interface ProjectFile {
  /** Relative to the project's root, with slashes, free of path tricks. */
  path: string;
  text: string;
}

export type ProjectFileKind = 'manifest' | 'lockfile' | 'constraints' | 'configuration';

export interface ManifestRules {
  /**
   * What a file is in this world, by its name, and by its content where the name does not tell; null where it is nothing here.
   * The text may be empty where the content cannot be read. Never throws.
   */
  recognise(file: ProjectFile): ProjectFileKind | null;
  /** Reads the recognised files of one project together. Never throws; in time that grows with the length of the texts. */
  read(files: readonly ProjectFile[]): PackageTypeReading;
}

/** A graph: dependencies are its nodes, requirements its edges; both refer to dependencies by their place in the list. */
export interface PackageTypeReading {
  /** One for each file given, in the same order. */
  files: FileReading[];
  dependencies: Dependency[];
  requirements: Requirement[];
  constraints: Constraint[];
}

export interface FileReading {
  path: string;
  kind: ProjectFileKind;
  /** What it was read as, such as `package-lock.json v3`. */
  format: string;
  /** Why it could not be read, in whole or in part; null where all of it was. */
  problem: Remark | null;
  /** What was read and is not as it should be, such as a package that the lockfile lacks. */
  remarks: Remark[];
}

export interface Remark {
  /** Counted from 1; null where it is about the whole file. */
  line: number | null;
  /** One or two sentences. */
  reason: string;
}

export interface Place {
  path: string;
  /** Counted from 1. */
  line: number;
}

/** Where a package comes from; only `registry` can be asked for other versions. */
export type DependencySource = 'registry' | 'git' | 'url' | 'local';

/** One version of one package, as one lockfile holds it; or what a manifest asks for where no lockfile says a version. */
export interface Dependency {
  /** As this world compares names. */
  name: string;
  writtenName: string;
  /** As locked or pinned; null where only requirements are known. */
  version: string | null;
  source: DependencySource;
  /** The address or path that the file gives; null where it gives none. */
  resolved: string | null;
  /** Hashes in the file's own notation: an SRI, `sha256:...`, `h1:...`. */
  integrity: string[];
  /** Path of the lockfile that holds it; null where it comes from a manifest alone. */
  lockfile: string | null;
  /** Whether a manifest of the project asks for it itself. */
  isDirect: boolean;
  /** Whether it is needed for development alone, only through an optional requirement, or only through a peer requirement. */
  isDevelopment: boolean;
  isOptional: boolean;
  isPeer: boolean;
  /** Whether its dependent's archive brings it along, so that it changes with that one alone. */
  isBundled: boolean;
  /** Where the files state it; one at least. */
  places: Place[];
}

export type RequirementKind = 'production' | 'development' | 'optional' | 'peer';

/** That something asks for a dependency. */
export interface Requirement {
  /** Who asks, by its place among the dependencies; null where it is a manifest of the project itself. */
  dependent: number | null;
  /** What the dependent got. */
  dependency: number;
  kind: RequirementKind;
  /** In the notation that `versions.satisfies` reads; null where none is known or it is no matter of versions (git, path). */
  requirement: string | null;
  /** As the file writes it, empty where it says nothing. */
  written: string;
  /** The name under which the dependent knows it, where it is another one. */
  alias: string | null;
  /** When it applies: an environment marker, a target framework, an MSBuild condition; null where always. */
  condition: string | null;
  /** The extra or dependency group it belongs to. */
  group: string | null;
  /** Whether a manifest states it for a package that only others ask for, as Go does with `// indirect`. */
  isIndirect: boolean;
  place: Place;
}

/** What changes the choice of versions without asking for a package. */
export interface Constraint {
  /**
   * `override` decides a version against its dependents, `bound` limits it, `exclude` forbids one, `replace` puts another package
   * or path in its place, `central` gives the version that manifests leave out.
   */
  kind: 'override' | 'bound' | 'exclude' | 'replace' | 'central';
  name: string;
  /** In the notation that `versions.satisfies` reads, or the replacement. */
  requirement: string;
  /** Names of the dependents below which alone it holds, from the outermost; empty where everywhere. */
  below: string[];
  condition: string | null;
  place: Place;
}
