/** At most so many at once: whoever comes later waits in the order of coming. */

export class Slots {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(private readonly limit: number) {
    this.#free = limit;
  }

  /** Resolves with what gives the slot back (once, however often it is called). Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(this.#releaseOnce());
    }
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

  /** Runs `work` in a slot. */
  async use<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const release = await this.take(signal);
    try {
      return await work();
    } finally {
      release();
    }
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
