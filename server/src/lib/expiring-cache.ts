/** Values that expire, held in memory only: one load at a time for each key, renewed ahead of expiry, droppable at once. */

import type { Clock } from './clock.ts';

export interface Expiring<T> {
  value: T;
  expiresAt: Date;
}

interface Entry<T> extends Expiring<T> {
  /** From here on a renewal starts in the background while the value is still given out. */
  renewAt: number;
}

/** Share of a value's life after which it is renewed. */
const RENEWAL_SHARE = 0.75;
/** A value this close to its end is not given out any more. */
const SAFETY_MS = 30_000;

export class ExpiringCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #loading = new Map<string, Promise<T>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The value of `key`, loaded where there is none. A failed load is not kept and rejects every caller that waited for it. */
  async get(key: string, load: () => Promise<Expiring<T>>): Promise<T> {
    const now = this.#clock.now().getTime();
    const entry = this.#entries.get(key);
    if (entry && entry.expiresAt.getTime() - SAFETY_MS > now) {
      // A failed renewal is no failure yet: the value still serves, and the next caller tries again.
      if (now >= entry.renewAt) this.#load(key, load).catch(() => undefined);
      return entry.value;
    }
    return this.#load(key, load);
  }

  /** Loads the value anew even where there is one, which serves on until the new one is there. Rejects as `get` does. */
  renew(key: string, load: () => Promise<Expiring<T>>): Promise<T> {
    return this.#load(key, load);
  }

  /** Drops every key that begins with `prefix`; a load under way is given to its callers but not kept. */
  forget(prefix: string): void {
    for (const keys of [this.#entries, this.#loading]) {
      for (const key of keys.keys()) if (key.startsWith(prefix)) keys.delete(key);
    }
  }

  #load(key: string, load: () => Promise<Expiring<T>>): Promise<T> {
    const underway = this.#loading.get(key);
    if (underway) return underway;
    const loading = load()
      .then((loaded) => {
        if (this.#loading.get(key) === loading) this.#keep(key, loaded);
        return loaded.value;
      })
      .finally(() => {
        if (this.#loading.get(key) === loading) this.#loading.delete(key);
      });
    this.#loading.set(key, loading);
    return loading;
  }

  #keep(key: string, { value, expiresAt }: Expiring<T>): void {
    const now = this.#clock.now().getTime();
    this.#entries.set(key, { value, expiresAt, renewAt: now + (expiresAt.getTime() - now) * RENEWAL_SHARE });
  }
}
