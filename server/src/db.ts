/** Makes the TypeORM data source and hides it behind `Database`. Knows no feature: entities and migrations are handed in. */

import 'reflect-metadata';
import { DataSource, type EntityManager, type MixedList } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import type { Database, Unit } from './lib/database.ts';

export type { DataSource } from 'typeorm';

/** A class of an entity or a migration. */
type Class = new () => object;

const POOL = {
  max: 10,
  connectionTimeoutMillis: 2_000,
  // pg waits for ever on a connection that went silent unless the client itself gives up; the server gives up first.
  query_timeout: 3_000,
  statement_timeout: 2_500,
  idle_in_transaction_session_timeout: 10_000,
  keepAlive: true,
  maxLifetimeSeconds: 300,
  application_name: 'backline',
};

// Any constant will do, as long as nothing else in the database uses it for an advisory lock.
const MIGRATION_LOCK = 741_880_214;

/**
 * A data source that is not connected yet; every statement on it ends within 3 s, or, for a program that works through much
 * data by itself, within the time given.
 */
export function createDataSource(
  databaseUrl: string,
  parts: { entities: Class[]; migrations: MixedList<Class> },
  statementLimitMs?: number,
): DataSource {
  const limits = statementLimitMs ? { statement_timeout: statementLimitMs, query_timeout: statementLimitMs + 500 } : {};
  return new DataSource({ ...options(databaseUrl), ...parts, extra: { ...POOL, ...limits } });
}

/**
 * Brings the schema up to date and returns the names of the migrations that ran. They run without time limits, all in
 * one transaction, and one server at a time where several start at once.
 */
export async function migrateDatabase(databaseUrl: string, migrations: Class[]): Promise<string[]> {
  const dataSource = new DataSource({
    ...options(databaseUrl),
    migrations,
    migrationsTransactionMode: 'all',
    extra: { max: 2, connectionTimeoutMillis: 10_000, application_name: 'backline-migrations' },
  });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations();
    return ran.map(({ name }) => name);
  } finally {
    await lock.release();
    // Ends the connection and with it the lock.
    await dataSource.destroy();
  }
}

/** What services get to see of a connected data source. */
export function databaseOf(dataSource: DataSource): Database {
  return {
    transaction: (work) => dataSource.transaction((manager) => work(unitOf(manager))),
    unit: unitOf(dataSource.manager),
  };
}

/** For stores only: the manager behind a unit. */
export function managerOf(unit: Unit): EntityManager {
  return unit as unknown as EntityManager;
}

/** For jobs only, whose queue brings its own SQL: runs a statement as a part of the unit, and returns its rows. */
export async function runStatement(unit: Unit, text: string, values: unknown[] = []): Promise<object[]> {
  const manager = managerOf(unit);
  const runner = manager.queryRunner ?? manager.dataSource.createQueryRunner();
  try {
    const { records } = (await runner.query(text, values, true)) as { records?: object[] };
    return records ?? [];
  } finally {
    if (runner !== manager.queryRunner) await runner.release();
  }
}

function unitOf(manager: EntityManager): Unit {
  return manager as unknown as Unit;
}

function options(url: string): PostgresDataSourceOptions {
  return { type: 'postgres', url, uuidExtension: 'pgcrypto', installExtensions: false, logging: false };
}
