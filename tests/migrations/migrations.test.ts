import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { createDataSource, migrateDatabase, type DataSource } from '../../server/src/db.ts';
import { AuditEventEntity } from '../../server/src/features/audit/index.ts';
import { IDENTITY_ENTITIES } from '../../server/src/features/identity/index.ts';
import { INTEGRATION_ENTITIES } from '../../server/src/features/integrations/index.ts';
import { SUPPORT_ENTITIES } from '../../server/src/features/support/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const entities = [...IDENTITY_ENTITIES, AuditEventEntity, ...INTEGRATION_ENTITIES, ...SUPPORT_ENTITIES];
const names = migrations.map(({ name }) => name);

/** Everything that belongs to the schema and not to PostgreSQL: tables, indexes, functions, triggers, types. */
const OBJECTS = `
  SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
  UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
  ORDER BY name`;

let database: TestDatabase;
/** TypeORM's own list of migrations. */
let nothing: string[];

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  await migrateDatabase(database.url, []);
  nothing = await objects();
});
afterEach(() => database.drop());

describe('migrations', () => {
  it('go up from nothing once, and then there is nothing to do', async () => {
    expect(await migrateDatabase(database.url, migrations)).toEqual(names);
    const before = await objects();
    expect(await migrateDatabase(database.url, migrations)).toEqual([]);
    expect(await objects()).toEqual(before);
  });

  it('run once where several servers start at the same time', async () => {
    const ran = await Promise.all([1, 2, 3].map(() => migrateDatabase(database.url, migrations)));
    expect(ran.flat()).toEqual(names);
  });

  it('go down to nothing, and up again to the same', async () => {
    await migrateDatabase(database.url, migrations);
    const before = await objects();
    await withDataSource(async (dataSource) => {
      for (const _ of migrations) await dataSource.undoLastMigration();
    });
    expect(await objects()).toEqual(nothing);
    await migrateDatabase(database.url, migrations);
    expect(await objects()).toEqual(before);
  });

  it('leave nothing behind where one of them fails', async () => {
    class Failing1999999999999 {
      async up(): Promise<void> {
        throw new Error('no luck');
      }
      async down(): Promise<void> {}
    }
    await expect(migrateDatabase(database.url, [...migrations, Failing1999999999999])).rejects.toThrow('no luck');
    expect(await objects()).toEqual(nothing);
    expect(await migrateDatabase(database.url, migrations)).toEqual(names);
  });

  it('make what the entities describe, no more and no less', async () => {
    await migrateDatabase(database.url, migrations);
    await withDataSource(async (dataSource) => {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    });
  });

  it('are in the order of their times', () => {
    const times = names.map((name) => Number(/\d{13}$/.exec(name)?.[0]));
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(new Set(times).size).toBe(times.length);
  });
});

async function objects(): Promise<string[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(OBJECTS);
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function withDataSource(work: (dataSource: DataSource) => Promise<void>): Promise<void> {
  const dataSource = await createDataSource(database.url, { entities, migrations }).initialize();
  try {
    await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
