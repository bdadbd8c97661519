/** What an analysis and the lists of projects and analyses answer. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '../../server/src/connectors/connector.ts';
import {
  answerOf,
  createIntegration,
  fourRepositories,
  healthyDetails,
  refusalCode,
  testConnection,
  URLS,
} from '../support/code-artifact.ts';
import type { Product } from '../support/product.ts';
import {
  finished,
  manifest,
  PROJECT,
  PROJECTS,
  REMOVE_PROJECT,
  sampleProject,
  startAnalysis,
  startProductForProjects,
  type ProjectFiles,
  type ProjectList,
} from '../support/projects.ts';

const DEPENDENCIES = `query ($id: ID!, $first: Int!, $after: String, $search: String, $onlyVulnerable: Boolean, $onlyDirect: Boolean, $order: DependencyOrder!) {
  analysis(id: $id) { dependencies(first: $first, after: $after, search: $search, onlyVulnerable: $onlyVulnerable, onlyDirect: $onlyDirect, order: $order) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id name version isDirect worstSeverity findingCount available path line way } } } } }`;

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
  ({ product, integrationId } = await startProductForProjects());
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

  it('with what else moves in the tree of npm', async () => {
    const { id } = await startAnalysis(product, integrationId, treeThatMoves(), 'Moves');
    expect(await finished(product, id)).toMatchObject({ status: 'SUCCEEDED', diagnosis: null });
    const query = `query ($id: ID!) { analysis(id: $id) {
      proposals { name toVersion alongside { name fromVersion toVersion } patches { path } } } }`;
    const { proposals } = answerOf<{ proposals: object[] }>(await product.graphql(query, { id }));
    expect(proposals).toMatchObject([
      {
        name: '@acme/markup',
        alongside: [{ name: '@acme/strings', fromVersion: '1.0.0', toVersion: null }],
        patches: [{ path: 'package-lock.json' }],
      },
    ]);
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
    const list = answerOf<ProjectList>(await product.graphql(PROJECTS, { first: 10, integrationId: other.id }));
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
    const every = answerOf<ProjectList>(await product.graphql(PROJECTS, { first: 1 }));
    expect(every.totalCount).toBeGreaterThan(1);
    expect(every.pageInfo.hasNextPage).toBe(true);
    expect(answerOf<ProjectList>(await product.graphql(PROJECTS, { first: 1, integrationId: 'x' })).totalCount).toBe(0);
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

  it('although no repository answers, with the causes and what AWS answered', async () => {
    const wrong = await createIntegration(product, {
      repositories: fourRepositories,
      externalId: 'not-the-one-asked-for',
    });
    const { id } = await startAnalysis(product, wrong.id, sampleProject('npm'), 'Unanswered');
    const done = await finished(product, id);
    expect(done).toMatchObject({ status: 'SUCCEEDED', dependencyCount: 12 });
    const query = `query ($id: ID!) { analysis(id: $id) { repositoryProblems { repositoryUrl packageCount
      diagnosis { category causes { code certainty } } evidence { httpStatus errorCode message awsRequestId } } } }`;
    const { repositoryProblems } = answerOf<{ repositoryProblems: unknown[] }>(await product.graphql(query, { id }));
    expect(repositoryProblems).toEqual([
      {
        repositoryUrl: URLS.NPM,
        packageCount: 12,
        diagnosis: {
          category: 'AUTHENTICATION_FAILED',
          causes: expect.arrayContaining([{ code: 'external_id_mismatch', certainty: 'LIKELY' }]) as unknown,
        },
        evidence: {
          httpStatus: 403,
          errorCode: 'AccessDenied',
          message: expect.stringContaining('sts:AssumeRole') as string,
          awsRequestId: expect.any(String) as string,
        },
      },
    ]);
  });

  it('with the causes and the answer of the last test where that keeps the integration from being used', async () => {
    const details = healthyDetails({ name: 'Open to others', repositories: fourRepositories });
    const insecure = await createIntegration(product, details);
    product.lab.set('external_id_not_required', true);
    const report = await testConnection(product, { ...details, integrationId: insecure.id });
    product.lab.reset();
    const found = report.checks.find(({ code }) => code === 'EXTERNAL_ID_ENFORCED');
    const { id } = await startAnalysis(product, insecure.id, sampleProject('npm'));
    const done = await finished(product, id);
    expect(done).toMatchObject({ status: 'FAILED', dependencyCount: null, severityCounts: [] });
    expect(done.diagnosis?.summary).toContain('Open to others is not used');
    const query = `query ($id: ID!) { analysis(id: $id) {
      diagnosis { category causes { code certainty side explanation steps } }
      evidence { httpStatus errorCode message awsRequestId } } }`;
    const told = answerOf<Pick<Check, 'diagnosis' | 'evidence'>>(await product.graphql(query, { id }));
    expect(told.diagnosis?.category).toBe(found?.diagnosis?.category);
    expect(told.diagnosis?.causes).toMatchObject([
      { code: 'external_id_not_required', certainty: 'CERTAIN', side: 'CUSTOMER' },
    ]);
    expect(told.evidence?.awsRequestId).toEqual(expect.any(String));
    expect(told.evidence).toEqual(found?.evidence);
  });
});

it('leaves an audit event for each request, cancellation and removal', async () => {
  const { id, projectId } = await startAnalysis(product, integrationId, manifest('5'), 'Audited');
  await finished(product, id);
  await product.graphql(REMOVE_PROJECT, { id: projectId });
  const query = '{ auditEvents(first: 2) { edges { node { action subject detail } } } }';
  const { edges } = answerOf<{ edges: { node: object }[] }>(await product.graphql(query));
  expect(edges.map(({ node }) => node)).toMatchObject([
    { action: 'project.deleted', subject: 'Audited' },
    { action: 'analysis.requested', subject: 'Audited', detail: expect.stringMatching(/^1 file, /) as string },
  ]);
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

/** Its vulnerable package asks for one that later releases do without, so that the lockfile has to lose it. */
function treeThatMoves(): ProjectFiles[] {
  const root = { name: 'moves', version: '1.0.0', dependencies: { '@acme/markup': '^1.0.0' } };
  const packages = {
    '': root,
    'node_modules/@acme/markup': { version: '1.0.0', dependencies: { '@acme/strings': '^1.0.0' } },
    'node_modules/@acme/strings': { version: '1.0.0' },
  };
  const lockfile = { name: root.name, version: root.version, lockfileVersion: 3, requires: true, packages };
  return [
    { path: 'package.json', content: JSON.stringify(root, null, 2) },
    { path: 'package-lock.json', content: JSON.stringify(lockfile, null, 2) },
  ];
}
