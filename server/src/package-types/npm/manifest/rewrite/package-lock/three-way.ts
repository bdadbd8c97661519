import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../../document-members.ts';
import type { JsonObject } from '../json-document.ts';

/**
 * `original` with what differs between `unchanged` and `changed`, two answers of one tool that writes everything anew in its
 * own way: what it makes of the project without the change is no part of the change.
 */
export function withDifference(original: unknown, unchanged: unknown, changed: unknown): unknown {
  if (isDeepStrictEqual(unchanged, changed)) return original;
  if (!isObject(original) || !isObject(unchanged) || !isObject(changed)) return changed;
  const keys = mergedKeys(Object.keys(original), Object.keys(changed));
  const members = keys.flatMap((key): [string, unknown][] => {
    const isInChanged = Object.hasOwn(changed, key);
    const isInUnchanged = Object.hasOwn(unchanged, key);
    const isInOriginal = Object.hasOwn(original, key);
    if (!isInChanged) return isInUnchanged || !isInOriginal ? [] : [[key, original[key]]];
    if (!isInUnchanged) return [[key, changed[key]]];
    // What only the tool adds, with and without the change, stays out.
    if (!isInOriginal) return isDeepStrictEqual(unchanged[key], changed[key]) ? [] : [[key, changed[key]]];
    return [[key, withDifference(original[key], unchanged[key], changed[key])]];
  });
  return Object.fromEntries(members) satisfies JsonObject;
}

/** In the order of `first`, with those that `second` alone has behind the one that they follow there. */
function mergedKeys(first: readonly string[], second: readonly string[]): string[] {
  const known = new Set(first);
  const behind = new Map<string | null, string[]>();
  let anchor: string | null = null;
  for (const key of second) {
    if (known.has(key)) {
      anchor = key;
      continue;
    }
    const group = behind.get(anchor);
    if (group) group.push(key);
    else behind.set(anchor, [key]);
  }
  return [...(behind.get(null) ?? []), ...first.flatMap((key) => [key, ...(behind.get(key) ?? [])])];
}
