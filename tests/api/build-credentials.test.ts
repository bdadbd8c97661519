import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issue, ISSUE, type IssueAnswer } from '../support/build-credentials.ts';
import { createIntegration, fourRepositories, URLS } from '../support/code-artifact.ts';
import { createApiKey } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';

let product: Product;
let allTypes: string;

beforeAll(async () => {
  product = await startProduct();
  allTypes = (await createIntegration(product, { repositories: fourRepositories })).id;
});
afterAll(() => product.stop());
beforeEach(() => product.lab.reset());

describe('issueBuildCredentials', () => {
  it('answers with files that end with the session, through a session of its own', async () => {
    const { credentials, userErrors } = await issue(product, allTypes, 'NPM');
    expect(userErrors).toEqual([]);
    const minutes = (new Date(credentials?.expiresAt ?? 0).getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(50);
    expect(minutes).toBeLessThanOrEqual(60);
    const npmrc = credentials?.files.find(({ path }) => path === '.npmrc');
    expect(npmrc?.content).toContain(`registry=${URLS.NPM}`);
    expect(npmrc?.content).toContain(`${URLS.NPM.replace('https:', '')}:_authToken=`);
  });

  it.each(['PYPI', 'NUGET', 'GO'] as const)('answers for %s', async (packageType) => {
    const { credentials } = await issue(product, allTypes, packageType);
    expect(credentials?.files.length).toBeGreaterThan(0);
  });

  it('gives another token each time, kept in no log, row or cache', async () => {
    const first = tokenIn(await issue(product, allTypes, 'NPM'));
    const second = tokenIn(await issue(product, allTypes, 'NPM'));
    expect(first).not.toBe(second);
    expect(product.output()).not.toContain(first);
    const response = await fetch(`${product.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${product.apiKey}` },
      body: JSON.stringify({ query: ISSUE, variables: { input: { integrationId: allTypes, packageType: 'NPM' } } }),
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
    await response.text();
    const audit = await product.graphql('{ auditEvents(first: 50) { edges { node { action subject detail } } } }');
    expect(JSON.stringify(audit.data)).toContain('credentials.issued');
    expect(JSON.stringify(audit.data)).not.toContain(first);
  });

  it('refuses with the diagnosis where the role cannot be assumed', async () => {
    product.lab.set('role_not_found', true);
    const { credentials, userErrors } = await issue(product, allTypes, 'NPM');
    expect(credentials).toBeNull();
    expect(userErrors).toMatchObject([{ field: ['integrationId'] }]);
    expect(userErrors[0]?.message).toMatch(/could not assume/);
  });

  it('refuses where there is no such repository, and for keys without the scope', async () => {
    const id = (await createIntegration(product)).id;
    await expect(issue(product, id, 'GO')).resolves.toMatchObject({
      credentials: null,
      userErrors: [{ field: ['packageType'] }],
    });
    const { secret: apiKey } = await createApiKey(product, ['packages:read']);
    const input = { integrationId: allTypes, packageType: 'NPM' };
    const without = await product.graphql(ISSUE, { input }, { apiKey });
    expect(without.errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

function tokenIn({ credentials }: IssueAnswer): string {
  const npmrc = credentials?.files.find(({ path }) => path === '.npmrc')?.content ?? '';
  const token = /_authToken=(\S+)/.exec(npmrc)?.[1];
  if (!token) throw new Error('There is no token.');
  return token;
}
