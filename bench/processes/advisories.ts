/** The import of advisories, and what the server does with them when it first needs them. */

import 'reflect-metadata';
import { migrations } from '../../migrations/index.ts';
import { Advisories, ADVISORY_ENTITIES, AdvisoryImporter, AdvisoryStore } from '../../server/src/advisories/index.ts';
import { createDataSource, databaseOf, migrateDatabase } from '../../server/src/db.ts';
import { systemClock } from '../../server/src/lib/clock.ts';
import { createHttp } from '../../server/src/lib/http.ts';
import type { AdvisoriesTask } from './local-task.ts';
import { printResult } from './task.ts';
import { timed } from './timed.ts';

/** As the import command has it. */
const STATEMENT_LIMIT_MS = 60_000;

const { work, databaseUrl, source } = JSON.parse(process.argv[2] ?? '') as AdvisoriesTask;
if (work === 'import') await migrateDatabase(databaseUrl, migrations);
const parts = { entities: ADVISORY_ENTITIES, migrations: [] };
const dataSource = await createDataSource(databaseUrl, parts, STATEMENT_LIMIT_MS).initialize();
const [database, store, http] = [databaseOf(dataSource), new AdvisoryStore(), createHttp({})];
let versionCount = 0;
const times = await timed(1, work === 'import' ? importAll : load);
printResult({ ...times, versionCount, digest: null });
await http.close();
await dataSource.destroy();

async function importAll(): Promise<void> {
  const { counts } = await new AdvisoryImporter(database, store, systemClock).run(source, { http });
  versionCount = counts.added;
}

async function load(): Promise<void> {
  const { data, index } = await new Advisories(database, store).load();
  // Of the first package of the workload there are two records.
  if (index.match('NPM', 'lib-0', '0.0.1').length + index.match('PYPI', 'lib-0', '0.0.1').length === 0) return;
  versionCount = data?.advisoryCount ?? 0;
}
