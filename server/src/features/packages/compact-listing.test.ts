import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ListedVersion, PackageListing } from '../../package-types/index.ts';
import { bytesOf, compact, expand } from './compact-listing.ts';

const listed: fc.Arbitrary<ListedVersion> = fc.record({
  version: fc.string({ unit: 'grapheme', minLength: 1 }).filter((version) => !version.includes('\n')),
  isPrerelease: fc.boolean(),
  publishedAt: fc.option(fc.date({ noInvalidDate: true })),
  withdrawn: fc.option(fc.string()),
});
const listings: fc.Arbitrary<PackageListing> = fc.record({
  versions: fc.array(listed),
  latest: fc.option(fc.string()),
});

it('says the same when it is expanded again', () => {
  fc.assert(
    fc.property(listings, (listing) => {
      const compacted = compact(listing);
      expect(compacted && expand(compacted)).toEqual(listing);
    }),
  );
});

it('is no listing of versions that hold a line break', () => {
  const version = { version: '1.0.0\n1.0.1', isPrerelease: false, publishedAt: null, withdrawn: null };
  expect(compact({ versions: [version], latest: null })).toBeNull();
});

it('takes about twenty bytes for a version', () => {
  const versions = Array.from({ length: 10_000 }, (_, index) => ({
    version: `1.${index}.0`,
    isPrerelease: false,
    publishedAt: new Date(index),
    withdrawn: null,
  }));
  const compacted = compact({ versions, latest: null });
  expect(compacted && bytesOf(compacted)).toBeLessThan(200_000);
});
