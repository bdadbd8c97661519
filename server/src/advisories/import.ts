/** Brings records into the database: what is new or changed since the last time, in batches that each count at once. */

import { createHash } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { Database } from '../lib/database.ts';
import { newId } from '../lib/id.ts';
import type { AdvisoryImportEntity } from './entity.ts';
import { ImportSummary } from './import-summary.ts';
import { readRecord } from './record.ts';
import { readSource, sourceName, type SourceOptions } from './source.ts';
import type { SourceFile } from './source-file.ts';
import type { AdvisoryStore, StoredRecord } from './store.ts';

/** Becomes part of each digest: to be raised when records are read differently, so that all are read anew. */
const READING = 1;

/** A batch is one statement, which has to end within the pool's time limit. */
const BATCH = { records: 500, bytes: 4 * 1024 * 1024 };

export interface ImportOptions extends SourceOptions {
  /** Called after each batch. */
  onProgress?: (summary: ImportSummary) => void;
}

export class AdvisoryImporter {
  constructor(
    private readonly database: Database,
    private readonly store: AdvisoryStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Imports a zip, a folder, a single record or an https address of one. Running it again takes up what is missing, also after
   * it was interrupted. Rejects with SourceFailure where the source ends early; what was read until then is kept.
   */
  async run(source: string, options: ImportOptions): Promise<AdvisoryImportEntity> {
    const summary = new ImportSummary();
    const run: AdvisoryImportEntity = {
      id: newId(),
      source: sourceName(source).slice(0, 1_000),
      startedAt: this.clock.now(),
      finishedAt: null,
      newestModified: null,
      advisoryCount: null,
      counts: summary.counts,
      problems: summary.problems,
    };
    await this.store.saveImport(this.database.unit, run);
    try {
      await this.takeAll(source, options, summary);
    } catch (error) {
      await this.store.saveImport(this.database.unit, run);
      throw error;
    }
    const { count, newestModified } = await this.store.extent(this.database.unit);
    Object.assign(run, { finishedAt: this.clock.now(), newestModified, advisoryCount: count });
    await this.store.saveImport(this.database.unit, run);
    return run;
  }

  /** While one batch is written the next one is read. */
  private async takeAll(source: string, options: ImportOptions, summary: ImportSummary): Promise<void> {
    let writing: Promise<void> = Promise.resolve();
    let batch = new Batch();
    const write = async (full: Batch) => {
      await this.write(full, summary);
      options.onProgress?.(summary);
    };
    try {
      for await (const file of readSource(source, options)) {
        options.signal?.throwIfAborted();
        batch.take(file, summary);
        if (!batch.isFull) continue;
        await writing;
        writing = write(batch);
        // Whoever waits for it next hears of it.
        writing.catch(() => undefined);
        batch = new Batch();
      }
    } finally {
      await writing;
      if (!options.signal?.aborted) await write(batch);
    }
  }

  private async write(batch: Batch, summary: ImportSummary): Promise<void> {
    const records = batch.records();
    if (records.length === 0) return;
    const { counts } = summary;
    await this.database.transaction(async (unit) => {
      const known = new Map((await this.store.known(unit, records.map(({ id }) => id))).map((row) => [row.id, row])); // prettier-ignore
      const changed: StoredRecord[] = [];
      const gone: string[] = [];
      for (const record of records) {
        const before = known.get(record.id);
        if (before?.digest === record.digest) counts.unchanged += 1;
        else if (before && record.modified < before.modified) counts.older += 1;
        else if (record.affected.length === 0) {
          counts.elsewhere += 1;
          if (before) gone.push(record.id);
        } else {
          counts[before ? 'updated' : 'added'] += 1;
          changed.push(record);
        }
      }
      if (changed.length > 0) await this.store.save(unit, changed);
      if (gone.length > 0) await this.store.remove(unit, gone);
    });
  }
}

/** Records that are written together; of several states of one, the last changed one. */
class Batch {
  readonly #records = new Map<string, StoredRecord>();
  #bytes = 0;

  get isFull(): boolean {
    return this.#records.size >= BATCH.records || this.#bytes >= BATCH.bytes;
  }

  take(file: SourceFile, summary: ImportSummary): void {
    const { counts } = summary;
    counts.read += 1;
    if ('problem' in file) {
      counts.unreadable += 1;
      summary.report(file.name, file.problem);
      return;
    }
    const { record, problems, gitRanges } = readRecord(file.bytes.toString('utf8'));
    counts.gitRanges += gitRanges;
    for (const problem of problems) summary.report(record?.id ?? file.name, problem);
    if (!record) {
      counts.unreadable += 1;
      return;
    }
    if (record.withdrawn) counts.withdrawn += 1;
    this.#bytes += file.bytes.length;
    const before = this.#records.get(record.id);
    if (before) counts.older += 1;
    if (!before || before.modified <= record.modified) this.#records.set(record.id, { ...record, digest: digestOf(file.bytes) }); // prettier-ignore
  }

  records(): StoredRecord[] {
    return [...this.#records.values()];
  }
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(`${READING}\0`).update(bytes).digest('base64url');
}
