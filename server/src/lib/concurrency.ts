import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs `work` over `items`, at most `limit` at a time; results in the order of the items. Rejects with the first error, and
 * begins no further item then.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

export interface GrowingLimit<R> {
  least: number;
  most: number;
  /** Whether this result came so slowly that one more shall be let in, where there are so many already. */
  isSlow: (result: R, workers: number) => boolean;
}

/** As `inParallel`, with a limit that grows while results come slowly: who answers quickly is kept busy by few, and few are cheaper. */
export async function inGrowingParallel<T, R>(
  items: readonly T[],
  { least, most, isSlow }: GrowingLimit<R>,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const ended = Promise.withResolvers<void>();
  let [next, workers, working] = [0, 0, 0];
  const runWorker = async (): Promise<void> => {
    working += 1;
    try {
      while (next < items.length) {
        const index = next;
        next += 1;
        const result = await work(items[index] as T);
        results[index] = result;
        if (isSlow(result, workers)) addWorker();
      }
    } catch (error) {
      // Nothing more is begun.
      next = items.length;
      ended.reject(error);
    }
    working -= 1;
    if (working === 0) ended.resolve();
  };
  const addWorker = (): void => {
    if (workers === most || next === items.length) return;
    workers += 1;
    void runWorker();
  };
  for (let count = 0; count < least; count += 1) addWorker();
  if (working > 0) await ended.promise;
  return results;
}

/** The promise's outcome, or the signal's reason where that comes first; what is awaited goes on for others who wait for it. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  // What nobody waits for any more may fail later.
  promise.catch(() => undefined);
  signal.throwIfAborted();
  let stopListening = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    stopListening = () => signal.removeEventListener('abort', abort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    stopListening();
  }
}

/** Waits, and rejects with the signal's reason as soon as that is aborted. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal && { signal });
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
}

/** The reason of a signal that was aborted because the time was up. */
export const TIME_IS_UP = new Error('The time is up.');

/**
 * An end that comes after some time, or with a signal. Its own signal is made when it is asked for: most work is over before
 * anything has to be stopped, and signals cost more than the rest of a request.
 */
export class Ending {
  readonly #endsAt: number;
  readonly #given: AbortSignal | undefined;
  #stop: AbortController | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number, signal?: AbortSignal) {
    this.#endsAt = performance.now() + milliseconds;
    this.#given = signal;
  }

  /** In whole milliseconds, at least 0; a timer may say a moment early that the time is up. */
  get remainingMs(): number {
    if (this.#stop?.signal.reason === TIME_IS_UP) return 0;
    return Math.max(0, Math.ceil(this.#endsAt - performance.now()));
  }

  /** Aborted with the given signal's reason, or with TIME_IS_UP. */
  get signal(): AbortSignal {
    if (this.#stop) return this.#stop.signal;
    const stop = new AbortController();
    this.#stop = stop;
    this.#timer = setTimeout(() => stop.abort(TIME_IS_UP), this.remainingMs);
    if (this.#given?.aborted) this.#pass();
    else this.#given?.addEventListener('abort', this.#pass);
    return stop.signal;
  }

  /** What was to be ended is over. */
  close(): void {
    clearTimeout(this.#timer);
    this.#given?.removeEventListener('abort', this.#pass);
  }

  readonly #pass = (): void => this.#stop?.abort(this.#given?.reason);
}
