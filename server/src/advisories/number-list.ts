/** Whole numbers below 2^32, packed: a plain array of hundreds of thousands costs twice as much, and many small ones far more. */
export class NumberList {
  #values: Uint32Array<ArrayBuffer>;
  #length = 0;

  /** It may become longer than expected; what it outgrows is thrown away only later. */
  constructor(expected = 0) {
    this.#values = new Uint32Array(expected + 16);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#length + (this.#length >> 1));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  at(place: number): number {
    return this.#values[place] as number;
  }

  set(place: number, value: number): void {
    this.#values[place] = value;
  }

  /** Not of its own: nothing may be added any more. */
  toArray(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }
}

/** Things in groups: those of group `n` are `items` from `starts[n]` to `starts[n + 1]`. */
export interface Grouped {
  starts: Uint32Array;
  items: Uint32Array;
}

/** The places of a list by the number that stands there; places in one group stay in order. */
export function groupedPlaces(groups: Uint32Array, count: number): Grouped {
  const starts = new Uint32Array(count + 1);
  for (const group of groups) starts[group + 1] = (starts[group + 1] as number) + 1;
  for (let group = 1; group <= count; group += 1) {
    starts[group] = (starts[group] as number) + (starts[group - 1] as number);
  }
  const next = starts.slice();
  const items = new Uint32Array(groups.length);
  for (let place = 0; place < groups.length; place += 1) {
    const group = groups[place] as number;
    items[next[group] as number] = place;
    next[group] = (next[group] as number) + 1;
  }
  return { starts, items };
}
