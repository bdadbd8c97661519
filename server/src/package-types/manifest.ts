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
  /**
   * Writes changes of versions into the files, and nothing else: comments, order, quotes and line ends stay. Writes only what is
   * known from metadata; what a lockfile needs besides is left out, and the command that fills it in is named. A change that
   * cannot be written is refused with its reason, the others are written. Rejects for defects of our own alone.
   */
  rewrite(project: RewritableProject, changes: readonly VersionChange[]): Promise<Rewrite>;
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

/** How a change reaches the version. */
export type ChangeWay =
  /** Inside what every requirement accepts: the lockfile alone changes, or the pin of a file that is both. */
  | 'update'
  /** The project's own requirement of a direct dependency is raised. */
  | 'requirement'
  /** An entry decides the version against or beside its dependents: npm `overrides`, `resolutions`, a pin, central pinning. */
  | 'override';

/** One package that is to have another version. */
export interface VersionChange {
  /** As this world compares names. */
  name: string;
  /** Only dependencies of this version change. */
  from: string;
  to: string;
  way: ChangeWay;
  release: Release;
}

/** What a repository's metadata says of one version, for those who write it into a lockfile. */
export interface Release {
  version: string;
  /** What it asks for; null where the protocol does not say without fetching the package. */
  requirements: ReleaseRequirement[] | null;
  archives: ReleaseArchive[];
  /** Other members that lockfiles of this world repeat, such as npm's `engines` and `bin`; empty in most worlds. */
  manifest: Readonly<Record<string, unknown>>;
}

export interface ReleaseRequirement {
  /** As this world compares names. */
  name: string;
  /** In the notation that `versions.satisfies` reads. */
  requirement: string;
  kind: RequirementKind;
  /** An environment marker or target framework; null where it applies always. */
  condition: string | null;
}

export interface ReleaseArchive {
  fileName: string;
  /** Where the repository serves it; never fetched here. */
  url: string;
  /** In the notation of this world's lockfiles: an SRI, `sha256:...`, `h1:...`; empty where metadata gives none. */
  integrity: string[];
}

export interface RewritableProject {
  /** Those of this package type that could be read. */
  files: readonly ProjectFile[];
  /** What `read` said of these files. */
  reading: PackageTypeReading;
  /**
   * A registry on this machine that answers for the integration, for libraries which resolve by themselves; it serves metadata
   * and no package. `token` goes into the Authorization header as Bearer. Opened when first asked for.
   */
  registry: () => Promise<{ url: string; token: string }>;
  signal: AbortSignal;
}

export interface Rewrite {
  /** Only those that changed, whole. */
  files: ProjectFile[];
  written: VersionChange[];
  refused: { change: VersionChange; reason: string }[];
  /** What is left for the package manager, such as hashes that no metadata gives; empty where the files are complete. */
  commands: { command: string; reason: string }[];
}
