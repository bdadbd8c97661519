/** Advisories as features use them: the index of the newest import, how old its data is, and whole records. */

import type { Database } from '../lib/database.ts';
import { runInSlices } from '../lib/in-slices.ts';
import type { AdvisoryIndex } from './advisory-index.ts';
import { AdvisoryIndexBuilder } from './advisory-index-builder.ts';
import type { AdvisoryRecord } from './record.ts';
import type { AdvisoryStore } from './store.ts';

/** Which data an answer comes from. */
export interface AdvisoryData {
  importId: string;
  /** When it was last brought up to date. */
  importedAt: Date;
  /** The last change of any record, which shows whether the source itself was up to date. */
  newestModified: Date | null;
  /** How many there are, withdrawn ones left out. */
  advisoryCount: number;
}

/** The index and the data it was made of. */
export interface LoadedAdvisories {
  /** Null where nothing was ever imported; the index is then empty. */
  data: AdvisoryData | null;
  index: AdvisoryIndex;
}

/** Rows that are read and indexed between two turns of others: some milliseconds. */
const PAGE = 250;

export class Advisories {
  /** Null before anything was loaded. */
  #loaded: LoadedAdvisories | null = null;
  #loading: Promise<LoadedAdvisories> | null = null;

  constructor(
    private readonly database: Database,
    private readonly store: AdvisoryStore,
  ) {}

  /** How old the data is, for those who show it; null where nothing was ever imported. */
  async data(): Promise<AdvisoryData | null> {
    const run = await this.store.lastImport(this.database.unit);
    if (!run?.finishedAt) return null;
    const { id, finishedAt, newestModified, advisoryCount } = run;
    return { importId: id, importedAt: finishedAt, newestModified, advisoryCount: advisoryCount ?? 0 };
  }

  /** The index of the newest finished import; loaded once for each, however many ask meanwhile. */
  async load(): Promise<LoadedAdvisories> {
    const data = await this.data();
    if (this.#loaded && data?.importId === this.#loaded.data?.importId) return this.#loaded;
    this.#loading ??= this.#loadAnew().finally(() => (this.#loading = null));
    return this.#loading;
  }

  /** Whole records by id, for those who show them; in any order, and without what is unknown. */
  async records(ids: readonly string[]): Promise<AdvisoryRecord[]> {
    return this.store.byIds(this.database.unit, ids);
  }

  async #loadAnew(): Promise<LoadedAdvisories> {
    // Asked for first: what a later import changes meanwhile is loaded with that one.
    const data = await this.data();
    const builder = new AdvisoryIndexBuilder(data?.advisoryCount);
    // What an import left behind that did not come to its end counts from the next one on.
    if (data) await this.#addAll(builder);
    const loaded = { data, index: await runInSlices(builder.build()) };
    this.#loaded = loaded;
    return loaded;
  }

  async #addAll(builder: AdvisoryIndexBuilder): Promise<void> {
    for (let after = ''; ;) {
      const records = await this.store.page(this.database.unit, after, PAGE);
      for (const record of records) builder.add(record);
      const last = records.at(-1);
      if (!last || records.length < PAGE) return;
      after = last.id;
    }
  }
}
