import type { PackageTypeReading, VersionChange } from '../../../manifest.ts';
import { versions } from '../../versions.ts';

/**
 * What is not known to be in a lockfile of what the new version needs, in one sentence; null where all of it is. The simple index
 * says nothing of requirements, so mostly they are not known.
 */
export function unmetIn(
  lockfile: string,
  { name, to, release }: VersionChange,
  reading: PackageTypeReading,
): string | null {
  if (release.requirements === null)
    return `The index does not say what ${name} ${to} itself asks for, so ${lockfile} may still lack some of it.`;
  const unmet = release.requirements.filter(
    (needed) =>
      needed.kind === 'production' &&
      !reading.dependencies.some(
        (held) =>
          held.lockfile === lockfile &&
          held.name === needed.name &&
          held.version !== null &&
          (needed.requirement === '' || versions.satisfies(held.version, needed.requirement)),
      ),
  );
  if (unmet.length === 0) return null;
  const listed = unmet.map((needed) => `${needed.name} ${needed.requirement}`.trim()).join(', ');
  return `${name} ${to} asks for ${listed}, which ${lockfile} does not hold.`;
}
