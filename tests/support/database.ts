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

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
