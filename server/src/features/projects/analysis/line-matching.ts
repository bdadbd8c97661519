/** Which lines two lists have in common. */

import { diffArrays } from 'diff';
import { eachPlaceInSlices, type Slices } from '../../../lib/in-slices.ts';

/**
 * For each line of the list before, its place in the list after; null where it is not kept. Patience diff
 * (https://bramcohen.livejournal.com/73318.html): lines that each list has once, in the longest order that both share, are kept,
 * then those that are so between two of them, and so on. What is left in between gets the shortest change, where that is short.
 */
export function* matchLines(before: readonly string[], after: readonly string[]): Slices<readonly (number | null)[]> {
  const numbers = new Map<string, number>();
  const [linesBefore, linesAfter] = [yield* numbered(before, numbers), yield* numbered(after, numbers)];
  return yield* new Matching(linesBefore, linesAfter, numbers.size).find();
}

/** Beyond this depth, and this many changed lines, the search would cost more than the lengths of the lists. */
const DEEPEST = 16;
const MOST_EDITS = 200;

/** Places from a start up to an end in each list. */
interface Gap {
  before: readonly [start: number, end: number];
  after: readonly [start: number, end: number];
  depth: number;
}

/** Places in each list. */
type Pair = readonly [before: number, after: number];

class Matching {
  readonly #partners: (number | null)[];
  readonly #gaps: Gap[];
  readonly #once: UniquePlaces;
  readonly #otherOnce: UniquePlaces;

  /** Lines are numbers below `differentLines`. */
  constructor(
    private readonly before: Int32Array,
    private readonly after: Int32Array,
    differentLines: number,
  ) {
    this.#once = new UniquePlaces(differentLines);
    this.#otherOnce = new UniquePlaces(differentLines);
    this.#partners = Array.from({ length: before.length }, () => null);
    this.#gaps = [{ before: [0, before.length], after: [0, after.length], depth: 0 }];
  }

  *find(): Slices<readonly (number | null)[]> {
    for (let gap = this.#gaps.pop(); gap; gap = this.#gaps.pop()) {
      yield;
      const inner = this.#withoutEnds(gap);
      if (inner.before[0] === inner.before[1] || inner.after[0] === inner.after[1]) continue;
      const anchors = inner.depth < DEEPEST ? yield* this.#anchorsIn(inner) : [];
      if (anchors.length > 0) this.#divide(inner, anchors);
      else this.#compare(inner);
    }
    return this.#partners;
  }

