import { gunzipSync } from 'node:zlib';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, createIntegration, DELETE, fourRepositories, refusalCode } from '../support/code-artifact.ts';
import { runStatement, storedText } from '../support/database.ts';
import { createApiKey, createOrganization, joinAs, signIn, withKey, type Asker } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';
import {
  ANALYSIS,
  analyze,
  ANALYZE,
  CANCEL,
  finished,
  follow,
  FOLLOW,
  importAdvisories,
  openProgress,
  sampleProject,
  startAnalysis,
  type AnalysisAnswer,
  type AnalyzeAnswer,
} from '../support/projects.ts';

const PROJECT = `query ($id: ID!) { project(id: $id) { id name integrationId createdAt
  lastAnalysis { id status } analyses(first: 2) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } } }`;
const PROJECTS = `query ($first: Int!, $after: String, $integrationId: ID) {
  projects(first: $first, after: $after, integrationId: $integrationId) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id name lastAnalysis { id status } } } } }`;
const DEPENDENCIES = `query ($id: ID!, $first: Int!, $after: String, $search: String, $onlyVulnerable: Boolean, $onlyDirect: Boolean, $order: DependencyOrder!) {
  analysis(id: $id) { dependencies(first: $first, after: $after, search: $search, onlyVulnerable: $onlyVulnerable, onlyDirect: $onlyDirect, order: $order) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id name version isDirect worstSeverity findingCount available path line way } } } } }`;
const REMOVE = 'mutation ($id: ID!) { deleteProject(id: $id) { deletedId userErrors { code } } }';
const NO_ID = '00000000-0000-7000-8000-000000000000';

interface DependencyPage {
  dependencies: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    edges: {
      node: { id: string; name: string; version: string; worstSeverity: string | null; findingCount: number };
    }[];
  };
}

let product: Product;
let integrationId: string;

beforeAll(async () => {
  product = await startProduct();
  await importAdvisories(product);
  integrationId = (await createIntegration(product, { repositories: fourRepositories })).id;
});
afterEach(() => product.lab.reset());
afterAll(() => product.stop());

