import type { VersionChange } from '../../../manifest.ts';
import { RefusedChange } from '../../../rewriting.ts';

export interface HashedArchive {
  fileName: string;
  url: string;
  hash: string;
}

/** The archives of the new version with their `sha256:...`, by file name, as lockfiles sort them. */
export function hashedArchives({ name, to, release }: VersionChange): HashedArchive[] {
  const hashed = release.archives.flatMap(({ fileName, url, integrity }) => {
    const hash = integrity.find((each) => /^sha256:[0-9a-f]{64}$/.test(each));
    return hash === undefined ? [] : [{ fileName, url, hash }];
  });
  if (hashed.length === 0)
    throw new RefusedChange(
      `The repositories give no SHA-256 of ${name} ${to}, and the files of the project check the hashes of what is installed.`,
    );
  return hashed.toSorted((one, other) => compare(one.fileName, other.fileName));
}

/** The hashes alone, sorted. */
export function hashesOf(change: VersionChange): string[] {
  return [...new Set(hashedArchives(change).map(({ hash }) => hash))].toSorted(compare);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
