/** A listing in a tenth of the memory: for keeping many of them. */

import type { ListedVersion, PackageListing } from '../../package-types/index.ts';

export interface CompactListing {
  /** One behind the other; no version holds a line break. */
  versions: string;
  /** Milliseconds since 1970, NaN where it is not known; null where it is known of none. */
  publishedAt: Float64Array | null;
  /** Places of pre-releases. */
  prereleases: Uint32Array;
  /** Reasons by place. */
  withdrawn: ReadonlyMap<number, string>;
  latest: string | null;
}

const OBJECTS = 500;
const REASON = 120;

/** Null where a version holds a line break, as no version of any package type does. */
export function compact({ versions, latest }: PackageListing): CompactListing | null {
  const texts: string[] = [];
  const publishedAt = new Float64Array(versions.length);
  const prereleases: number[] = [];
  const withdrawn = new Map<number, string>();
  let isAnyTimeKnown = false;
  for (let place = 0; place < versions.length; place += 1) {
    const listed = versions[place] as ListedVersion;
    if (listed.version.includes('\n')) return null;
    texts.push(listed.version);
    publishedAt[place] = listed.publishedAt?.getTime() ?? Number.NaN;
    isAnyTimeKnown ||= listed.publishedAt !== null;
    if (listed.isPrerelease) prereleases.push(place);
    if (listed.withdrawn !== null) withdrawn.set(place, listed.withdrawn);
  }
  return {
    versions: texts.join('\n'),
    publishedAt: isAnyTimeKnown ? publishedAt : null,
    prereleases: Uint32Array.from(prereleases),
    withdrawn,
    latest,
  };
}

export function expand({ versions, publishedAt, prereleases, withdrawn, latest }: CompactListing): PackageListing {
  let nextPrerelease = 0;
  const listed = (versions === '' ? [] : versions.split('\n')).map((version, place) => {
    const isPrerelease = prereleases[nextPrerelease] === place;
    if (isPrerelease) nextPrerelease += 1;
    const time = publishedAt?.[place] ?? Number.NaN;
    const date = Number.isNaN(time) ? null : new Date(time);
    return { version, isPrerelease, publishedAt: date, withdrawn: withdrawn.get(place) ?? null };
  });
  return { versions: listed, latest };
}

/** Roughly. */
export function bytesOf({ versions, publishedAt, prereleases, withdrawn }: CompactListing): number {
  const reasons = [...withdrawn.values()].reduce((sum, reason) => sum + REASON + reason.length * 2, 0);
  return OBJECTS + versions.length + (publishedAt?.byteLength ?? 0) + prereleases.byteLength + reasons;
}
