/** Runs once before the tests that need a database: a real PostgreSQL whose template database has all migrations. */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrations } from '../../migrations/index.ts';
import { startPostgres } from '../../server/local/postgres.ts';
import { migrateDatabase } from '../../server/src/db.ts';
import { oncePerRun } from './once-per-run.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The test server's administrative database. */
    databaseServerUrl: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await oncePerRun('database server', startDatabaseServer);
  project.provide('databaseServerUrl', server.url);
  return () => server.stop();
}

interface DatabaseServer {
  readonly url: string;
  stop(): Promise<void>;
}

async function startDatabaseServer(): Promise<DatabaseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'backline-test-'));
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as "nobody", who must get through
  const postgres = await startPostgres({
    dataFolder: join(folder, 'postgres'),
    // The data is thrown away: nothing has to survive a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  await makeTemplate(postgres.url('postgres'), postgres.url('tpl'));
  return {
    url: postgres.url('postgres'),
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(serverUrl: string, templateUrl: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query('create database tpl');
    await migrateDatabase(templateUrl, migrations);
    // A template can only be copied while nobody is connected to it.
    await client.query('alter database tpl with allow_connections false is_template true');
  } finally {
    await client.end();
  }
}
