/** What becomes of analyses on their way: asked for many times, followed, stopped, removed. */

import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, createIntegration, DELETE, fourRepositories, refusalCode } from '../support/code-artifact.ts';
import { runStatement } from '../support/database.ts';
import { signIn } from '../support/organization.ts';
import type { Product } from '../support/product.ts';
import {
  ANALYSIS,
  CANCEL,
  finished,
  follow,
  FOLLOW,
  manifest,
  openProgress,
  PROJECT,
  REMOVE_PROJECT,
  sampleProject,
  startAnalysis,
  startProductForProjects,
  type AnalysisAnswer,
  type AnalyzeAnswer,
} from '../support/projects.ts';

let product: Product;
let integrationId: string;

beforeAll(async () => {
  ({ product, integrationId } = await startProductForProjects());
});
afterEach(() => product.lab.reset());
afterAll(() => product.stop());

describe('makes one analysis of the same request', () => {
  it('asked for 50 times at once', async () => {
    product.lab.set('repository_hangs', true);
    const files = sampleProject('npm').toReversed();
    const ids = await Promise.all(
      Array.from({ length: 50 }, async (_, place) => {
        const given = place % 2 === 0 ? files : files.toReversed();
        return (await startAnalysis(product, integrationId, given, 'Fifty')).id;
      }),
    );
    expect(new Set(ids).size).toBe(1);
    const jobs = await runStatement<{ id: string }>(
      product,
      `SELECT id FROM pgboss.job WHERE name = 'analysis' AND id = '${ids[0]}'`,
    );
    expect(jobs).toHaveLength(1);
    const events = await runStatement(
      product,
      "SELECT 1 FROM audit_event WHERE action = 'analysis.requested' AND subject = 'Fifty'",
    );
    expect(events).toHaveLength(1);
    const other = await startAnalysis(product, integrationId, files, 'Another name');
    expect(ids).not.toContain(other.id);
    for (const id of [ids[0], other.id]) await product.graphql(CANCEL, { id });
  });

  it('and another one once that is done', async () => {
    const first = await startAnalysis(product, integrationId, sampleProject('npm'), 'Again');
    await finished(product, first.id);
    const second = await startAnalysis(product, integrationId, sampleProject('npm'), 'Again');
    expect(second.id).not.toBe(first.id);
    expect(second.projectId).toBe(first.projectId);
    await finished(product, second.id);
    const kept = await runStatement<{ id: string }>(
      product,
      `SELECT analysis_id AS id FROM analysis_upload JOIN analysis ON id = analysis_id WHERE project_id = '${first.projectId}'`,
    );
    expect(kept).toEqual([{ id: second.id }]);
  });
});

