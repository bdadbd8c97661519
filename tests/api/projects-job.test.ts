/** What becomes of analyses when servers stop, die or start later, and who gets a place in the queue. */

import { describe, expect, it } from 'vitest';
import { createIntegration, fourRepositories } from '../support/code-artifact.ts';
import { runStatement } from '../support/database.ts';
import { createOrganization } from '../support/organization.ts';
import {
  keptInQueue,
  serversOfOneDatabase,
  untilRunning,
  type ServersOfOneDatabase,
} from '../support/servers-of-one-database.ts';
import { CANCEL, finished, follow, sampleProject, startAnalysis } from '../support/projects.ts';

/** Most of the time is waiting until a dead server counts as dead, so all of them wait at once, each with a database of its own. */
describe.concurrent('an analysis', { timeout: 120_000 }, () => {
  it('is handed back where its server stops, and done by another one', () =>
    withServers(async (servers) => {
      servers.keeper.lab.set('repository_hangs', true);
      const first = await servers.start();
      const { id } = await startAnalysis(first, servers.integrationId, sampleProject('npm'), 'Handed back');
      await untilRunning(first, id);
      const second = await servers.start();
      await first.stop();
      expect(first.output()).not.toMatch(/"level":[56]0/);
      servers.keeper.lab.reset();
      expect((await finished(second, id)).status).toBe('SUCCEEDED');
      expect(await servers.rowsOf('analysis_result', id)).toBe(1);
    }));

  it('is done by a server that starts later', () =>
    withServers(async (servers) => {
      servers.keeper.lab.set('repository_hangs', true);
      const first = await servers.start();
      const { id } = await startAnalysis(first, servers.integrationId, sampleProject('npm'), 'Alone');
      await untilRunning(first, id);
      await first.kill();
      servers.keeper.lab.reset();
      const second = await servers.start();
      expect((await finished(second, id)).status).toBe('SUCCEEDED');
    }));

  it('leaves a place for other organizations, and fails for a defect with an id that the log has', () =>
    withServers(async (servers) => {
      servers.keeper.lab.set('repository_hangs', true);
      const server = await servers.start();
      const running = [];
      for (const name of ['one', 'two', 'three']) {
        const { id } = await startAnalysis(server, servers.integrationId, sampleProject('npm'), name);
        await untilRunning(server, id);
        running.push(id);
      }
      const waiting = await startAnalysis(server, servers.integrationId, sampleProject('npm'), 'Waits');
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
    }));

  it('ends with one result where its server is killed and another one takes over', () =>
    withServers(async (servers) => {
      servers.keeper.lab.set('repository_hangs', true);
      const first = await servers.start();
      const { id } = await startAnalysis(first, servers.integrationId, sampleProject('npm'), 'Killed');
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
    }));

  it('fails with a reason where every server that begins it dies', () =>
    withServers(async (servers) => {
      servers.keeper.lab.set('repository_hangs', true);
      const first = await servers.start();
      const { id } = await startAnalysis(first, servers.integrationId, sampleProject('npm'), 'Deadly');
      await untilRunning(first, id);
      await runStatement(servers.keeper, `UPDATE pgboss.job SET retry_limit = 0 WHERE id = '${id}'`);
      const second = await servers.start();
      await first.kill();
      const done = await finished(second, id);
      expect(done).toMatchObject({ status: 'FAILED', diagnosis: { category: 'UNKNOWN' } });
      expect(done.diagnosis?.summary).toContain('begun several times');
      expect(done.diagnosis?.summary).toContain(id);
      expect(await servers.rowsOf('analysis_upload', id)).toBe(0);
    }));
});

async function withServers(story: (servers: ServersOfOneDatabase) => Promise<void>): Promise<void> {
  const servers = await serversOfOneDatabase();
  try {
    await story(servers);
    const { members, outputs } = await keptInQueue(servers.keeper);
    expect(members).toEqual(['id organizationId']);
    expect(outputs).not.toMatch(/arn:|External|token/i);
  } finally {
    await servers.endAll();
    await servers.keeper.stop();
  }
}
