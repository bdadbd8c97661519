import type { NpmManifest, Want } from './package-json.ts';

/** One lockfile, read: its dependencies and what they ask of each other are in the builder already. */
export interface Lock {
  path: string;
  folder: string;
  /** Whether it decides the versions of the package in this folder. */
  covers(manifest: NpmManifest): boolean;
  /** What a package of the project got, by its folder; null where the lockfile says nothing of it. */
  resolve(folder: string, want: Want): number | 'local' | null;
  /** What the lockfile itself says that packages of the project ask for, for those whose package.json is not here. */
  members: LockedMember[];
}

export interface LockedMember {
  folder: string;
  wants: () => Want[];
}