describe('tells progress', () => {
  it('from the state at the beginning to the end, each phase in its order', async () => {
    const { id } = await startAnalysis(product, integrationId, sampleProject('npm'), 'Followed');
    const states = await follow(product, id);
    expect(states.at(-1)?.status).toBe('SUCCEEDED');
    const phases = states.map(({ progress }) =>
      ['READ', 'RESOLVE', 'MATCH', 'PROPOSE', 'PROVE'].indexOf(progress.phase ?? ''),
    );
    expect(phases).toEqual(phases.toSorted((one, other) => one - other));
    expect(states.slice(0, -1).every(({ status }) => status === 'QUEUED' || status === 'RUNNING')).toBe(true);
  });

  it('again after a reload, and at once where it is done', async () => {
    product.lab.set('repository_hangs', true);
    const { id } = await startAnalysis(product, integrationId, sampleProject('npm'), 'Reloaded');
    const stop = new AbortController();
    const first = await openProgress(product, id, stop.signal);
    await first.body?.getReader().read();
    stop.abort();
    const states: AnalysisAnswer[] = [];
    const again = follow(product, id, async (state) => {
      states.push(state);
      if (state.status === 'RUNNING' && state.progress.phase === 'RESOLVE') product.lab.reset();
    });
    expect((await again).at(-1)?.status).toBe('SUCCEEDED');
    expect(states[0]?.id).toBe(id);
    expect(await follow(product, id)).toHaveLength(1);
  });

  it('to people who are signed in', async () => {
    const { cookie } = await signIn(product);
    const { id } = await startAnalysis(product, integrationId, sampleProject('npm'), 'By a person');
    const response = await fetch(`${product.address}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', cookie },
      body: JSON.stringify({ query: FOLLOW, variables: { id } }),
    });
    expect(await response.text()).toContain('"status":"SUCCEEDED"');
  });

  it('and ends where the project is removed', async () => {
    product.lab.set('repository_hangs', true);
    const { id, projectId } = await startAnalysis(product, integrationId, sampleProject('npm'), 'Gone soon');
    let isRemoved = false;
    const states = await follow(product, id, async () => {
      if (!isRemoved) await product.graphql(REMOVE_PROJECT, { id: projectId });
      isRemoved = true;
    });
    expect(states.every(({ status }) => status !== 'SUCCEEDED')).toBe(true);
    expect(refusalCode(await product.graphql(ANALYSIS, { id }))).toBe('NOT_FOUND');
    expect(await jobState(id)).toBe('cancelled');
  });
});

describe('stops', () => {
  it('one that runs, and asks the repositories nothing more', async () => {
    product.lab.set('repository_hangs', true);
    const { id } = await startAnalysis(product, integrationId, sampleProject('npm'), 'Cancelled');
    let cancelled: AnalyzeAnswer | null = null;
    const states = await follow(product, id, async ({ status }) => {
      if (status === 'RUNNING' && !cancelled) cancelled = answerOf(await product.graphql(CANCEL, { id }));
    });
    expect(cancelled).toMatchObject({ analysis: { status: 'CANCELLED' }, userErrors: [] });
    expect(states.at(-1)).toMatchObject({ status: 'CANCELLED', dependencyCount: null });
    expect(await jobState(id)).toBe('cancelled');
    expect(await uploads(id)).toBe(0);
    product.lab.reset();
    await wait(2_500);
    const calls = product.lab.requests.length;
    await wait(500);
    expect(product.lab.requests).toHaveLength(calls);
    expect(answerOf<AnalysisAnswer>(await product.graphql(ANALYSIS, { id })).status).toBe('CANCELLED');
  });

  it('none that is done', async () => {
    const { id } = await startAnalysis(product, integrationId, sampleProject('npm'), 'Done');
    await finished(product, id);
    const { analysis } = answerOf<AnalyzeAnswer>(await product.graphql(CANCEL, { id }));
    expect(analysis?.status).toBe('SUCCEEDED');
  });
});

it('goes with its integration, and leaves nothing behind', async () => {
  const other = await createIntegration(product, { repositories: fourRepositories });
  const { id, projectId } = await startAnalysis(product, other.id, sampleProject('npm'), 'Goes');
  await finished(product, id);
  product.lab.set('repository_hangs', true);
  const running = await startAnalysis(product, other.id, manifest('7'), 'Goes');
  await product.graphql(DELETE, { id: other.id });
  for (const [query, gone] of [
    [ANALYSIS, id],
    [ANALYSIS, running.id],
    [PROJECT, projectId],
  ] as const) {
    expect(refusalCode(await product.graphql(query, { id: gone }))).toBe('NOT_FOUND');
  }
  for (const table of ['analysis_upload', 'analysis_result', 'analysis_dependency']) {
    expect(
      await runStatement(product, `SELECT 1 FROM ${table} WHERE analysis_id IN ('${id}', '${running.id}')`),
    ).toEqual([]);
  }
});

it('assumes the role once, and takes one token, for many analyses at once', async () => {
  const { id: target } = await createIntegration(product, { repositories: fourRepositories.slice(0, 1) });
  // A removal forgets the access of the whole organization.
  await product.graphql(DELETE, { id: (await createIntegration(product)).id });
  product.lab.reset();
  const accepted = await Promise.all(
    Array.from({ length: 60 }, (_, n) => startAnalysis(product, target, manifest('1'), `Many ${n}`)),
  );
  for (const { id } of accepted) expect((await finished(product, id)).status).toBe('SUCCEEDED');
  const { requests } = product.lab;
  // The lab forgets the first ones beyond a thousand.
  expect(requests.length).toBeLessThan(1_000);
  const calls = requests.filter(({ service }) => service !== 'repositories');
  expect(calls.map(({ action }) => action)).toEqual(['sts:AssumeRole', 'codeartifact:GetAuthorizationToken']);
});

async function jobState(id: string): Promise<string | undefined> {
  const rows = await runStatement<{ state: string }>(product, `SELECT state FROM pgboss.job WHERE id = '${id}'`);
  return rows[0]?.state;
}

async function uploads(id: string): Promise<number> {
  return (await runStatement(product, `SELECT 1 FROM analysis_upload WHERE analysis_id = '${id}'`)).length;
}
