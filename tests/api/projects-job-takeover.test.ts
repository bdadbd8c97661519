/** What becomes of analyses when a server dies and another one is there. Beside projects-job, so that both wait for dead servers at once. */

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { runStatement } from '../support/database.ts';
import {
  keptInQueue,
  serversOfOneDatabase,
  untilRunning,
  type ServersOfOneDatabase,
} from '../support/servers-of-one-database.ts';
import { finished, follow, sampleProject, startAnalysis } from '../support/projects.ts';

let servers: ServersOfOneDatabase;
let integrationId: string;

beforeAll(async () => {
  servers = await serversOfOneDatabase();
  ({ integrationId } = servers);
});
afterEach(() => servers.endAll());
afterAll(() => servers.keeper.stop());

it('ends with one result where its server is killed and another one takes over', { timeout: 120_000 }, async () => {
  servers.keeper.lab.set('repository_hangs', true);
  const first = await servers.start();
  const { id } = await startAnalysis(first, integrationId, sampleProject('npm'), 'Killed');
  await untilRunning(first, id);
  const second = await servers.start();
  await first.kill();
  servers.keeper.lab.reset();
  const states = await follow(second, id);
  expect(states[0]?.status).toBe('RUNNING');
  expect(states.at(-1)).toMatchObject({ status: 'SUCCEEDED', dependencyCount: 12 });
  expect(await servers.attempts(id)).toBeGreaterThan(1);
  expect(await servers.rowsOf('analysis_result', id)).toBe(1);
  expect(await servers.rowsOf('analysis_dependency', id)).toBe(12);
});

it('fails with a reason where every server that begins it dies', { timeout: 120_000 }, async () => {
  servers.keeper.lab.set('repository_hangs', true);
  const first = await servers.start();
  const { id } = await startAnalysis(first, integrationId, sampleProject('npm'), 'Deadly');
  await untilRunning(first, id);
  await runStatement(servers.keeper, `UPDATE pgboss.job SET retry_limit = 0 WHERE id = '${id}'`);
  const second = await servers.start();
  await first.kill();
  const done = await finished(second, id);
  expect(done).toMatchObject({ status: 'FAILED', diagnosis: { category: 'UNKNOWN' } });
  expect(done.diagnosis?.summary).toContain('begun several times');
  expect(done.diagnosis?.summary).toContain(id);
  expect(await servers.rowsOf('analysis_upload', id)).toBe(0);
});

it('keeps nothing of an analysis in the queue but ids', async () => {
  const { members, outputs } = await keptInQueue(servers.keeper);
  expect(members).toEqual(['id organizationId']);
  expect(outputs).not.toMatch(/arn:|External|token/i);
});