  /** Lines that both begin or end with are kept. */
  #withoutEnds({ before: [start, end], after: [otherStart, otherEnd], depth }: Gap): Gap {
    while (start < end && otherStart < otherEnd && this.before[start] === this.after[otherStart]) {
      this.#partners[start] = otherStart;
      start += 1;
      otherStart += 1;
    }
    while (start < end && otherStart < otherEnd && this.before[end - 1] === this.after[otherEnd - 1]) {
      end -= 1;
      otherEnd -= 1;
      this.#partners[end] = otherEnd;
    }
    return { before: [start, end], after: [otherStart, otherEnd], depth };
  }

  /** Lines that each side of the gap has once, in the longest order that both share. */
  *#anchorsIn({ before: [start, end], after: [otherStart, otherEnd] }: Gap): Slices<Pair[]> {
    const [once, otherOnce] = [this.#once, this.#otherOnce];
    yield* once.learn(this.before, start, end);
    yield* otherOnce.learn(this.after, otherStart, otherEnd);
    const pairs: Pair[] = [];
    yield* eachPlaceInSlices(end - start, (step) => {
      const line = this.before[start + step] as number;
      const other = otherOnce.placeOf(line);
      if (other !== null && once.placeOf(line) !== null) pairs.push([start + step, other]);
    });
    yield* once.forget(this.before, start, end);
    yield* otherOnce.forget(this.after, otherStart, otherEnd);
    return yield* longestRising(pairs);
  }

  #divide({ before: [start, end], after: [otherStart, otherEnd], depth }: Gap, anchors: readonly Pair[]): void {
    let [from, otherFrom] = [start, otherStart];
    const push = (to: number, otherTo: number) => {
      if (from < to && otherFrom < otherTo)
        this.#gaps.push({ before: [from, to], after: [otherFrom, otherTo], depth: depth + 1 });
    };
    for (const [place, other] of anchors) {
      this.#partners[place] = other;
      push(place, other);
      [from, otherFrom] = [place + 1, other + 1];
    }
    push(end, otherEnd);
  }

  /** Lines that the other list lacks are left out first: they cannot be kept. */
  #compare({ before: [start, end], after: [otherStart, otherEnd] }: Gap): void {
    const [lines, others] = [
      new Set(this.before.subarray(start, end)),
      new Set(this.after.subarray(otherStart, otherEnd)),
    ];
    const places = placesBetween(start, end).filter((place) => others.has(this.before[place] as number));
    const otherPlaces = placesBetween(otherStart, otherEnd).filter((place) => lines.has(this.after[place] as number));
    const changes = diffArrays(
      places.map((place) => this.before[place]),
      otherPlaces.map((place) => this.after[place]),
      { maxEditLength: MOST_EDITS },
    );
    let [at, otherAt] = [0, 0];
    for (const { count, added, removed } of changes ?? []) {
      const kept = added || removed ? 0 : count;
      for (let step = 0; step < kept; step += 1) {
        this.#partners[places[at + step] as number] = otherPlaces[otherAt + step] as number;
      }
      if (!added) at += count;
      if (!removed) otherAt += count;
    }
  }
}

/** Equal lines have the same number. */
function* numbered(lines: readonly string[], numbers: Map<string, number>): Slices<Int32Array> {
  const found = new Int32Array(lines.length);
  yield* eachPlaceInSlices(lines.length, (place) => {
    const line = lines[place] as string;
    const known = numbers.get(line) ?? numbers.size;
    found[place] = known;
    numbers.set(line, known);
  });
  return found;
}

const NOWHERE = -1;
const SEVERAL = -2;

/** Where lines stand that stand in one place only. An array and no map, since most lines of a long file are such. */
class UniquePlaces {
  readonly #places: Int32Array;

  constructor(differentLines: number) {
    this.#places = new Int32Array(differentLines).fill(NOWHERE);
  }

  *learn(lines: Int32Array, start: number, end: number): Slices<void> {
    yield* eachPlaceInSlices(end - start, (step) => {
      const line = lines[start + step] as number;
      this.#places[line] = this.#places[line] === NOWHERE ? start + step : SEVERAL;
    });
  }

  *forget(lines: Int32Array, start: number, end: number): Slices<void> {
    yield* eachPlaceInSlices(end - start, (step) => {
      this.#places[lines[start + step] as number] = NOWHERE;
    });
  }

  placeOf(line: number): number | null {
    const place = this.#places[line] as number;
    return place >= 0 ? place : null;
  }
}

function placesBetween(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, step) => start + step);
}

/** Of pairs in the order of their first members, as many as can be had whose second ones rise too. */
function* longestRising(pairs: readonly Pair[]): Slices<Pair[]> {
  /** By length: the place of the pair with the smallest second member in which a sequence of that length ends. */
  const ends: number[] = [];
  const previous = new Int32Array(pairs.length);
  yield* eachPlaceInSlices(pairs.length, (place) => {
    const [, second] = pairs[place] as Pair;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] as number] as Pair)[1] < second) low = middle + 1;
      else high = middle;
    }
    previous[place] = ends[low - 1] ?? -1;
    ends[low] = place;
  });
  const rising: Pair[] = [];
  for (let place = ends.at(-1) ?? -1; place >= 0; place = previous[place] as number) {
    rising.push(pairs[place] as Pair);
  }
  return rising.reverse();
}
