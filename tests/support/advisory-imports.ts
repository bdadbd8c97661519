/** Advisories of one package, and an importer of them with a folder and a database of its own for each test. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  Advisories,
  ADVISORY_ENTITIES,
  AdvisoryImporter,
  AdvisoryStore,
  type AdvisoryImportEntity,
  type ImportOptions,
} from '../../server/src/advisories/index.ts';
import { createDataSource, databaseOf, type DataSource } from '../../server/src/db.ts';
import { createHttp } from '../../server/src/lib/http.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export class AdvisoryImports {
  readonly #importer: AdvisoryImporter;
  readonly #http = createHttp({});
  readonly advisories: Advisories;
  readonly folder = mkdtempSync(join(tmpdir(), 'advisories-'));
  now = new Date('2026-11-28T10:00:00Z');

  private constructor(
    readonly testDatabase: TestDatabase,
    private readonly dataSource: DataSource,
  ) {
    const database = databaseOf(dataSource);
    this.#importer = new AdvisoryImporter(database, new AdvisoryStore(), { now: () => this.now });
    this.advisories = new Advisories(database, new AdvisoryStore());
  }

  static async open(): Promise<AdvisoryImports> {
    const testDatabase = await createTestDatabase();
    const parts = { entities: ADVISORY_ENTITIES, migrations: [] };
    return new AdvisoryImports(testDatabase, await createDataSource(testDatabase.url, parts).initialize());
  }

  async close(): Promise<void> {
    rmSync(this.folder, { recursive: true });
    await this.#http.close();
    await this.dataSource.destroy();
    await this.testDatabase.drop();
  }

  write(name: string, content: string | Uint8Array): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  /** Imports a folder, file or address. */
  run(source: string, options: Partial<ImportOptions> = {}): Promise<AdvisoryImportEntity> {
    return this.#importer.run(source, { http: this.#http, ...options });
  }

  /** Imports a folder that holds these files and nothing else. */
  async take(files: Record<string, string>): Promise<AdvisoryImportEntity> {
    rmSync(this.folder, { recursive: true });
    mkdirSync(this.folder);
    for (const [name, content] of Object.entries(files)) this.write(name, content);
    return this.run(this.folder);
  }

  /** What affects that version of the package. */
  async idsAt(version: string): Promise<string[]> {
    const { index } = await this.advisories.load();
    return index
      .match('NPM', 'acme', version)
      .map(({ id }) => id)
      .sort();
  }
}

/** Of all versions before 1.0.0, unless `members` say otherwise. */
export function record(id: string, members: object = {}): string {
  return JSON.stringify({ id, modified: '2026-01-01T00:00:00Z', affected: affected('1.0.0'), ...members });
}

export function affected(fixed: string): object[] {
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }];
  return [{ package: { ecosystem: 'npm', name: 'acme' }, ranges }];
}

export function bytes(text: string): Uint8Array {
  return Buffer.from(text);
}
