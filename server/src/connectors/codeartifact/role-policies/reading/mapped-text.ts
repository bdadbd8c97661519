/** Text made from what was pasted, which remembers for every character where in the paste it came from. */
export class MappedText {
  private constructor(
    readonly text: string,
    /** Place in the paste of each character, and of the end; null where the text is the paste itself. */
    private readonly places: readonly number[] | null,
  ) {}

  static of(paste: string): MappedText {
    return new MappedText(paste, null);
  }

  /** Offset in the paste of an offset in this text. */
  placeOf(offset: number): number {
    if (!this.places) return offset;
    return this.places[Math.min(Math.max(offset, 0), this.places.length - 1)] ?? 0;
  }

  slice(start: number, end: number): MappedText {
    const places = Array.from({ length: end - start + 1 }, (_, index) => this.placeOf(start + index));
    return new MappedText(this.text.slice(start, end), places);
  }

  /** A text of pieces, each with the offset in this text that it stands for. */
  rewrite(pieces: Iterable<readonly [text: string, offset: number]>): MappedText {
    let text = '';
    const places: number[] = [];
    for (const [piece, offset] of pieces) {
      text += piece;
      for (let index = 0; index < piece.length; index += 1) places.push(this.placeOf(offset));
    }
    places.push(this.placeOf(this.text.length));
    return new MappedText(text, places);
  }
}
