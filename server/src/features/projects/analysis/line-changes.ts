/** What is different between two lists of lines. */

import { diffArrays } from 'diff';
import { eachPlaceInSlices, type Slices } from '../../../lib/in-slices.ts';
import { matchLines } from './line-matching.ts';

/** Kept, gone or come, as patches write it. */
export type Kind = ' ' | '-' | '+';
export type Line = readonly [kind: Kind, text: string];

/** All lines of both in order. The time grows with the lengths of the lists, whatever is different. */
export function* lineChanges(before: string[], after: string[]): Slices<Line[]> {
  return fewChanges(before, after) ?? (yield* manyChanges(before, after));
}

/** So few changed lines are found in no time, where the lists are not too long to look through in one go. */
const FEW_EDITS = 64;
const MOST_AT_ONCE = 100_000;

/** The shortest change; null where it is not that short. */
function fewChanges(before: string[], after: string[]): Line[] | null {
  if (before.length + after.length > MOST_AT_ONCE) return null;
  const changes = diffArrays(before, after, { maxEditLength: FEW_EDITS });
  if (!changes) return null;
  return changes.flatMap(({ value, added, removed }) => {
    const changed: Kind = added ? '+' : '-';
    const kind: Kind = added || removed ? changed : ' ';
    return value.map((text): Line => [kind, text]);
  });
}

function* manyChanges(before: readonly string[], after: readonly string[]): Slices<Line[]> {
  const partners = yield* matchLines(before, after);
  const lines: Line[] = [];
  let next = 0;
  yield* eachPlaceInSlices(before.length, (place) => {
    const text = before[place] as string;
    const partner = partners[place] ?? null;
    if (partner === null) {
      lines.push(['-', text]);
      return;
    }
    for (; next < partner; next += 1) lines.push(['+', after[next] as string]);
    next += 1;
    lines.push([' ', text]);
  });
  for (; next < after.length; next += 1) lines.push(['+', after[next] as string]);
  return lines;
}
