import { forEachInSlices } from '../lib/in-slices.ts';
import type { ListedVersion, VersionRules } from './package-type.ts';

type Candidate = Pick<ListedVersion, 'version' | 'isPrerelease'>;

/** The newest release, or the newest pre-release where there is no release; null where there is nothing. */
export async function newestOf(candidates: Iterable<Candidate>, rules: VersionRules): Promise<string | null> {
  let found = null as Candidate | null;
  await forEachInSlices(candidates, (candidate) => {
    if (found === null || isNewer(candidate, found, rules)) found = candidate;
  });
  return found?.version ?? null;
}

/** The newest of those that are not withdrawn, as `newestOf`. */
export async function newestUsable(listed: readonly ListedVersion[], rules: VersionRules): Promise<string | null> {
  const usable = listed.filter(({ withdrawn }) => withdrawn === null);
  return newestOf(usable, rules);
}

function isNewer(one: Candidate, other: Candidate, rules: VersionRules): boolean {
  if (one.isPrerelease !== other.isPrerelease) return other.isPrerelease;
  return rules.compare(one.version, other.version) > 0;
}
