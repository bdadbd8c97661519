import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { importLabAdvisories } from '../../server/local/lab-advisories.ts';
import { commandOrSkip, findNpm } from '../support/client-commands.ts';
import { answerOf, createIntegration, refusalCode, type UserErrorAnswer } from '../support/code-artifact.ts';
import { createOrganization, type Asker } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';

const LAB = resolve(import.meta.dirname, '../../server/lab');
const ANALYZE = `mutation ($input: AnalyzeProjectInput!) { analyzeProject(input: $input) { analysis { id } userErrors { message } } }`;
const ANALYSIS = `query ($id: ID!) { analysis(id: $id) { status
  proposals { id name fromVersion toVersion } combinedProposal { proposalIds } } }`;
const CHECK = `mutation ($id: ID!, $proposalId: ID, $isUnchanged: Boolean! = false) {
  checkBuild(analysisId: $id, proposalId: $proposalId, isUnchanged: $isUnchanged) {
    check { status reason durationMs isolation restores {
      packageType folder client clientVersion status reason commands exitCode output diagnosis { summary } requestCount } }
    userErrors { field code message } } }`;

interface AnalysisAnswer {
  status: string;
  proposals: { id: string; name: string; fromVersion: string; toVersion: string }[];
  combinedProposal: { proposalIds: string[] } | null;
}

interface CheckAnswer {
  check: {
    status: string;
    reason: string | null;
    isolation: string[];
    restores: { status: string; output: string; [field: string]: unknown }[];
  } | null;
  userErrors: UserErrorAnswer[];
}

const npm = findNpm();
const sample = join(LAB, 'sample-projects/npm');
const files = readdirSync(sample).map((path) => ({ path, content: readFileSync(join(sample, path), 'utf8') }));

async function analyzed(asker: Asker, integrationId: string, name: string): Promise<AnalysisAnswer & { id: string }> {
  const asked = answerOf<{ analysis: { id: string } }>(
    await asker.graphql(ANALYZE, { input: { integrationId, name, files } }),
  );
  const { id } = asked.analysis;
  const read = async () => answerOf<AnalysisAnswer>(await asker.graphql(ANALYSIS, { id }));
  await vi.waitUntil(async () => (await read()).status === 'SUCCEEDED', { timeout: 40_000, interval: 500 });
  return { id, ...(await read()) };
}

async function check(asker: Asker, id: string, more: object = {}): Promise<CheckAnswer> {
  return answerOf(await asker.graphql(CHECK, { id, ...more }));
}

describe('a build check', () => {
  let product: Product;
  let integrationId: string;
  let analysis: Awaited<ReturnType<typeof analyzed>>;

  beforeAll(async () => {
    product = await startProduct({ environment: { BUILD_CHECKS: 'true' } });
    await importLabAdvisories(product.database.url, join(LAB, 'advisories'));
    integrationId = (await createIntegration(product)).id;
    analysis = await analyzed(product, integrationId, 'Shop');
  });
  afterAll(() => product?.stop());

  it('restores the project with all proposals, with one, and with none', async ({ skip }) => {
    commandOrSkip(npm, skip);
    expect(analysis.combinedProposal?.proposalIds.length).toBeGreaterThan(1);
    const [first] = analysis.proposals;
    for (const change of [{}, { proposalId: first?.id }, { isUnchanged: true }]) {
      const { check: found, userErrors } = await check(product, analysis.id, change);
      expect(userErrors).toEqual([]);
      expect(found, JSON.stringify(found)).toMatchObject({
        status: 'PASSED',
        reason: null,
        restores: [
          {
            packageType: 'NPM',
            folder: '',
            client: 'npm',
            clientVersion: expect.stringMatching(/^\d+\.\d+/) as string,
            status: 'PASSED',
            exitCode: 0,
            diagnosis: null,
            commands: [expect.stringMatching(/^npm ci/)],
          },
        ],
      });
      expect(found?.isolation.length).toBeGreaterThan(1);
    }
    const log = await product.graphql(
      '{ auditEvents(action: "build_check.requested") { edges { node { subject detail } } } }',
    );
    expect(answerOf<{ edges: { node: object }[] }>(log).edges.map(({ node }) => node)).toEqual([
      { subject: 'Shop', detail: 'unchanged' },
      { subject: 'Shop', detail: `${first?.name} ${first?.fromVersion} to ${first?.toVersion}` },
      { subject: 'Shop', detail: `${analysis.combinedProposal?.proposalIds.length} proposals as one` },
    ]);
  });

  it('runs one at a time for an organization, and none of another one', async ({ skip }) => {
    commandOrSkip(npm, skip);
    const other = await createOrganization(product, 'Another customer');
    const [mine, theirs] = await Promise.all([
      Promise.all([1, 2].map(() => check(product, analysis.id))),
      other.graphql(CHECK, { id: analysis.id }),
    ]);
    expect(refusalCode(theirs)).toBe('NOT_FOUND');
    expect(mine.flatMap(({ check: found }) => found?.status ?? [])).toEqual(['PASSED']);
    const refused = mine.flatMap(({ userErrors }) => userErrors);
    expect(refused.map(({ code }) => code)).toEqual(['build_check_under_way']);
    expect(refused[0]?.message).toContain('one at a time');
  });

  it('says why it does not know what to check', async () => {
    const codes = async (more: object) =>
      (await check(product, analysis.id, more)).userErrors.map(({ field, code }) => [...(field ?? []), code]);
    expect(await codes({ proposalId: '4711' })).toEqual([['proposalId', 'proposal_unknown']]);
    expect(await codes({ proposalId: '1', isUnchanged: true })).toEqual([['isUnchanged', 'proposal_given']]);
    const older = analysis.id;
    analysis = await analyzed(product, integrationId, 'Shop');
    expect((await check(product, older)).userErrors.map(({ code }) => code)).toEqual(['files_not_kept']);
  });
});

it('is refused where the setting is off', async () => {
  const product = await startProduct({ environment: { BUILD_CHECKS: 'false' } });
  try {
    const { id: integrationId } = await createIntegration(product);
    const { id } = await analyzed(product, integrationId, 'Shop');
    const { check: found } = await check(product, id, { isUnchanged: true });
    expect(found).toMatchObject({ status: 'REFUSED', restores: [], reason: expect.stringContaining('BUILD_CHECKS') });
  } finally {
    await product.stop();
  }
});
