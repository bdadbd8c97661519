import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../server/src/lib/id.ts';
import {
  ACCOUNT,
  answerOf,
  createIntegration,
  DIAGNOSE,
  healthyDetails,
  makeExternalId,
  read,
  ROLE_ARN,
  testConnection,
  update,
  URLS,
  type Details,
  type IntegrationAnswer,
} from '../support/code-artifact.ts';
import { runStatement, withClient } from '../support/database.ts';
import { createOrganization, joinAs, type Asker } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';
import { readStatusChange, WHAT_CHANGED, type StatusChange } from '../support/status-change.ts';

let product: Product;
const on: string[] = [];

beforeAll(async () => {
  product = await startProduct();
});
afterEach(() => {
  for (const id of on.splice(0)) product.lab.set(id, false);
});
afterAll(() => product.stop());

function breakIt(id: string): void {
  product.lab.set(id, true);
  on.push(id);
}

function mendIt(id: string): void {
  product.lab.set(id, false);
}

function whatChanged(id: string, asker: Asker = product): Promise<StatusChange | null> {
  return readStatusChange(asker, id);
}

/** A connected integration, and a test of what it is by then. */
async function connected(changes: Partial<Details> = {}) {
  const integration = await createIntegration(product, changes);
  const test = (later: Partial<Details> = {}, asker: Asker = product) =>
    testConnection(asker, healthyDetails({ ...changes, ...later, integrationId: integration.id }));
  const good = await test();
  expect((await read(product, integration.id)).status).toBe('CONNECTED');
  return { integration, good, test };
}

/** Anna changes settings; throws where nothing was saved. */
async function change(asker: Asker, { id }: IntegrationAnswer, version: number, input: object): Promise<void> {
  const { integration, userErrors } = await update(asker, { id, version, ...input });
  if (!integration) throw new Error(JSON.stringify(userErrors));
}

