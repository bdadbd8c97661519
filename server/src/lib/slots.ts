/** At most so many at once: whoever comes later waits in the order of coming. */

export class Slots {
  readonly #waiting = new Set<() => void>();
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
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.delete(grant);
        reject(signal?.reason as Error);
      };
      const grant = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve(this.#releaseOnce());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(grant);
    });
  }

  get isIdle(): boolean {
    return this.#free === this.limit;
  }

  #releaseOnce(): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const [next] = this.#waiting;
      if (!next) {
        this.#free += 1;
        return;
      }
      this.#waiting.delete(next);
      next();
    };
  }
}
