/** What becomes of analyses when servers end, in an orderly way or not. */

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createIntegration, fourRepositories } from '../support/code-artifact.ts';
import { runStatement } from '../support/database.ts';
import { createOrganization } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';
import { CANCEL, finished, follow, importAdvisories, sampleProject, startAnalysis } from '../support/projects.ts';

/** Brings the lab and the database; its server is ended at once, so that the tests say which servers there are. */
let keeper: Product;
let integrationId: string;
let servers: Product[] = [];

beforeAll(async () => {
  keeper = await startProduct();
  await importAdvisories(keeper);
  integrationId = (await createIntegration(keeper, { repositories: fourRepositories })).id;
  await keeper.kill();
});
afterEach(async () => {
  keeper.lab.reset();
  for (const server of servers.splice(0)) await server.stop();
});
afterAll(() => keeper.stop());

it('ends with one result where its server is killed and another one takes over', { timeout: 120_000 }, async () => {
  keeper.lab.set('repository_hangs', true);
  const first = await startServer();
  const { id } = await startAnalysis(first, integrationId, sampleProject('npm'), 'Killed');
  await untilRunning(first, id);
  const second = await startServer();
  await first.kill();
  keeper.lab.reset();
  const states = await follow(second, id);
  expect(states[0]?.status).toBe('RUNNING');
  expect(states.at(-1)).toMatchObject({ status: 'SUCCEEDED', dependencyCount: 12 });
  expect(await attempts(id)).toBeGreaterThan(1);
  expect(await rowsOf('analysis_result', id)).toBe(1);
  expect(await rowsOf('analysis_dependency', id)).toBe(12);
});

it('is handed back where its server stops, and done by another one', { timeout: 120_000 }, async () => {
  keeper.lab.set('repository_hangs', true);
  const first = await startServer();
  const { id } = await startAnalysis(first, integrationId, sampleProject('npm'), 'Handed back');
  await untilRunning(first, id);
  const second = await startServer();
  await first.stop();
  expect(first.output()).not.toMatch(/"level":[56]0/);
  keeper.lab.reset();
  expect((await finished(second, id)).status).toBe('SUCCEEDED');
  expect(await rowsOf('analysis_result', id)).toBe(1);
});

it('is done by a server that starts later', { timeout: 120_000 }, async () => {
  keeper.lab.set('repository_hangs', true);
  const first = await startServer();
  const { id } = await startAnalysis(first, integrationId, sampleProject('npm'), 'Alone');
  await untilRunning(first, id);
  await first.kill();
  keeper.lab.reset();
  const second = await startServer();
  expect((await finished(second, id)).status).toBe('SUCCEEDED');
});

it('fails with a reason where every server that begins it dies', { timeout: 120_000 }, async () => {
  keeper.lab.set('repository_hangs', true);
  const first = await startServer();
  const { id } = await startAnalysis(first, integrationId, sampleProject('npm'), 'Deadly');
  await untilRunning(first, id);
  await runStatement(keeper, `UPDATE pgboss.job SET retry_limit = 0 WHERE id = '${id}'`);
  const second = await startServer();
  await first.kill();
  const done = await finished(second, id);
  expect(done).toMatchObject({ status: 'FAILED', diagnosis: { category: 'UNKNOWN' } });
  expect(done.diagnosis?.summary).toContain('begun several times');
});

it('leaves a place for other organizations, and fails for a defect with an id that the log has', async () => {
  keeper.lab.set('repository_hangs', true);
  const server = await startServer();
  const running = [];
  for (const name of ['one', 'two', 'three']) {
    const { id } = await startAnalysis(server, integrationId, sampleProject('npm'), name);
    await untilRunning(server, id);
    running.push(id);
  }
  const waiting = await startAnalysis(server, integrationId, sampleProject('npm'), 'Waits');
  const other = await createOrganization({
    address: server.address,
    graphql: (...parameters) => server.graphql(...parameters),
    admin: keeper.admin,
  });
  const theirs = await createIntegration(other, {
    repositories: fourRepositories,
    externalId: 'another-organization-1',
  });
  const { id: theirId } = await startAnalysis(other, theirs.id, sampleProject('npm'));
  await expect.poll(() => statusOf(theirId), { timeout: 30_000 }).not.toBe('QUEUED');
  expect(await statusOf(waiting.id)).toBe('QUEUED');

  await runStatement(keeper, `DELETE FROM analysis_upload WHERE analysis_id = '${waiting.id}'`);
  await runStatement(keeper, `UPDATE pgboss.job SET retry_count = 4 WHERE id = '${waiting.id}'`);
  for (const id of running) await server.graphql(CANCEL, { id });
  const failed = await finished(server, waiting.id);
  expect(failed).toMatchObject({ status: 'FAILED', diagnosis: { category: 'UNKNOWN' } });
  const errorId = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/.exec(failed.diagnosis?.summary ?? '')?.[0];
  expect(server.output()).toContain(`"errorId":"${errorId}"`);
});

it('keeps nothing of an analysis in the queue but ids', async () => {
  const rows = await runStatement<{ data: object; output: object | null }>(
    keeper,
    `SELECT data, output FROM pgboss.job WHERE name LIKE 'analysis%'`,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { data, output } of rows) {
    expect(Object.keys(data).sort()).toEqual(['id', 'organizationId']);
    expect(JSON.stringify(output)).not.toMatch(/arn:|External|token/i);
  }
});

async function startServer(): Promise<Product> {
  const server = await startProduct({ lab: false, database: keeper.database, environment: keeper.lab.environment });
  servers.push(server);
  return server;
}

async function untilRunning(server: Product, id: string): Promise<void> {
  const query = 'query ($id: ID!) { analysis(id: $id) { status progress { phase } } }';
  await expect
    .poll(async () => (await server.graphql(query, { id })).data, { timeout: 30_000 })
    .toMatchObject({ analysis: { status: 'RUNNING', progress: { phase: 'RESOLVE' } } });
}

async function statusOf(id: string): Promise<string | undefined> {
  return (await runStatement<{ status: string }>(keeper, `SELECT status FROM analysis WHERE id = '${id}'`))[0]?.status;
}

async function attempts(id: string): Promise<number> {
  return (
    (await runStatement<{ attempt: number }>(keeper, `SELECT attempt FROM analysis WHERE id = '${id}'`))[0]?.attempt ??
    0
  );
}

async function rowsOf(table: string, id: string): Promise<number> {
  return (await runStatement(keeper, `SELECT 1 FROM ${table} WHERE analysis_id = '${id}'`)).length;
}
