import type { ProjectFile, VersionChange } from '../../../manifest.ts';

/** What a manifest of the project asks for under another requirement than before. */
export interface RaisedWant {
  /** Of the manifest. */
  path: string;
  folder: string;
  /** `dependencies`, `devDependencies`, ... */
  section: string;
  /** As the manifest calls it, which may be an alias. */
  name: string;
  before: string;
  after: string;
}

/** An entry of `overrides` or `resolutions` that a change wrote. */
export interface WrittenOverride {
  name: string;
  /** What requirements must overlap for the entry to hold; null where it always holds. */
  range: string | null;
  /** As the package manager writes it in its configuration, and so in its lockfile. */
  key: string;
  value: string;
  /** Of an entry that was there before. */
  isReplaced: boolean;
}

export interface EditedLockfile {
  file: ProjectFile;
  /** What cannot be written after all, each with its reason. */
  refused: Map<VersionChange, string>;
  /** What could not be written together, and may be alone. */
  suspects: VersionChange[];
  suspicion: string;
  commands: { command: string; reason: string }[];
}

export interface LockfileEditor {
  readonly path: string;
  /** Those of the manifests that this lockfile decides for. */
  raise(wants: readonly RaisedWant[]): void;
  override(entries: readonly WrittenOverride[]): void;
  /** Whether it holds what is to change; throws Refusal. */
  apply(change: VersionChange): boolean;
  finish(): Promise<EditedLockfile>;
}
