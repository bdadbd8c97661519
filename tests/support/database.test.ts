import { Client } from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from './database.ts';

it('gives each caller a database of its own, with every migration done', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const client = new Client({ connectionString: first.url });
  await client.connect();
  const { rows } = await client.query<{ count: string }>('select count(*) from migrations');
  expect(Number(rows[0]?.count)).toBeGreaterThan(0);
  await client.end();
  expect(first.url).not.toBe(second.url);
  await Promise.all([first.drop(), second.drop()]);
});

it('gives an empty database on request', async () => {
  const database = await createTestDatabase({ empty: true });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rowCount } = await client.query(`select 1 from pg_tables where schemaname = 'public'`);
  expect(rowCount).toBe(0);
  await client.end();
  await database.drop();
});
