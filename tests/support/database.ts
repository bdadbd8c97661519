/** Databases for tests: each a copy of the migrated template, made in some 20 ms. */

import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly url: string;
  /** Removes the database, ending what is still connected to it. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Without migrations, for tests of the migrations themselves. */
  readonly empty?: boolean;
}

/** Makes a database of its own for one test file or one test. Needs a project with `database-server.ts` as global setup. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const serverUrl = inject('databaseServerUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const source = options.empty ? 'template0' : 'tpl';
  await onServer(serverUrl, `create database ${name} template ${source} strategy file_copy`);
  return {
    url: serverUrl.replace('/postgres?', `/${name}?`),
    drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

/** Hands over a client of the database's owner, which is closed afterwards. */
export async function withClient<Result>(
  { url }: Pick<TestDatabase, 'url'>,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs a statement as the database's owner and hands back its rows. */
export async function runStatement<Row extends object>({ database }: WithDatabase, statement: string): Promise<Row[]> {
  return withClient(database, async (client) => (await client.query<Row>(statement)).rows);
}

/** Every row of every table as text, behind the table's name. */
export async function storedText({ database }: WithDatabase): Promise<string> {
  return withClient(database, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'pgboss')`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      texts.push(name, ...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  });
}

interface WithDatabase {
  database: Pick<TestDatabase, 'url'>;
}

async function onServer(url: string, statement: string): Promise<void> {
  await withClient({ url }, (client) => client.query(statement));
}
