/** Affected ranges: from the events of https://ossf.github.io/osv-schema/#affectedrangesevents-fields to intervals of versions. */

import type { PackageType } from '@backline/shared';
import { boundKey, spelledForRules } from './ecosystems.ts';

/** Versions of one package from one bound to another, as the record writes them. */
export interface Interval {
  /** The first version that is in it; null where it begins before every version. */
  from: string | null;
  /** The first version behind it. */
  before?: string;
  /** The last version that is in it. */
  upTo?: string;
}

/** An interval by keys: a version is in it where `lower <= key && key < upper`. */
export interface KeyInterval {
  lower: string;
  upper: string;
}

export interface ReadRange {
  intervals: Interval[];
  /** Versions that the range calls fixed, as written. */
  fixed: string[];
  problems: string[];
}

/** Behind the key of a version and before that of the next one, because no key is the beginning of another one. */
export const BEHIND = '\x00';
/** Lower and higher than every key. */
export const [LOWEST, HIGHEST] = ['', '\xff'];

const NONE: Omit<ReadRange, 'problems'> = { intervals: [], fixed: [] };

const KINDS = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

interface RangeEvent {
  kind: (typeof KINDS)[number];
  version: string;
  /** Where in the order of keys it takes effect. */
  at: string;
}

/**
 * The intervals of one SEMVER or ECOSYSTEM range by OSV's evaluation: events are sorted by version, whatever their order in the
 * record. A range that holds something unreadable is not used at all, and its problems say why.
 */
export function readRange(packageType: PackageType, events: unknown): ReadRange {
  if (!Array.isArray(events)) return { ...NONE, problems: ['has no list of events'] };
  const problems: string[] = [];
  const read = events.flatMap((event) => readEvent(packageType, event, problems));
  if (problems.length > 0) return { ...NONE, problems };
  if (!read.some(({ kind }) => kind === 'introduced')) return { ...NONE, problems: ['introduces nothing'] };
  const fixed = read.filter(({ kind }) => kind === 'fixed').map(({ version }) => version);
  return { intervals: limited(sweep(read, problems), read), fixed, problems };
}

/** The keys of an interval, null where a bound is no version. */
export function keysOf(packageType: PackageType, { from, before, upTo }: Interval): KeyInterval | null {
  const lower = from === null ? LOWEST : boundKey(packageType, from);
  const upper = upperKey(packageType, before, upTo);
  return lower === null || upper === null ? null : { lower, upper };
}

function upperKey(packageType: PackageType, before: string | undefined, upTo: string | undefined): string | null {
  if (before !== undefined) return boundKey(packageType, before);
  if (upTo === undefined) return HIGHEST;
  const last = boundKey(packageType, upTo);
  return last === null ? null : last + BEHIND;
}

/** Early versions of the schema had several in one object. */
function readEvent(packageType: PackageType, event: unknown, problems: string[]): RangeEvent[] {
  const named = typeof event === 'object' && event !== null ? Object.entries(event) : [];
  const known = named.flatMap(([kind, version]) => {
    const found = KINDS.find((candidate) => candidate === kind);
    return found ? [{ kind: found, version: version as unknown }] : [];
  });
  if (known.length === 0) problems.push(`has an event that is none of ${KINDS.join(', ')}: ${shortly(event)}`);
  return known.flatMap(({ kind, version }) => {
    const at = placeOf(packageType, kind, version);
    if (at === null) problems.push(`has a ${kind} that is no version: ${shortly(version)}`);
    return at === null ? [] : [{ kind, version: spelledForRules(packageType, String(version)), at }];
  });
}

function placeOf(packageType: PackageType, kind: RangeEvent['kind'], version: unknown): string | null {
  if (typeof version !== 'string') return null;
  if (kind === 'introduced' && version === '0') return LOWEST;
  if (kind === 'limit' && version === '*') return HIGHEST;
  const key = boundKey(packageType, version);
  return key !== null && kind === 'last_affected' ? key + BEHIND : key;
}

/** Of events at one version, those written first take effect first. */
function sweep(events: readonly RangeEvent[], problems: string[]): (Interval & KeyInterval)[] {
  const intervals: (Interval & KeyInterval)[] = [];
  let open: { from: string | null; lower: string } | null = null;
  let wasOpen = false;
  for (const { kind, version, at } of byPlace(events.filter(({ kind }) => kind !== 'limit'))) {
    if (kind === 'introduced') {
      open ??= { from: at === LOWEST ? null : version, lower: at };
      wasOpen = true;
    } else if (open) {
      const end = kind === 'fixed' ? { before: version } : { upTo: version };
      if (open.lower < at) intervals.push({ ...open, ...end, upper: at });
      open = null;
    } else if (!wasOpen) {
      problems.push(`has ${kind} ${version} before anything is introduced, so it ends nothing`);
    }
  }
  if (open) intervals.push({ ...open, upper: HIGHEST });
  return intervals;
}

/** Nothing from the highest limit on is affected: https://ossf.github.io/osv-schema/#evaluation */
function limited(intervals: (Interval & KeyInterval)[], events: readonly RangeEvent[]): Interval[] {
  const limit = byPlace(events.filter(({ kind }) => kind === 'limit')).at(-1);
  return intervals
    .filter(({ lower }) => !limit || lower < limit.at)
    .map(({ lower: _lower, upper, ...interval }) =>
      limit && limit.at < upper ? { from: interval.from, before: limit.version } : interval,
    );
}

function byPlace(events: readonly RangeEvent[]): RangeEvent[] {
  return events.toSorted((one, other) => {
    if (one.at === other.at) return 0;
    return one.at < other.at ? -1 : 1;
  });
}

/** Versions by their order, each once: oldest first. */
export function inOrder(packageType: PackageType, versions: readonly string[]): readonly string[] {
  if (versions.length < 2) return versions;
  const byKey = new Map(versions.map((version) => [boundKey(packageType, version) ?? '', version]));
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, version]) => version);
}

/** Anything of a stranger's in a sentence: on one line, and not long. */
export function shortly(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