describe('answers', () => {
  it('at once, and then with dependencies, findings, proposals and their proof', async () => {
    const accepted = await startAnalysis(product, integrationId, sampleProject('npm'));
    expect(accepted).toMatchObject({
      status: expect.stringMatching('QUEUED|RUNNING') as string,
      projectName: 'Shop',
      integrationId,
    });
    const done = await finished(product, accepted.id);
    expect(done).toMatchObject({
      status: 'SUCCEEDED',
      diagnosis: null,
      dependencyCount: 12,
      advisoryData: { advisoryCount: 7 },
    });
    const query = `query ($id: ID!) { analysis(id: $id) { files { path packageType format problem remarks { line reason } } unchecked
      findings { id advisoryId severity score dependency { id name } remediationVersion blockedBy { summary } proposalIds }
      proposals { id name fixes findingIds patches { path diff } evidence proof { status checkedAt unchecked asked { repositoryUrl isOffered } } }
      combinedProposal { proposalIds remainingFindingIds evidence } } }`;
    const result = answerOf<Result>(await product.graphql(query, { id: accepted.id }));
    expect(result.files.map(({ path, packageType, problem }) => [path, packageType, problem])).toEqual([
      ['package-lock.json', 'NPM', null],
      ['package.json', 'NPM', null],
    ]);
    expect(result.findings).toHaveLength(7);
    const scores = result.findings.map(({ score }) => score ?? 0);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(result.proposals.length).toBeGreaterThan(0);
    for (const { id, findingIds, evidence, proof } of result.proposals) {
      expect(proof.status, evidence).toBe(proof.unchecked.length > 0 ? 'PARTLY' : 'HOLDS');
      expect(new Date(proof.checkedAt).getTime()).toBeGreaterThan(new Date(done.startedAt ?? 0).getTime() - 1);
      expect(evidence).toMatch(
        /^Resolved again with the change made on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, in \d+ ms\. Asked https:\/\//,
      );
      const removed = result.findings.filter(({ proposalIds }) => proposalIds.includes(id));
      expect(removed.map((finding) => finding.id).sort()).toEqual(findingIds.toSorted());
    }
    const counted = done.severityCounts.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(7);
  });

  it.each(['python', 'go', 'nuget'] as const)('for %s too', async (sample) => {
    const { id } = await startAnalysis(product, integrationId, sampleProject(sample), `Sample ${sample}`);
    const done = await finished(product, id);
    expect(done).toMatchObject({ status: 'SUCCEEDED', diagnosis: null });
    expect(done.severityCounts.reduce((sum, { count }) => sum + count, 0)).toBe(7);
  });

  it('with dependencies by name, severity and availability, page by page', async () => {
    const { id } = await startAnalysis(product, integrationId, sampleProject('npm'), 'Pages');
    await finished(product, id);
    const ask = async (variables: object) =>
      answerOf<DependencyPage>(await product.graphql(DEPENDENCIES, { id, first: 50, order: 'NAME', ...variables }))
        .dependencies;
    const all = await ask({});
    const names = all.edges.map(({ node }) => node.name);
    expect(names).toEqual(names.toSorted());
    expect(all.totalCount).toBe(12);
    const paged: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await ask({ first: 3, after });
      expect(page.totalCount).toBe(12);
      paged.push(...page.edges.map(({ node }) => node.name));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(paged).toEqual(names);
    const severe = (await ask({ order: 'SEVERITY' })).edges.map(({ node }) => node.worstSeverity);
    const ranks = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', null];
    expect(severe).toEqual(severe.toSorted((one, other) => ranks.indexOf(one) - ranks.indexOf(other)));
    const found = await ask({ search: 'MARK' });
    expect(found.edges.map(({ node }) => node.name)).toEqual(['@acme/markup']);
    expect((await ask({ onlyVulnerable: true })).edges.every(({ node }) => node.findingCount > 0)).toBe(true);
    expect((await ask({ search: 'nowhere' })).totalCount).toBe(0);
    expect((await ask({ search: 'a\0b' })).totalCount).toBe(0);
    const wrongOrder = await product.graphql(DEPENDENCIES, {
      id,
      first: 3,
      order: 'SEVERITY',
      after: all.pageInfo.endCursor,
    });
    for (const reply of [
      wrongOrder,
      await product.graphql(DEPENDENCIES, { id, first: 0, order: 'NAME' }),
      await product.graphql(DEPENDENCIES, { id, first: 1_001, order: 'NAME' }),
      await product.graphql(DEPENDENCIES, { id, first: 1, order: 'NAME', after: 'x' }),
    ]) {
      expect(refusalCode(reply)).toBe('INVALID_INPUT');
    }
  });

  it('with projects by integration, and the analyses of each', async () => {
    const other = await createIntegration(product, { repositories: fourRepositories });
    const ids: string[] = [];
    for (const version of ['1', '2', '3']) {
      const { id } = await startAnalysis(product, other.id, manifest(version), 'Same name');
      ids.push(id);
      await finished(product, id);
    }
    const list = answerOf<Projects>(await product.graphql(PROJECTS, { first: 10, integrationId: other.id }));
    expect(list).toMatchObject({
      totalCount: 1,
      edges: [{ node: { name: 'Same name', lastAnalysis: { id: ids[2] } } }],
    });
    const { id } = list.edges[0]?.node ?? { id: '' };
    const project = answerOf<object>(await product.graphql(PROJECT, { id }));
    expect(project).toMatchObject({
      integrationId: other.id,
      lastAnalysis: { id: ids[2], status: 'SUCCEEDED' },
      analyses: {
        totalCount: 3,
        pageInfo: { hasNextPage: true },
        edges: [{ node: { id: ids[2] } }, { node: { id: ids[1] } }],
      },
    });
    const every = answerOf<Projects>(await product.graphql(PROJECTS, { first: 1 }));
    expect(every.totalCount).toBeGreaterThan(1);
    expect(every.pageInfo.hasNextPage).toBe(true);
    expect(answerOf<Projects>(await product.graphql(PROJECTS, { first: 1, integrationId: 'x' })).totalCount).toBe(0);
  });

  it('with what is wrong with a file, and what the others say', async () => {
    const files = [
      { path: 'package.json', content: '{"dependencies": {' },
      { path: 'web/package.json', content: '{"dependencies": {"@acme/markup": "^1.0.0"}}' },
      { path: '../outside/package.json', content: '{}' },
      { path: 'notes.txt', content: 'not read' },
      { path: 'nul\0/package.json', content: '{"dependencies": {"a\ud800": "1"}}' },
    ];
    const { id } = await startAnalysis(product, integrationId, files, 'Broken');
    expect(await finished(product, id)).toMatchObject({ status: 'SUCCEEDED', dependencyCount: 1 });
    const query = 'query ($id: ID!) { analysis(id: $id) { files { path problem problemLine remarks { reason } } } }';
    const result = answerOf<{ files: { path: string; problem: string | null }[] }>(
      await product.graphql(query, { id }),
    );
    expect(result.files.map(({ problem }) => problem !== null)).toEqual([true, false, true, false, true]);
  });

  it('how old the advisories are', async () => {
    const reply = await product.graphql('{ advisoryData { importedAt newestModified advisoryCount } }');
    expect(answerOf(reply)).toMatchObject({ advisoryCount: 7 });
  });

  it('with a diagnosis where the integration cannot be used', async () => {
    const insecure = await createIntegration(product, { repositories: fourRepositories });
    await runStatement(product, `UPDATE integration SET status = 'INSECURE' WHERE id = '${insecure.id}'`);
    const { id } = await startAnalysis(product, insecure.id, sampleProject('npm'));
    const done = await finished(product, id);
    expect(done).toMatchObject({ status: 'FAILED', dependencyCount: null, severityCounts: [] });
    expect(done.diagnosis?.summary).toContain('without the right External ID');
  });
});

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
      if (!isRemoved) await product.graphql(REMOVE, { id: projectId });
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

