import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ListedVersion, PackageListing } from '../../package-types/index.ts';
import { bytesOf, compact, type CompactListing, KeptListing } from './compact-listing.ts';

const listed: fc.Arbitrary<ListedVersion> = fc.record({
  version: fc.string({ unit: 'grapheme', minLength: 1 }).filter((version) => !version.includes('\n')),
  isPrerelease: fc.boolean(),
  publishedAt: fc.option(fc.date({ noInvalidDate: true })),
  withdrawn: fc.option(fc.string()),
});
const mentioned = fc.uniqueArray(fc.string()).map((versions) => new Map(versions.map((version) => [version, null])));
const listings: fc.Arbitrary<PackageListing> = fc
  .tuple(fc.array(listed), fc.option(fc.string()), fc.option(mentioned))
  .map(([versions, latest, others]) => ({ versions, latest, ...(others && { mentioned: others }) }));

it('says the same as what it was made of', async () => {
  await fc.assert(
    fc.asyncProperty(listings, fc.string(), async (listing, other) => {
      const compacted = await compact(listing);
      const kept = new KeptListing(compacted as CompactListing);
      const { versions, latest, mentioned: others, count } = kept;
      expect({ versions, latest, ...(others && { mentioned: others }) }).toEqual(listing);
      expect(count).toBe(listing.versions.length);
      for (const version of [other, '', ...listing.versions.map((one) => one.version)]) {
        expect(kept.find(version)).toEqual(listing.versions.find((one) => one.version === version));
      }
    }),
  );
});

it('is no listing of versions that hold a line break', async () => {
  const version = { version: '1.0.0\n1.0.1', isPrerelease: false, publishedAt: null, withdrawn: null };
  expect(await compact({ versions: [version], latest: null })).toBeNull();
});

it('takes about twenty bytes for a version', async () => {
  const versions = Array.from({ length: 10_000 }, (_, index) => ({
    version: `1.${index}.0`,
    isPrerelease: false,
    publishedAt: new Date(index),
    withdrawn: null,
  }));
  const compacted = await compact({ versions, latest: null });
  expect(compacted && bytesOf(compacted)).toBeLessThan(200_000);
});
