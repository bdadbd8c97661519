/** What becomes of analyses when servers stop or start later, and who gets a place in the queue. */

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createIntegration, fourRepositories } from '../support/code-artifact.ts';
import { runStatement } from '../support/database.ts';
import { createOrganization } from '../support/organization.ts';
import {
  keptInQueue,
  serversOfOneDatabase,
  untilRunning,
  type ServersOfOneDatabase,
} from '../support/servers-of-one-database.ts';
import { CANCEL, finished, sampleProject, startAnalysis } from '../support/projects.ts';

let servers: ServersOfOneDatabase;
let integrationId: string;

beforeAll(async () => {
  servers = await serversOfOneDatabase();
  ({ integrationId } = servers);
});
afterEach(() => servers.endAll());
afterAll(() => servers.keeper.stop());

it('is handed back where its server stops, and done by another one', { timeout: 120_000 }, async () => {
  servers.keeper.lab.set('repository_hangs', true);
  const first = await servers.start();
  const { id } = await startAnalysis(first, integrationId, sampleProject('npm'), 'Handed back');
  await untilRunning(first, id);
  const second = await servers.start();
  await first.stop();
  expect(first.output()).not.toMatch(/"level":[56]0/);
  servers.keeper.lab.reset();
  expect((await finished(second, id)).status).toBe('SUCCEEDED');
  expect(await servers.rowsOf('analysis_result', id)).toBe(1);
});

it('is done by a server that starts later', { timeout: 120_000 }, async () => {
  servers.keeper.lab.set('repository_hangs', true);
  const first = await servers.start();
  const { id } = await startAnalysis(first, integrationId, sampleProject('npm'), 'Alone');
  await untilRunning(first, id);
  await first.kill();
  servers.keeper.lab.reset();
  const second = await servers.start();
  expect((await finished(second, id)).status).toBe('SUCCEEDED');
});

it('leaves a place for other organizations, and fails for a defect with an id that the log has', async () => {
  servers.keeper.lab.set('repository_hangs', true);
  const server = await servers.start();
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
    admin: servers.keeper.admin,
  });
  const theirs = await createIntegration(other, {
    repositories: fourRepositories,
    externalId: 'another-organization-1',
  });
  const { id: theirId } = await startAnalysis(other, theirs.id, sampleProject('npm'));
  await expect.poll(() => servers.statusOf(theirId), { timeout: 30_000 }).not.toBe('QUEUED');
  expect(await servers.statusOf(waiting.id)).toBe('QUEUED');

  await runStatement(servers.keeper, `DELETE FROM analysis_upload WHERE analysis_id = '${waiting.id}'`);
  await runStatement(servers.keeper, `UPDATE pgboss.job SET retry_count = 4 WHERE id = '${waiting.id}'`);
  for (const id of running) await server.graphql(CANCEL, { id });
  const failed = await finished(server, waiting.id);
  expect(failed).toMatchObject({ status: 'FAILED', diagnosis: { category: 'UNKNOWN' } });
  const errorId = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/.exec(failed.diagnosis?.summary ?? '')?.[0];
  expect(server.output()).toContain(`"errorId":"${errorId}"`);
});

it('keeps nothing of an analysis in the queue but ids', async () => {
  const { members, outputs } = await keptInQueue(servers.keeper);
  expect(members).toEqual(['id organizationId']);
  expect(outputs).not.toMatch(/arn:|External|token/i);
});