describe('refuses', () => {
  it.each<[what: string, name: string, files: { path: string; content: string }[], code: string, field: string]>([
    ['no name', ' ', manifest('1'), 'invalid_name', 'name'],
    ['a name of 201 characters', 'n'.repeat(201), manifest('1'), 'invalid_name', 'name'],
    ['a name with a line break', 'a\nb', manifest('1'), 'invalid_name', 'name'],
    ['no files', 'x', [], 'files_missing', 'files'],
    ['501 files', 'x', Array.from({ length: 501 }, (_, n) => ({ path: `${n}/package.json`, content: '{}' })), 'too_many_files', 'files'],
    ['files that nobody knows', 'x', [{ path: 'a.txt', content: 'x' }, { path: 'b/c.md', content: '' }], 'no_file_recognised', 'files'],
    ['more than 20 MB', 'x', [{ path: 'package.json', content: ' '.repeat(20_000_001) }], 'files_too_large', 'files'],
  ])('%s, beside its field', async (_, name, files, code, field) => {
    const { analysis, userErrors } = await analyze(product, integrationId, files, name);
    expect(analysis).toBeNull();
    expect(userErrors).toMatchObject([{ field: [field], code }]);
    expect(userErrors[0]?.message).toMatch(/\.$/);
  }); // prettier-ignore

  it('nothing of 500 files with 19.9 MB', async () => {
    const [first = { path: '', content: '' }, ...rest] = Array.from({ length: 500 }, (_, n) => ({
      path: `${n}/package.json`,
      content: '{}',
    }));
    const files = [{ ...first, content: JSON.stringify({ description: 'x'.repeat(19_900_000) }) }, ...rest];
    const { id } = await startAnalysis(product, integrationId, files, 'Large');
    expect(await finished(product, id)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('protects', () => {
  it('what belongs to another organization, as if there were nothing', async () => {
    const { id, projectId } = await startAnalysis(product, integrationId, sampleProject('npm'), 'Ours');
    await finished(product, id);
    const stranger = await createOrganization(product);
    for (const [query, variables] of [
      [ANALYSIS, { id }],
      [CANCEL, { id }],
      [PROJECT, { id: projectId }],
      [REMOVE, { id: projectId }],
      [ANALYZE, { input: { integrationId, name: 'x', files: manifest('1') } }],
    ] as const) {
      const theirs = await stranger.graphql(query, variables);
      const none = await stranger.graphql(
        query,
        'input' in variables ? { input: { ...variables.input, integrationId: NO_ID } } : { id: NO_ID },
      );
      expect(refusalCode(theirs)).toBe('NOT_FOUND');
      expect(theirs.errors[0]?.message).toBe(none.errors[0]?.message);
    }
    expect(answerOf<Projects>(await stranger.graphql(PROJECTS, { first: 10, integrationId })).totalCount).toBe(0);
    expect(answerOf<AnalysisAnswer>(await product.graphql(ANALYSIS, { id })).status).toBe('SUCCEEDED');
  });

  it('progress, from strangers and from keys without the scope', async () => {
    const { id } = await startAnalysis(product, integrationId, sampleProject('npm'), 'Private');
    const { secret } = await createApiKey(product, ['integrations:read']);
    const text = await (await openProgress({ ...product, apiKey: secret }, id)).text();
    expect(text).toContain('FORBIDDEN');
    expect(await (await openProgress(product, NO_ID)).text()).toContain('NOT_FOUND');
    expect(await (await openProgress(product, 'nonsense')).text()).toContain('NOT_FOUND');
    await finished(product, id);
  });

  it('from viewers what changes something', async () => {
    const viewer: Asker = await joinAs(product, 'VIEWER', 'projects@acme.test');
    const input = { integrationId, name: 'x', files: manifest('1') };
    expect(refusalCode(await viewer.graphql(ANALYZE, { input }))).toBe('FORBIDDEN');
    expect(refusalCode(await viewer.graphql(PROJECTS, { first: 1 }))).toBeUndefined();
    const writer = withKey(product, (await createApiKey(product, ['projects:write'])).secret);
    expect(refusalCode(await writer.graphql(ANALYZE, { input: { ...input, files: [] } }))).toBeUndefined();
  });

  it('secrets in files from being kept, and says where they are', async () => {
    const token = 'eyJ2ZXIiOjEsImlzdSI6MTc5NTQ5MjIwMH0.in-a-file.of-a-project.and-more.end';
    const files = [
      {
        path: 'requirements.txt',
        content: `--index-url https://aws:${token}@example.com/simple/\nrequests_auth==1.0.0\n`,
      },
      {
        path: 'nuget.config',
        content: `<configuration>\n<add key="ClearTextPassword" value="canary-password" />\n</configuration>`,
      },
      { path: '.npmrc', content: '//host/:_authToken=canary-of-npmrc' },
    ];
    const { id } = await startAnalysis(product, integrationId, files, 'With secrets');
    await finished(product, id);
    const query =
      'query ($id: ID!) { analysis(id: $id) { files { path remarks { line reason } } dependencies { edges { node { name version } } } } }';
    const reply = await product.graphql(query, { id });
    const result = answerOf<{
      files: { remarks: { line: number | null; reason: string }[] }[];
      dependencies: DependencyPage['dependencies'];
    }>(reply);
    expect(result.files[0]?.remarks[0]).toMatchObject({ line: 1, reason: expect.stringContaining('masked') as string });
    expect(result.files[1]?.remarks[0]).toMatchObject({ line: 2 });
    expect(result.dependencies.edges.map(({ node }) => node)).toEqual([{ name: 'requests-auth', version: '1.0.0' }]);
    const everywhere = `${await storedText(product)}${product.output()}${JSON.stringify(reply)}`;
    const stored = await runStatement<{ content: Buffer }>(product, 'SELECT content FROM analysis_upload');
    const unpacked = stored.map(({ content }) => gunzipSync(content).toString()).join('\n');
    expect(unpacked).toContain('requests_auth');
    for (const secret of [token, 'canary-password', 'canary-of-npmrc']) {
      expect(everywhere).not.toContain(secret);
      expect(unpacked).not.toContain(secret);
    }
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

it('leaves an audit event for each request, cancellation and removal', async () => {
  const { id, projectId } = await startAnalysis(product, integrationId, manifest('5'), 'Audited');
  await finished(product, id);
  await product.graphql(REMOVE, { id: projectId });
  const query = '{ auditEvents(first: 2) { edges { node { action subject detail } } } }';
  const { edges } = answerOf<{ edges: { node: object }[] }>(await product.graphql(query));
  expect(edges.map(({ node }) => node)).toMatchObject([
    { action: 'project.deleted', subject: 'Audited' },
    { action: 'analysis.requested', subject: 'Audited', detail: expect.stringMatching(/^1 file, /) as string },
  ]);
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

interface Result {
  files: { path: string; packageType: string; problem: string | null }[];
  findings: { id: string; score: number | null; proposalIds: string[] }[];
  proposals: {
    id: string;
    findingIds: string[];
    evidence: string;
    proof: { status: string; checkedAt: string; unchecked: string[] };
  }[];
}

interface Projects {
  totalCount: number;
  pageInfo: { hasNextPage: boolean };
  edges: { node: { id: string; name: string } }[];
}

function manifest(version: string): { path: string; content: string }[] {
  return [{ path: 'package.json', content: JSON.stringify({ version, dependencies: { '@acme/markup': '^1.0.0' } }) }];
}

async function jobState(id: string): Promise<string | undefined> {
  const rows = await runStatement<{ state: string }>(product, `SELECT state FROM pgboss.job WHERE id = '${id}'`);
  return rows[0]?.state;
}

async function uploads(id: string): Promise<number> {
  return (await runStatement(product, `SELECT 1 FROM analysis_upload WHERE analysis_id = '${id}'`)).length;
}
