import { readSupportBundle, type SupportBundle } from '@backline/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerOf,
  createIntegration,
  fourRepositories,
  healthyDetails,
  refusalCode,
  ROLE_ARN,
  testConnection,
  UPDATE,
  type IntegrationAnswer,
} from '../support/code-artifact.ts';
import { createOrganization, joinAs } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';
import { eventsOf } from '../support/support-access.ts';

const BUNDLE = 'query ($id: ID!) { supportBundle(integrationId: $id) { fileName formatVersion content } }';

let product: Product;
let integration: IntegrationAnswer;

beforeAll(async () => {
  product = await startProduct();
  integration = await createIntegration(product, { name: 'Main packages', repositories: fourRepositories });
  const details = healthyDetails({ repositories: fourRepositories, integrationId: integration.id });
  await testConnection(product, details);
  product.lab.set('external_id_mismatch', true);
  await testConnection(product, details);
});
afterAll(() => product.stop());

describe('supportBundle', () => {
  it('is a file that the console reads: settings, reports, what changed, versions', async () => {
    const { fileName, formatVersion, bundle } = await exportBundle(integration.id);
    expect(fileName).toMatch(/^support-bundle-main-packages-\d{4}-\d\d-\d\d\.json$/);
    expect(formatVersion).toBe(bundle.formatVersion);
    expect(bundle.integration).toMatchObject({
      id: integration.id,
      name: 'Main packages',
      accountId: '111122223333',
      roleArn: ROLE_ARN,
      externalId: '••••',
      status: 'FAILING',
      repositories: fourRepositories.map(({ packageType, url }) => ({ packageType, url, routes: [] })),
    });
    expect(bundle.reports.map(({ status }) => status)).toEqual(['FAILED', 'WARNING']);
    const failed = bundle.reports[0]?.checks.find(({ status }) => status === 'FAILED');
    expect(failed?.diagnosis?.causes.length).toBeGreaterThan(0);
    expect(failed?.evidence?.errorCode).toBe('AccessDenied');
    expect(bundle.statusChange).toMatchObject({
      kind: 'FAILED',
      turned: [{ code: 'ASSUME_ROLE', before: 'PASSED', after: 'FAILED' }],
      changes: [],
      nothingChangedHere: true,
    });
    expect(bundle.changes.map(({ action }) => action)).toEqual([
      'integration.tested',
      'integration.tested',
      'integration.created',
    ]);
    expect(bundle.versions).toMatchObject({ product: '0.1.0', node: expect.stringMatching(/^v\d+/) });
    expect(bundle.environment).toMatchObject({ hasProxy: true, hasOwnStsEndpoint: false });
  });

  it('holds no External ID, also none of before', async () => {
    const first = await exportBundle(integration.id);
    expect(first.content).not.toContain(integration.externalId);
    expect(first.content).toContain('Compare sts:ExternalId there with ••••');
  });

  it('masks a token that somebody gave as a name', async () => {
    const pasted = 'eyJ2ZXIiOjEsImlzdSI6MTc5NTQ5MjIwMH0.pasted-by-somebody.into-the-name.and-more.end';
    const renamed = await createIntegration(product, { name: pasted });
    const { content, fileName } = await exportBundle(renamed.id);
    expect(content).not.toContain('pasted-by-somebody');
    expect(fileName).not.toContain('pasted');
  });

  it('is noted in the audit log', async () => {
    const before = (await eventsOf(product, 'support.bundle_exported')).length;
    await exportBundle(integration.id);
    const events = await eventsOf(product, 'support.bundle_exported');
    expect(events).toHaveLength(before + 1);
    expect(events[0]).toMatchObject({ subject: 'Main packages', detail: '2 reports' });
  });

  it('is refused to viewers, and for another organization as for nothing at all', async () => {
    const viewer = await joinAs(product, 'VIEWER', 'viewer@acme.test');
    expect(refusalCode(await viewer.graphql(BUNDLE, { id: integration.id }))).toBe('FORBIDDEN');
    const other = await createOrganization(product);
    for (const id of [integration.id, '00000000-0000-7000-8000-000000000000', 'nonsense']) {
      const reply = await other.graphql(BUNDLE, { id });
      expect(refusalCode(reply)).toBe('NOT_FOUND');
      expect(reply.errors[0]?.message).toBe('There is no such integration.');
    }
  });

  it('is there for an integration that was never tested', async () => {
    const untested = await createIntegration(product, { name: '漢字' });
    const { bundle, fileName } = await exportBundle(untested.id);
    expect(bundle.reports).toEqual([]);
    expect(fileName).toContain('support-bundle-integration-');
    await product.graphql(UPDATE, { input: { id: untested.id, version: 1, name: 'Other name' } });
    expect((await exportBundle(untested.id)).bundle.integration.version).toBe(2);
  });
});

async function exportBundle(
  id: string,
): Promise<{ fileName: string; formatVersion: number; content: string; bundle: SupportBundle }> {
  const answer = answerOf<{ fileName: string; formatVersion: number; content: string }>(
    await product.graphql(BUNDLE, { id }),
  );
  const { bundle, problem } = readSupportBundle(answer.content);
  if (!bundle) throw new Error(problem);
  return { ...answer, bundle };
}
