/** Turns offsets of a text into lines; one pass over the text at the first question, then a binary search for each. */
export class TextLines {
  #found: readonly number[] | null = null;

  constructor(private readonly text: string) {}

  get #starts(): readonly number[] {
    return (this.#found ??= lineStarts(this.text));
  }

  /** Where a line begins, by its number counted from 1. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? 0;
  }

  /** Counted from 1. */
  lineAt(offset: number): number {
    const starts = this.#starts;
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
