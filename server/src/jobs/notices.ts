import { runStatement } from '../db.ts';
import type { Unit } from '../lib/database.ts';

/** What the queue's database connection can do. */
interface Listening {
  listen?: (
    channel: string,
    told: (id: string) => void,
    reconnected: () => void,
  ) => Promise<{ close(): Promise<void> }>;
}

const CHANNEL = 'backline_changed';

/**
 * Tells every server on the database that a row changed. A hint and no more: one may be lost with a connection, so whoever
 * listens also looks for itself now and then.
 */
export class Notices {
  readonly #listeners = new Map<string, Set<() => void>>();
  #handle: { close(): Promise<void> } | undefined;
  #isStopped = false;

  /** Whether this server is about to end; listeners are called once more then. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  async start(database: Listening): Promise<void> {
    this.#handle = await database.listen?.(
      CHANNEL,
      (id) => this.#call(id),
      () => this.#callAll(),
    );
  }

  /** Told where and when the unit's transaction is kept. */
  async tell(unit: Unit, id: string): Promise<void> {
    await runStatement(unit, 'SELECT pg_notify($1, $2)', [CHANNEL, id]);
  }

  /** Calls `changed` whenever the row did, and sometimes when it did not. Returns what ends that. */
  listen(id: string, changed: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners);
    listeners.add(changed);
    return () => {
      listeners.delete(changed);
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) this.#listeners.delete(id);
    };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callAll();
    await this.#handle?.close();
  }

  #call(id: string): void {
    for (const changed of this.#listeners.get(id) ?? []) changed();
  }

  /** After the connection was lost: nobody knows what happened meanwhile. */
  #callAll(): void {
    for (const id of this.#listeners.keys()) this.#call(id);
  }
}
