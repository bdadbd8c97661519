/** What several repositories say of one package, as one list. */

import { forEachInSlices, sortInSlices } from '../../lib/in-slices.ts';
import type { ListedVersion, PackageListing, VersionRules } from '../../package-types/index.ts';

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
    await forEachInSlices(listing.versions, (listed) => {
      const key = offers.length === 1 ? listed.version : (rules.normalise(listed.version) ?? listed.version);
      if (!versions.has(key)) versions.set(key, { ...listed, repositoryUrl });
    });
  }
  const latest = offers
    .map(({ listing }) => listing.latest)
    .filter((version) => version !== null)
    .reduce<string | null>((best, next) => (best === null || rules.compare(next, best) > 0 ? next : best), null);
  const newestFirst = (one: OfferedVersion, other: OfferedVersion) => rules.compare(other.version, one.version);
  return { versions: await sortInSlices([...versions.values()], newestFirst), latest };
}