describe('answers', () => {
  it('nothing for what always worked, was never tested, or never worked', async () => {
    const { integration } = await connected();
    expect(await whatChanged(integration.id)).toBeNull();
    expect(await whatChanged((await createIntegration(product)).id)).toBeNull();
    breakIt('external_id_mismatch');
    const never = await createIntegration(product);
    await testConnection(product, healthyDetails({ integrationId: never.id }));
    expect(await whatChanged(never.id)).toBeNull();
    mendIt('external_id_mismatch');
    await testConnection(product, healthyDetails({ integrationId: never.id }));
    expect(await whatChanged(never.id)).toBeNull();
  });

  it('since when, which check turned, and that nothing was changed here', async () => {
    const { integration, good, test } = await connected();
    breakIt('external_id_mismatch');
    const first = await test();
    await test();
    expect(await whatChanged(integration.id)).toEqual({
      kind: 'FAILED',
      since: first.startedAt,
      reportBefore: { id: good.id, status: 'PASSED' },
      firstReport: { id: first.id, startedAt: first.startedAt },
      turned: [
        { code: 'ASSUME_ROLE', repositoryUrl: null, before: 'PASSED', after: 'FAILED', diagnosis: expect.anything() },
      ],
      changes: [],
      nothingChangedHere: true,
      concurrentFailures: expect.anything(),
    });
    // Only looking changes nothing, whatever it finds.
    mendIt('external_id_mismatch');
    await product.graphql(DIAGNOSE, { id: integration.id });
    expect(await whatChanged(integration.id)).toMatchObject({ kind: 'FAILED', since: first.startedAt });
  });

  it('that it works again, and since when', async () => {
    const { integration, test } = await connected();
    breakIt('missing_bearer_token_permission');
    const bad = await test();
    mendIt('missing_bearer_token_permission');
    const mended = await test();
    await test();
    expect(await whatChanged(integration.id)).toMatchObject({
      kind: 'RECOVERED',
      since: mended.startedAt,
      reportBefore: { id: bad.id },
      turned: [{ code: 'AUTHORIZATION_TOKEN', before: 'FAILED', after: 'PASSED', diagnosis: null }],
      nothingChangedHere: true,
      concurrentFailures: [],
    });
  });

  it('who changed what here before it failed', async () => {
    const anna = await joinAs(product, 'ADMIN', 'anna@acme.test');
    const { integration, test } = await connected();
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/NoSuchRole`;
    await change(anna, integration, 1, { roleArn });
    // Saved and not tested yet: what it will be is open.
    expect(await whatChanged(integration.id)).toBeNull();
    await test({ roleArn });
    const changed = await whatChanged(integration.id);
    expect(changed).toMatchObject({
      kind: 'FAILED',
      turned: [{ code: 'ASSUME_ROLE' }],
      nothingChangedHere: false,
      changes: [
        {
          actor: 'anna@acme.test',
          setting: 'ROLE_ARN',
          before: ROLE_ARN,
          after: roleArn,
          repositoryUrl: null,
          isPossibleCause: true,
        },
      ],
    });
    const audit = '{ auditEvents(first: 100) { edges { node { action actor requestId } } } }';
    const { edges } = answerOf<{ edges: { node: object }[] }>(await product.graphql(audit));
    const { requestId, actor } = changed?.changes[0] ?? {};
    expect(edges.map(({ node }) => node)).toContainEqual({ action: 'integration.updated', actor, requestId });
  });

  it('what was changed only after it had failed as no cause', async () => {
    const { integration, test } = await connected();
    breakIt('external_id_mismatch');
    await test();
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/NoSuchRole`;
    await change(product, integration, 1, { roleArn });
    await test({ roleArn });
    const changed = await whatChanged(integration.id);
    expect(changed?.changes).toMatchObject([{ setting: 'ROLE_ARN', isPossibleCause: false }]);
    expect(changed?.changes[0]?.actor).toMatch(/^API key /);
    expect(changed?.nothingChangedHere).toBe(true);
  });

  it('changed repositories and routes, and names as nothing', async () => {
    const { integration, test } = await connected();
    const npm = { packageType: 'NPM', url: URLS.NPM } as const;
    const gone = { packageType: 'PYPI', url: URLS.PYPI.replace('my-repo', 'no-such-repo') } as const;
    await change(product, integration, 1, { name: 'Another name' });
    await change(product, integration, 2, { repositories: [{ ...npm, routes: ['@acme'] }, gone] });
    await test({ repositories: [npm, gone] });
    const changed = await whatChanged(integration.id);
    expect(changed?.changes.map(({ setting, repositoryUrl, before, after, isPossibleCause }) => [setting, repositoryUrl, before, after, isPossibleCause])).toEqual([
      ['ROUTES', URLS.NPM, null, '@acme', false],
      ['REPOSITORY', null, null, gone.url, true],
    ]); // prettier-ignore
    expect(changed?.turned).toContainEqual(
      expect.objectContaining({ code: 'REPOSITORY_ENDPOINT', repositoryUrl: gone.url, before: null, after: 'FAILED' }),
    );
  });

  it('a replaced External ID without showing it', async () => {
    const { integration } = await connected();
    const before = integration.externalId;
    const externalId = await makeExternalId(product);
    product.lab.deploy({ externalId });
    // The replacement itself is tested as it is saved, and something else turns out to be broken.
    breakIt('missing_bearer_token_permission');
    await change(product, integration, 1, { externalId });
    product.lab.deploy({ externalId: before });
    const changed = await whatChanged(integration.id);
    const end = (id: string) => `…${id.slice(-4)}`;
    expect(changed).toMatchObject({
      turned: [{ code: 'AUTHORIZATION_TOKEN' }],
      changes: [{ setting: 'EXTERNAL_ID', before: end(before), after: end(externalId) }],
    });
    for (const id of [before, externalId]) expect(JSON.stringify(changed)).not.toContain(id);
  });

  it('degraded and insecure integrations', async () => {
    const repositories: Details['repositories'] = [
      { packageType: 'NPM', url: URLS.NPM },
      { packageType: 'NPM', url: URLS.SHARED },
    ];
    const { integration, test } = await connected({ repositories });
    breakIt('shared_domain_not_in_role_policy');
    await test();
    expect(await whatChanged(integration.id)).toMatchObject({
      kind: 'FAILED',
      turned: [{ code: 'AUTHORIZATION_TOKEN', before: 'PASSED', after: 'FAILED' }],
    });
    mendIt('shared_domain_not_in_role_policy');
    breakIt('external_id_not_required');
    const insecure = await test();
    expect(await whatChanged(integration.id)).toMatchObject({
      kind: 'FAILED',
      since: insecure.startedAt,
      turned: [{ code: 'EXTERNAL_ID_ENFORCED', before: 'PASSED', after: 'FAILED' }],
    });
  });

  it('others that failed in the same period at the same check, of the same organization', async () => {
    const other = await createOrganization(product, 'With its own troubles');
    const externalId = await makeExternalId(other);
    product.lab.deploy({ externalId, accountId: ACCOUNT, roleName: 'TheirRole' });
    const theirDetails = { externalId, roleArn: ROLE_ARN.replace(/[^/]+$/, 'TheirRole') };
    const theirs = await createIntegration(other, theirDetails);
    const testTheirs = () => testConnection(other, healthyDetails({ ...theirDetails, integrationId: theirs.id }));
    await testTheirs();
    const one = await connected({ name: 'One' });
    const two = await connected({ name: 'Two' });
    const well = await connected({ name: 'Well' });
    breakIt('platform_role_not_allowed');
    await one.test();
    await two.test();
    await testTheirs();
    expect(await whatChanged(theirs.id, other)).toMatchObject({ kind: 'FAILED', concurrentFailures: [] });
    mendIt('platform_role_not_allowed');
    await well.test();
    const concurrent = (await whatChanged(one.integration.id))?.concurrentFailures ?? [];
    expect(concurrent).toContainEqual(
      expect.objectContaining({ integrationId: two.integration.id, name: 'Two', accountId: ACCOUNT }),
    );
    const ids = concurrent.map(({ integrationId }) => integrationId);
    for (const { id } of [one.integration, well.integration, theirs]) expect(ids).not.toContain(id);
  });
});

