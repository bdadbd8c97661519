import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importLabAdvisories } from '../../server/local/lab-advisories.ts';
import { createTestDatabase, runStatement, type TestDatabase } from '../support/database.ts';

const FOLDER = resolve(import.meta.dirname, '../../server/lab/advisories');

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

it("takes the lab's advisories once, and leaves alone what somebody imported", async () => {
  expect(await importLabAdvisories(database.url, FOLDER)).toBe(7);
  const stored = await runStatement<{ id: string }>({ database }, 'SELECT id FROM advisory ORDER BY id');
  expect(stored.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `LAB-2026-000${number}`));
  expect(await importLabAdvisories(database.url, FOLDER)).toBe(null);
  const runs = await runStatement({ database }, 'SELECT id FROM advisory_import');
  expect(runs).toHaveLength(1);
});

it('adds nothing where an import was made that found nothing', async () => {
  await importLabAdvisories(database.url, join(FOLDER, '../sample-projects/nuget'));
  expect(await importLabAdvisories(database.url, FOLDER)).toBe(null);
  expect(await runStatement({ database }, 'SELECT id FROM advisory')).toEqual([]);
});
