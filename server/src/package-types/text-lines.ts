/** Turns offsets of a text into lines; one pass over the text, then a binary search for each question. */
export class TextLines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.#starts.push(end + 1);
  }

  /** Where a line begins, by its number counted from 1. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? 0;
  }

  /** Counted from 1. */
  lineAt(offset: number): number {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}
