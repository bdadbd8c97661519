import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { createDataSource, migrateDatabase, type DataSource } from '../../server/src/db.ts';
import { ENTITIES } from '../../server/src/entities.ts';
import { createTestDatabase, withClient, type TestDatabase } from '../support/database.ts';

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

  it('tell how reports left an integration that were kept before that was written down', async () => {
    const before = migrations.slice(
      0,
      migrations.findIndex(({ name }) => name.startsWith('AddIntegrationVersions')),
    );
    await migrateDatabase(database.url, before);
    const cases: [checks: Record<string, string>, outcome: string, problemCount: number][] = [
      [{ ASSUME_ROLE: 'PASSED', REPOSITORY_READ: 'PASSED' }, 'CONNECTED', 0],
      [{ DETAILS: 'WARNING', REPOSITORY_READ: 'PASSED' }, 'CONNECTED', 0],
      [{ REPOSITORY_ENDPOINT: 'FAILED', REPOSITORY_READ: 'PASSED' }, 'DEGRADED', 1],
      [{ REPOSITORY_ENDPOINT: 'PASSED', REPOSITORY_READ: 'WARNING' }, 'DEGRADED', 1],
      [{ REPOSITORY_ENDPOINT: 'FAILED', REPOSITORY_READ: 'WARNING' }, 'FAILING', 2],
      [{ ASSUME_ROLE: 'FAILED', REPOSITORY_READ: 'SKIPPED' }, 'FAILING', 1],
      [{ EXTERNAL_ID_ENFORCED: 'FAILED', REPOSITORY_READ: 'PASSED' }, 'INSECURE', 1],
      [{}, 'FAILING', 0],
    ];
    const kept = await withClient(database, async (client) => {
      const organization = await client.query(`INSERT INTO organization (id, name, created_at) VALUES (gen_random_uuid(), 'x', now()) RETURNING id`); // prettier-ignore
      const { id } = organization.rows[0] as { id: string };
      await client.query(
        `INSERT INTO integration VALUES ($1, $1, 'x', 'UNTESTED', now(), '111122223333', 'x', 'role', false, 7, now(), now())`,
        [id],
      );
      await client.query(`INSERT INTO repository VALUES ($1, $1, $1, 0, 'NPM', 'https://one', '{@acme}')`, [id]);
      for (const [place, [statuses]] of cases.entries()) {
        const checks = Object.entries(statuses).map(([code, status]) => ({
          code,
          status,
          repositoryUrl: 'https://one',
        }));
        await client.query(
          `INSERT INTO connection_report VALUES (gen_random_uuid(), $1, $1, 7, 'PASSED', now(), $2, 'x', $3)`,
          [id, place, JSON.stringify(checks)],
        );
      }
      await migrateDatabase(database.url, migrations);
      const reports = await client.query('SELECT outcome, problem_count FROM connection_report ORDER BY duration_ms');
      const versions = await client.query('SELECT version, role_arn, repositories FROM integration_version');
      return { reports: reports.rows as object[], versions: versions.rows as object[] };
    });
    expect(kept.reports).toEqual(cases.map(([, outcome, problemCount]) => ({ outcome, problem_count: problemCount })));
    const repositories = [{ packageType: 'NPM', url: 'https://one', routes: ['@acme'] }];
    expect(kept.versions).toEqual([{ version: 7, role_arn: 'role', repositories }]);
  });

  it('are in the order of their times', () => {
    const times = names.map((name) => Number(/\d{13}$/.exec(name)?.[0]));
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(new Set(times).size).toBe(times.length);
  });
});

async function objects(): Promise<string[]> {
  return withClient(database, async (client) => {
    const { rows } = await client.query<{ name: string }>(OBJECTS);
    return rows.map(({ name }) => name);
  });
}

async function withDataSource(work: (dataSource: DataSource) => Promise<void>): Promise<void> {
  const dataSource = await createDataSource(database.url, { entities: ENTITIES, migrations }).initialize();
  try {
    await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
