import type { Retraction } from './module-file.ts';
import { versions as rules } from './versions.ts';

/**
 * The versions that are retracted, each with the words of the first retraction that covers it. Every version is marked once,
 * however many retractions cover it.
 */
export function retractedVersions(
  versions: readonly string[],
  retractions: readonly Retraction[],
): Map<string, string> {
  if (retractions.length === 0) return new Map();
  const sorted = [...versions].sort((a, b) => rules.compare(a, b));
  /** Leads from a place to the next one that is not marked yet. */
  const next = Array.from({ length: sorted.length + 1 }, (_, place) => place);
  const found = new Map<string, string>();
  for (const { from, to, reason } of retractions) {
    if (!rules.isValid(from) || !rules.isValid(to)) continue;
    for (let place = unmarked(next, firstAtLeast(sorted, from)); place < sorted.length; place = unmarked(next, place)) {
      const version = sorted[place] as string;
      if (rules.compare(version, to) > 0) break;
      found.set(version, reason);
      next[place] = place + 1;
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
