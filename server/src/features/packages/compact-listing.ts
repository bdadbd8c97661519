/** A listing in a tenth of the memory: for keeping many of them. */

import { forEachInSlices, mapInSlices } from '../../lib/in-slices.ts';
import type { PackageListing } from '../../package-types/index.ts';

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
  mentioned: PackageListing['mentioned'];
}

const OBJECTS = 500;
const REASON = 120;
const MENTIONED = 200;

/** Null where a version holds a line break, as no version of any package type does. */
export async function compact({ versions, latest, mentioned }: PackageListing): Promise<CompactListing | null> {
  const texts: string[] = [];
  const publishedAt = new Float64Array(versions.length);
  const prereleases: number[] = [];
  const withdrawn = new Map<number, string>();
  let isAnyTimeKnown = false;
  let hasLineBreak = false;
  await forEachInSlices(versions, (listed) => {
    const place = texts.push(listed.version) - 1;
    publishedAt[place] = listed.publishedAt?.getTime() ?? Number.NaN;
    isAnyTimeKnown ||= listed.publishedAt !== null;
    hasLineBreak ||= listed.version.includes('\n');
    if (listed.isPrerelease) prereleases.push(place);
    if (listed.withdrawn !== null) withdrawn.set(place, listed.withdrawn);
  });
  if (hasLineBreak) return null;
  return {
    versions: texts.join('\n'),
    publishedAt: isAnyTimeKnown ? publishedAt : null,
    prereleases: Uint32Array.from(prereleases),
    withdrawn,
    latest,
    mentioned,
  };
}

export async function expand(compacted: CompactListing): Promise<PackageListing> {
  const { publishedAt, prereleases, withdrawn, latest, mentioned } = compacted;
  const texts = compacted.versions === '' ? [] : compacted.versions.split('\n');
  let place = -1;
  let nextPrerelease = 0;
  const versions = await mapInSlices(texts, (version) => {
    place += 1;
    const isPrerelease = prereleases[nextPrerelease] === place;
    if (isPrerelease) nextPrerelease += 1;
    const time = publishedAt?.[place] ?? Number.NaN;
    const date = Number.isNaN(time) ? null : new Date(time);
    return { version, isPrerelease, publishedAt: date, withdrawn: withdrawn.get(place) ?? null };
  });
  return { versions, latest, ...(mentioned && { mentioned }) };
}

/** Roughly. */
export function bytesOf({ versions, publishedAt, prereleases, withdrawn, mentioned }: CompactListing): number {
  const reasons = [...withdrawn.values()].reduce((sum, reason) => sum + REASON + reason.length * 2, 0);
  return (
    OBJECTS +
    versions.length +
    (publishedAt?.byteLength ?? 0) +
    prereleases.byteLength +
    reasons +
    MENTIONED * (mentioned?.size ?? 0)
  );
}
