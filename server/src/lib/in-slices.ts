/** Long work in slices: whatever else the process has to do comes in between. */

import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work that yields wherever others can have their turn. */
export type Slices<T> = Generator<undefined, T>;

/** Items between two turns; the work on one is a matter of microseconds. */
const ITEMS = 1_000;

/** Opportunities that may pass, and milliseconds: what is begun and not yet done holds its memory, so not every one is taken. */
const STEPS_AT_ONCE = 3;
const TURN_MS = 4;

/** Does the work to its end, and lets others have their turn now and then. Rejects with what the work throws. */
export async function runInSlices<T>(work: Slices<T>): Promise<T> {
  let beganAt = performance.now();
  for (let steps = 1; ; steps += 1) {
    const step = work.next();
    if (step.done) return step.value;
    if (steps < STEPS_AT_ONCE && performance.now() - beganAt < TURN_MS) continue;
    await nextTurn();
    beganAt = performance.now();
    steps = 0;
  }
}

/** A part of longer work: does `work` for every place from 0 on, where there is no list of what stands there. */
export function* eachPlaceInSlices(count: number, work: (place: number) => void): Slices<void> {
  for (let place = 0; place < count; place += 1) {
    if (place % ITEMS === ITEMS - 1) yield;
    work(place);
  }
}

/** Does `work` with each, in order. */
export async function forEachInSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  if (Array.isArray(items)) return forEachPlace(items as T[], work);
  let place = 0;
  for (const item of items) {
    place += 1;
    if (place % ITEMS === 0) await nextTurn();
    work(item);
  }
}

/** By place: an iterator makes an object for each item. */
async function forEachPlace<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  for (let place = 0; place < items.length; place += 1) {
    if (place % ITEMS === ITEMS - 1) await nextTurn();
    work(items[place] as T);
  }
}

/** As `Array.prototype.map`. */
export async function mapInSlices<T, R>(items: Iterable<T>, change: (item: T) => R): Promise<R[]> {
  const changed: R[] = [];
  await forEachInSlices(items, (item) => changed.push(change(item)));
  return changed;
}

/** As `Array.prototype.filter`. */
export async function filterInSlices<T>(items: Iterable<T>, isWanted: (item: T) => boolean): Promise<T[]> {
  const wanted: T[] = [];
  await forEachInSlices(items, (item) => {
    if (isWanted(item)) wanted.push(item);
  });
  return wanted;
}

/** As `Array.prototype.toSorted`: what is equal keeps its order. */
export async function sortInSlices<T>(items: readonly T[], order: (a: T, b: T) => number): Promise<T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += ITEMS) {
    if (start > 0) await nextTurn();
    runs.push(items.slice(start, start + ITEMS).toSorted(order));
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(await mergeRuns(runs[index] ?? [], runs[index + 1] ?? [], order));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function mergeRuns<T>(one: T[], other: T[], order: (a: T, b: T) => number): Promise<T[]> {
  const merged: T[] = [];
  let [left, right] = [0, 0];
  while (left < one.length && right < other.length) {
    if (merged.length % ITEMS === ITEMS - 1) await nextTurn();
    const [first, second] = [one[left] as T, other[right] as T];
    if (order(first, second) <= 0) {
      merged.push(first);
      left += 1;
    } else {
      merged.push(second);
      right += 1;
    }
  }
  for (; left < one.length; left += 1) merged.push(one[left] as T);
  for (; right < other.length; right += 1) merged.push(other[right] as T);
  return merged;
}
