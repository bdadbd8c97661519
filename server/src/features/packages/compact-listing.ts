/** A listing in a tenth of the memory: for keeping many of them. */

import { forEachInSlices } from '../../lib/in-slices.ts';
import type { ListedVersion, PackageListing } from '../../package-types/index.ts';

export interface CompactListing {
  count: number;
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
    count: texts.length,
    versions: texts.join('\n'),
    publishedAt: isAnyTimeKnown ? publishedAt : null,
    prereleases: Uint32Array.from(prereleases),
    withdrawn,
    latest,
    mentioned,
  };
}

/** The list is made when it is first asked for: of most packages, one version is looked for. */
export class KeptListing implements PackageListing {
  readonly latest: string | null;
  readonly mentioned?: ReadonlyMap<string, Date | null>;
  #versions: ListedVersion[] | null = null;

  constructor(private readonly kept: CompactListing) {
    this.latest = kept.latest;
    if (kept.mentioned) this.mentioned = kept.mentioned;
  }

  get versions(): ListedVersion[] {
    return (this.#versions ??= this.#texts().map((version, place) => this.#listed(version, place)));
  }

  get count(): number {
    return this.kept.count;
  }

  find(version: string): ListedVersion | undefined {
    const place = placeOf(this.kept.versions, version);
    return place === null ? undefined : this.#listed(version, place);
  }

  #texts(): string[] {
    return this.kept.count === 0 ? [] : this.kept.versions.split('\n');
  }

  #listed(version: string, place: number): ListedVersion {
    const { publishedAt, prereleases, withdrawn } = this.kept;
    const time = publishedAt?.[place] ?? Number.NaN;
    return {
      version,
      isPrerelease: holds(prereleases, place),
      publishedAt: Number.isNaN(time) ? null : new Date(time),
      withdrawn: withdrawn.get(place) ?? null,
    };
  }
}

/** The place of a filled line among the lines of a text; null where it is none of them. */
function placeOf(lines: string, line: string): number | null {
  if (line === '' || line.includes('\n')) return null;
  let at = lines.indexOf(line);
  while (at >= 0 && !isWholeLine(lines, at, at + line.length)) at = lines.indexOf(line, at + 1);
  if (at < 0) return null;
  let place = 0;
  for (let end = lines.indexOf('\n'); end >= 0 && end < at; end = lines.indexOf('\n', end + 1)) place += 1;
  return place;
}

function isWholeLine(text: string, start: number, end: number): boolean {
  return (start === 0 || text.charAt(start - 1) === '\n') && (end === text.length || text.charAt(end) === '\n');
}

/** By halving: the places rise. */
function holds(places: Uint32Array, place: number): boolean {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < place) low = middle + 1;
    else high = middle;
  }
  return places[low] === place;
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
