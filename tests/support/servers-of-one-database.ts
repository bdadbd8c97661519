/** Servers that come and go on one database, for stories of what becomes of an analysis then. */

import { expect } from 'vitest';
import { runStatement } from './database.ts';
import { startProduct, type Product } from './product.ts';
import { startProductForProjects } from './projects.ts';

export interface ServersOfOneDatabase {
  /** Brings the lab and the database; its server is ended at once, so that the tests say which servers there are. */
  keeper: Product;
  integrationId: string;
  start(): Promise<Product>;
  /** Ends those that are left, in a lab that is well again. */
  endAll(): Promise<void>;
  /** As the database has it. */
  statusOf(id: string): Promise<string | undefined>;
  attempts(id: string): Promise<number | undefined>;
  rowsOf(table: string, id: string): Promise<number>;
}

export async function serversOfOneDatabase(): Promise<ServersOfOneDatabase> {
  const { product: keeper, integrationId } = await startProductForProjects();
  await keeper.kill();
  const servers: Product[] = [];
  const analysis = async (id: string) => {
    const sql = `SELECT status, attempt FROM analysis WHERE id = '${id}'`;
    return (await runStatement<{ status: string; attempt: number }>(keeper, sql))[0];
  };
  return {
    keeper,
    integrationId,
    start: async () => {
      const { database, lab } = keeper;
      const server = await startProduct({ lab: false, database, environment: lab.environment });
      servers.push(server);
      return server;
    },
    endAll: async () => {
      keeper.lab.reset();
      for (const server of servers.splice(0)) await server.stop();
    },
    statusOf: async (id) => (await analysis(id))?.status,
    attempts: async (id) => (await analysis(id))?.attempt,
    rowsOf: async (table, id) =>
      (await runStatement(keeper, `SELECT 1 FROM ${table} WHERE analysis_id = '${id}'`)).length,
  };
}

export async function untilRunning(server: Product, id: string): Promise<void> {
  const query = 'query ($id: ID!) { analysis(id: $id) { status progress { phase } } }';
  await expect
    .poll(async () => (await server.graphql(query, { id })).data, { timeout: 30_000 })
    .toMatchObject({ analysis: { status: 'RUNNING', progress: { phase: 'RESOLVE' } } });
}

/** What the queue has of jobs that a story left there, given up and failed ones among them. */
export async function keptInQueue(keeper: Product): Promise<{ members: string[]; outputs: string }> {
  const rows = await runStatement<{ data: object; output: object | null }>(
    keeper,
    `SELECT data, output FROM pgboss.job WHERE name LIKE 'analysis%'`,
  );
  const members = new Set(rows.map(({ data }) => Object.keys(data).sort().join(' ')));
  return { members: [...members], outputs: JSON.stringify(rows.map(({ output }) => output)) };
}
