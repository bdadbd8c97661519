/** At most so many at once: whoever comes later waits in the order of coming. */

import { WaitingLine } from './waiting-line.ts';

export class Slots {
  readonly #waiting = new WaitingLine();
  #free: number;

  constructor(private readonly limit: number) {
    this.#free = limit;
  }

  /** What gives the slot back (once, however often it is called); null where none is free now. */
  takeNow(): (() => void) | null {
    if (this.#free === 0) return null;
    this.#free -= 1;
    return this.#releaseOnce();
  }

  /** Resolves with what gives the slot back. Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const release = this.takeNow();
    if (release) return Promise.resolve(release);
    return this.#waiting.join(signal).then(() => this.#releaseOnce());
  }

  get isIdle(): boolean {
    return this.#free === this.limit;
  }

  #releaseOnce(): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      if (!this.#waiting.next()) this.#free += 1;
    };
  }
}
