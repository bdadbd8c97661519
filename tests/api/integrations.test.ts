import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  answerOf,
  create,
  createIntegration,
  DELETE,
  DIAGNOSE,
  fourRepositories,
  healthyDetails,
  read,
  READ,
  refusalCode,
  ROLE_ARN,
  TEST,
  testConnection,
  update,
  UPDATE,
  URLS,
  type IntegrationAnswer,
} from '../support/code-artifact.ts';
import { createOrganization, type Asker } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';

const LIST = `query ($first: Int, $after: String) { integrations(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id name } } } }`;

interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: { id: string; name: string } }[];
}

let product: Product;
let integration: IntegrationAnswer;

beforeAll(async () => {
  product = await startProduct();
});
beforeEach(async () => {
  integration = await createIntegration(product);
});
afterEach(() => product.lab.reset());
afterAll(() => product.stop());

describe('answers', () => {
  it('with what was saved, untested, in the order of the form', async () => {
    const { integration: saved, warnings } = await create(
      product,
      healthyDetails({ name: '  Production  ', repositories: fourRepositories }),
    );
    expect(saved).toMatchObject({
      name: 'Production',
      accountId: '111122223333',
      roleArn: ROLE_ARN,
      status: 'UNTESTED',
      version: 1,
      lastReport: null,
      reports: { totalCount: 0 },
    });
    expect(saved?.repositories.map(({ packageType, url }) => ({ packageType, url }))).toEqual(fourRepositories);
    expect(saved?.repositories[0]).toMatchObject({ domain: 'my-domain', repository: 'my-repo' });
    expect(warnings).toMatchObject([{ code: 'go_format_unsupported', field: ['repositories', '3', 'url'] }]);
    expect(await read(product, saved?.id ?? '')).toEqual(saved);
  });

  it('with a name made of the account where none is given', () => {
    expect(integration.name).toBe('AWS account 111122223333');
  });

  it('with the list, newest first, page by page', async () => {
    const newer = await createIntegration(product, { name: 'Newer' });
    const page = async (variables: object) => answerOf<Page>(await product.graphql(LIST, { ...variables }));
    const first = await page({ first: 1 });
    expect(first.edges[0]?.node).toEqual({ id: newer.id, name: 'Newer' });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page({ first: 1, after: first.pageInfo.endCursor });
    expect(second.edges[0]?.node.id).toBe(integration.id);
    expect(second.totalCount).toBe(first.totalCount);
    expect(await page({})).toMatchObject({ totalCount: first.totalCount });
  });

  it('with the catalogue and how many are connected', async () => {
    const catalogue = 'query { integrationCatalog { id name connected packageTypes } }';
    const [card] = answerOf<{ connected: number }[]>(await product.graphql(catalogue));
    const { totalCount } = answerOf<Page>(await product.graphql(LIST));
    expect(card).toEqual({
      id: 'AWS_CODEARTIFACT',
      name: 'AWS CodeArtifact',
      connected: totalCount,
      packageTypes: ['NPM', 'PYPI', 'GO', 'NUGET'],
    });
  });

  it('to a removal with its id, and has nothing of it any more', async () => {
    await testConnection(product, healthyDetails({ integrationId: integration.id }));
    expect(answerOf(await product.graphql(DELETE, { id: integration.id }))).toEqual({
      deletedId: integration.id,
      userErrors: [],
    });
    expect(refusalCode(await product.graphql(READ, { id: integration.id }))).toBe('NOT_FOUND');
    expect(refusalCode(await product.graphql(DELETE, { id: integration.id }))).toBe('NOT_FOUND');
  });

  it('to a new name with the same status, and to any other change with UNTESTED', async () => {
    await testConnection(product, healthyDetails({ integrationId: integration.id }));
    const renamed = (await update(product, { id: integration.id, version: 1, name: 'Renamed' })).integration;
    expect(renamed).toMatchObject({ name: 'Renamed', status: 'CONNECTED', version: 2 });
    const repositories = [{ packageType: 'PYPI', url: URLS.PYPI }];
    const changed = (await update(product, { id: integration.id, version: 2, repositories })).integration;
    expect(changed).toMatchObject({ name: 'Renamed', status: 'UNTESTED', version: 3, repositories });
    expect(changed?.lastReport).toEqual(renamed?.lastReport);
    expect(Date.parse(changed?.statusSince ?? '')).toBeGreaterThan(Date.parse(renamed?.statusSince ?? ''));
  });
});

