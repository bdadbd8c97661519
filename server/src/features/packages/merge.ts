/** What several repositories say of one package, as one list. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ListedVersion, PackageListing, VersionRules } from '../../package-types/index.ts';

/** Versions compared before others get a turn; comparing costs about a microsecond. */
const SLICE = 1_000;

export interface OfferedVersion extends ListedVersion {
  repositoryUrl: string;
}

export interface Offer {
  repositoryUrl: string;
  listing: PackageListing;
}

/** Nearest repository first: of a version that several offer, the first one's is kept. Newest first by the type's own order. */
export async function mergeListings(
  rules: VersionRules,
  offers: readonly Offer[],
): Promise<{ versions: OfferedVersion[]; latest: string | null }> {
  const versions = new Map<string, OfferedVersion>();
  for (const { repositoryUrl, listing } of offers) {
    for (const listed of listing.versions) {
      const key = offers.length === 1 ? listed.version : (rules.normalise(listed.version) ?? listed.version);
      if (!versions.has(key)) versions.set(key, { ...listed, repositoryUrl });
    }
  }
  const latest = offers
    .map(({ listing }) => listing.latest)
    .filter((version) => version !== null)
    .reduce<string | null>((best, next) => (best === null || rules.compare(next, best) > 0 ? next : best), null);
  return { versions: await sortNewestFirst([...versions.values()], rules), latest };
}

/** A merge sort that lets others run between its slices; what is equal keeps its order. */
async function sortNewestFirst(versions: OfferedVersion[], rules: VersionRules): Promise<OfferedVersion[]> {
  const newestFirst = (one: OfferedVersion, other: OfferedVersion) => rules.compare(other.version, one.version);
  let runs: OfferedVersion[][] = [];
  for (let start = 0; start < versions.length; start += SLICE) {
    if (start > 0) await nextTurn();
    runs.push(versions.slice(start, start + SLICE).toSorted(newestFirst));
  }
  while (runs.length > 1) {
    const merged: OfferedVersion[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(await mergeRuns(runs[index] ?? [], runs[index + 1] ?? [], newestFirst));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function mergeRuns<T>(one: T[], other: T[], order: (one: T, other: T) => number): Promise<T[]> {
  const merged: T[] = [];
  let left = 0;
  let right = 0;
  while (left < one.length && right < other.length) {
    if (merged.length % SLICE === SLICE - 1) await nextTurn();
    const first = one[left] as T;
    const second = other[right] as T;
    if (order(first, second) <= 0) {
      merged.push(first);
      left += 1;
    } else {
      merged.push(second);
      right += 1;
    }
  }
  return [...merged, ...one.slice(left), ...other.slice(right)];
}
