import { forEachInSlices } from '../lib/in-slices.ts';
import type { ListedVersion, VersionRules } from './package-type.ts';

type Candidate = Pick<ListedVersion, 'version' | 'isPrerelease'>;

/** The newest release, or the newest pre-release where there is no release; null where there is nothing. */
export async function newestOf<T extends Candidate>(candidates: Iterable<T>, rules: VersionRules): Promise<T | null> {
  let found: T | null = null;
  await forEachInSlices(candidates, (candidate) => {
    if (found === null || isNewer(candidate, found, rules)) found = candidate;
  });
  return found;
}

/** The newest of those that are not withdrawn, as `newestOf`. */
export async function newestUsable(listed: readonly ListedVersion[], rules: VersionRules): Promise<string | null> {
  const usable = listed.filter(({ withdrawn }) => withdrawn === null);
  return (await newestOf(usable, rules))?.version ?? null;
}

function isNewer(one: Candidate, other: Candidate, rules: VersionRules): boolean {
  if (one.isPrerelease !== other.isPrerelease) return other.isPrerelease;
  return rules.compare(one.version, other.version) > 0;
}
