/** Turns callbacks into an async iterable: what was pushed before somebody listens is not lost. */
export class EventQueue<T> implements AsyncIterable<T> {
  readonly #events: T[] = [];
  #isEnded = false;
  #error: unknown = null;
  #wake: () => void = () => undefined;

  push(event: T): void {
    this.#events.push(event);
    this.#wake();
  }

  end(last: T): void {
    this.#isEnded = true;
    this.push(last);
  }

  /** The reader gets what was pushed so far, then the error. */
  fail(error: unknown): void {
    this.#error = error;
    this.#isEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) yield event;
      else if (this.#isEnded) break;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#error !== null) throw this.#error;
  }
}