describe('answers to tests', () => {
  it('of what is saved with status, since when, and history', async () => {
    const details = healthyDetails({ integrationId: integration.id });
    const report = await testConnection(product, details);
    const connected = await read(product, integration.id);
    expect(connected).toMatchObject({ status: 'CONNECTED', version: 1, lastReport: { id: report.id } });
    await testConnection(product, details);
    const still = await read(product, integration.id);
    expect(still.statusSince).toBe(connected.statusSince);
    expect(still.reports.totalCount).toBe(2);

    product.lab.set('role_not_found', true);
    const failed = await testConnection(product, details);
    const failing = await read(product, integration.id);
    expect(failing).toMatchObject({ status: 'FAILING', lastReport: { id: failed.id, status: 'FAILED' } });
    expect(failing.reports.edges.map(({ node }) => node.status)).toEqual(['FAILED', 'PASSED', 'PASSED']);
    expect(Date.parse(failing.statusSince)).toBeGreaterThan(Date.parse(connected.statusSince));
  });

  it('with DEGRADED where one of two repositories works', async () => {
    const repositories = [URLS.NPM, URLS.SHARED].map((url) => ({ packageType: 'NPM' as const, url }));
    const { id } = await createIntegration(product, { repositories });
    product.lab.set('domain_policy_missing_cross_account', true);
    await testConnection(product, healthyDetails({ repositories, integrationId: id }));
    expect(await read(product, id)).toMatchObject({ status: 'DEGRADED' });
  });

  it('of other details than those saved with a report that changes nothing', async () => {
    const repositories = [{ packageType: 'PYPI' as const, url: URLS.PYPI }];
    await testConnection(product, healthyDetails({ integrationId: integration.id, repositories }));
    await testConnection(product, healthyDetails());
    expect(await read(product, integration.id)).toEqual(integration);
  });

  it('as a diagnosis that changes nothing', async () => {
    product.lab.set('role_not_found', true);
    const before = await read(product, integration.id);
    const reply = await product.graphql(DIAGNOSE, { id: integration.id });
    expect(answerOf(reply)).toMatchObject({ status: 'FAILED', requestedBy: 'API key Bootstrap key' });
    expect(await read(product, integration.id)).toEqual(before);
  });
});

describe('refuses', () => {
  it('a change made from a version that is not the latest', async () => {
    await update(product, { id: integration.id, version: 1, name: 'First' });
    const late = await product.graphql(UPDATE, { input: { id: integration.id, version: 1, name: 'Second' } });
    expect(refusalCode(late)).toBe('CONFLICT');
    expect((await read(product, integration.id)).name).toBe('First');
  });

  it('all but one of several changes that come at once', async () => {
    const input = { id: integration.id, version: 1 };
    const replies = await Promise.all(
      ['One', 'Two', 'Three'].map((name) => product.graphql(UPDATE, { input: { ...input, name } })),
    );
    expect(replies.map(refusalCode).filter((code) => code === 'CONFLICT')).toHaveLength(2);
    expect(await read(product, integration.id)).toMatchObject({ version: 2 });
  });

  it.each([0, 101, 999_999, -1])('a page of %i', async (first) => {
    expect(refusalCode(await product.graphql(LIST, { first }))).toBe('INVALID_INPUT');
  });

  it('cursors that are none of its own', async () => {
    expect(refusalCode(await product.graphql(LIST, { after: 'nonsense' }))).toBe('INVALID_INPUT');
  });
});

describe("protects one organization's integrations from another", () => {
  let other: Asker;
  beforeAll(async () => {
    other = await createOrganization(product);
  });

  const operations: [string, string, (id: string) => object][] = [
    ['integration', READ, (id) => ({ id })],
    ['deleteIntegration', DELETE, (id) => ({ id })],
    ['diagnoseIntegration', DIAGNOSE, (id) => ({ id })],
    ['updateCodeArtifactIntegration', UPDATE, (id) => ({ input: { id, version: 1, name: 'Mine' } })],
    [
      'testCodeArtifactConnection',
      TEST,
      (id) => ({ input: healthyDetails({ externalId: 'Zk3-own-9f2Qx7Lm4Rb8', integrationId: id }) }),
    ],
  ];

  it.each(operations)('%s answers as if there were none', async (_, query, variables) => {
    const foreign = await other.graphql(query, { ...variables(integration.id) });
    expect(refusalCode(foreign)).toBe('NOT_FOUND');
    for (const id of ['00000000-0000-7000-8000-000000000000', "1' OR '1'='1"]) {
      const unknown = await other.graphql(query, { ...variables(id) });
      expect(unknown.errors[0]?.message, id).toBe(foreign.errors[0]?.message);
    }
    expect(product.lab.requests).toEqual([]);
    expect(await read(product, integration.id)).toEqual(integration);
  });

  it('lists are empty for it', async () => {
    expect(answerOf(await other.graphql(LIST))).toMatchObject({ totalCount: 0, edges: [] });
  });

  it('cursors of the one lead to nothing of the other', async () => {
    const { pageInfo } = answerOf<Page>(await product.graphql(LIST, { first: 1 }));
    expect(answerOf(await other.graphql(LIST, { after: pageInfo.endCursor }))).toMatchObject({ edges: [] });
  });
});
