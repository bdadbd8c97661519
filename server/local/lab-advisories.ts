import 'reflect-metadata';
import { ADVISORY_ENTITIES, AdvisoryImporter, AdvisoryStore } from '../src/advisories/index.ts';
import { createDataSource, databaseOf } from '../src/db.ts';
import { systemClock } from '../src/lib/clock.ts';
import { createHttp } from '../src/lib/http.ts';

/**
 * Imports the lab's advisories from `folder`, so that the first analysis has something to find. Does nothing where any advisory
 * was ever imported, because then somebody chose the data. The schema must be up to date.
 * @returns how many there are now, or null where it did nothing.
 */
export async function importLabAdvisories(databaseUrl: string, folder: string): Promise<number | null> {
  const parts = { entities: ADVISORY_ENTITIES, migrations: [] };
  const dataSource = await createDataSource(databaseUrl, parts).initialize();
  const http = createHttp({});
  try {
    const [database, store] = [databaseOf(dataSource), new AdvisoryStore()];
    const { count } = await store.extent(database.unit);
    if (count > 0 || (await store.lastImport(database.unit))) return null;
    const run = await new AdvisoryImporter(database, store, systemClock).run(folder, { http });
    return run.advisoryCount;
  } finally {
    await http.close();
    await dataSource.destroy();
  }
}