describe('protects', () => {
  it('what changed from other organizations', async () => {
    const { integration, test } = await connected();
    breakIt('external_id_mismatch');
    await test();
    const other = await createOrganization(product);
    const { data, errors } = await other.graphql(WHAT_CHANGED, { id: integration.id });
    expect(data).toBeNull();
    expect(errors[0]?.extensions?.['code']).toBe('NOT_FOUND');
  });

  it('the last good report and the first bad one from being forgotten', async () => {
    const { integration, good, test } = await connected();
    breakIt('external_id_mismatch');
    const first = await test();
    await withClient(product.database, async (client) => {
      for (let n = 1; n <= 120; n += 1) {
        await client.query(
          `INSERT INTO connection_report SELECT '${newId()}', organization_id, integration_id, integration_version, status,
             started_at + interval '${n} s', duration_ms, requested_by, checks, outcome, problem_count
           FROM connection_report WHERE id = '${first.id}'`,
        );
      }
    });
    await test();
    expect(await whatChanged(integration.id)).toMatchObject({
      since: first.startedAt,
      reportBefore: { id: good.id },
      firstReport: { id: first.id },
      nothingChangedHere: true,
    });
    const total = 'query ($id: ID!) { integration(id: $id) { reports(first: 1) { totalCount } } }';
    const { reports } = answerOf<{ reports: { totalCount: number } }>(
      await product.graphql(total, { id: integration.id }),
    );
    expect(reports.totalCount).toBe(102);
  });

  it('from claiming what it cannot know: versions that were never kept', async () => {
    const { integration, test } = await connected();
    await change(product, integration, 1, { name: 'Another name' });
    breakIt('external_id_mismatch');
    await test();
    expect(await whatChanged(integration.id)).toMatchObject({ nothingChangedHere: true });
    await runStatement(
      product,
      `DELETE FROM integration_version WHERE integration_id = '${integration.id}' AND version = 1`,
    );
    expect(await whatChanged(integration.id)).toMatchObject({ changes: [], nothingChangedHere: null });
  });
});
