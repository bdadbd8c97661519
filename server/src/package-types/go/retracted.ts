import { runInSlices, sortInSlices, type Slices } from '../../lib/in-slices.ts';
import type { Retraction } from './module-file.ts';
import { versions as rules } from './versions.ts';

/** Marks and retractions between two turns of others. */
const MARKS_AT_ONCE = 1_000;
const RETRACTIONS_AT_ONCE = 100;

/**
 * The versions that are retracted, each with the words of the first retraction that covers it. Every version is marked once,
 * however many retractions cover it.
 */
export async function retractedVersions(
  versions: readonly string[],
  retractions: readonly Retraction[],
): Promise<Map<string, string>> {
  if (retractions.length === 0) return new Map();
  const sorted = await sortInSlices(versions, (a, b) => rules.compare(a, b));
  return runInSlices(mark(sorted, retractions));
}

function* mark(sorted: readonly string[], retractions: readonly Retraction[]): Slices<Map<string, string>> {
  /** Leads from a place to the next one that is not marked yet. */
  const next = Array.from({ length: sorted.length + 1 }, (_, place) => place);
  const found = new Map<string, string>();
  for (const [count, { from, to, reason }] of retractions.entries()) {
    if (count % RETRACTIONS_AT_ONCE === RETRACTIONS_AT_ONCE - 1) yield;
    if (!rules.isValid(from) || !rules.isValid(to)) continue;
    for (let place = unmarked(next, firstAtLeast(sorted, from)); place < sorted.length; place = unmarked(next, place)) {
      const version = sorted[place] as string;
      if (rules.compare(version, to) > 0) break;
      found.set(version, reason);
      next[place] = place + 1;
      if (found.size % MARKS_AT_ONCE === 0) yield;
    }
  }
  return found;
}

function unmarked(next: number[], from: number): number {
  let place = from;
  while (next[place] !== place) {
    const ahead = next[place] as number;
    next[place] = next[ahead] as number;
    place = ahead;
  }
  return place;
}

function firstAtLeast(sorted: readonly string[], version: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rules.compare(sorted[middle] as string, version) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
