export const registryFormats = ['npm', 'pypi', 'nuget', 'go'] as const;

export type RegistryFormat = (typeof registryFormats)[number];

/** CodeArtifact's own states: an unlisted version can be downloaded but is in no list, an archived one can do neither. */
export type VersionStatus = 'Published' | 'Unlisted' | 'Archived';

/** Path within the package -> content. */
export type SourceFiles = Readonly<Record<string, string | Uint8Array>>;

/**
 * What a version is made of. Built files are cached by this object's identity, so each version has its own, and copies
 * of a version share it.
 */
export interface PackageSource {
  readonly files: () => SourceFiles;
}

/** One published version, as it is stored in one repository. */
export interface LabVersion {
  /** In the package type's own spelling: `1.2.0-beta.1`, `1.2.0b1`, `v1.2.0-beta.1`. */
  readonly version: string;
  readonly preRelease: boolean;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  /** Name of the repository that holds it: the asked one or one of its upstreams. */
  readonly repository: string;
  readonly status: VersionStatus;
  /** Its author took it back, and why: deprecated (npm), yanked (PyPI), not listed (NuGet), retracted (Go). */
  readonly withdrawn?: string;
  /** Package name -> requirement in the package type's own syntax. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** What it needs to run: `engines.node`, `Requires-Python`, target framework, `go` directive. */
  readonly runtime: string;
  readonly source: PackageSource;
}

/** One package as one repository shows it: its own versions and those of its upstreams. Versions ascend. */
export interface LabPackage {
  readonly format: RegistryFormat;
  /** As its author writes it (`@acme/greeting`, `Acme.Greeting`); every protocol derives its own form. */
  readonly name: string;
  readonly summary: string;
  readonly author: string;
  /** SPDX expression. */
  readonly license: string;
  /** npm's dist-tags beyond `latest`, which is always the highest listed release unless it is named here. */
  readonly tags: Readonly<Record<string, string>>;
  readonly versions: readonly LabVersion[];
}
