import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  answerOf,
  createIntegration,
  DIAGNOSE,
  healthyDetails,
  makeExternalId,
  READ,
  refusalCode,
  ROLE_ARN,
  testConnection,
  type IntegrationAnswer,
  type ReportAnswer,
} from '../support/code-artifact.ts';
import { runStatement } from '../support/database.ts';
import { createOrganization, signIn, type Session } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';
import { operationsOfSchema } from '../support/schema-operations.ts';
import {
  essence,
  eventsOf,
  grantAccess,
  OPEN,
  organizationIdOf,
  signInSupport,
  type AuditAnswer,
} from '../support/support-access.ts';

const UNKNOWN = '00000000-0000-7000-8000-000000000000';

/** Operations that tell nothing of any organization. */
const ofEverybody = ['viewer', 'scopes', 'explainFailure', 'causes', 'cause'];

const DIAGNOSE_PACKAGE = `query ($id: ID!) { diagnosePackage(
  integrationId: $id, packageType: NPM, name: "left-pad", version: "1.0.0") { available checks { label } } }`;

let product: Product;
let helper: Session;
let admin: Session;
let organizationId: string;
let integration: IntegrationAnswer;

beforeAll(async () => {
  product = await startProduct();
  [helper, admin] = await Promise.all([signInSupport(product), signIn(product)]);
  organizationId = await organizationIdOf(product);
  integration = await createIntegration(product, { name: 'Production packages' });
  await testConnection(product, healthyDetails({ integrationId: integration.id }));
});
afterAll(() => product.stop());

beforeEach(async () => {
  await runStatement(product, 'UPDATE support_grant SET revoked_at = now() WHERE revoked_at IS NULL');
});

describe('without a grant', () => {
  it('every operation is refused alike, whatever there is', async () => {
    const own = [...ofEverybody, 'supportAccess', 'requestSupportAccess', 'switchOrganization'];
    const operations = operationsOfSchema().filter(({ name }) => !own.includes(name));
    expect(operations.length).toBeGreaterThan(25);
    const refusals = new Set<string>();
    for (const { name, kind, document } of operations) {
      for (const id of [integration.id, UNKNOWN, 'nonsense']) {
        const reply = await helper.graphql(document, { id });
        expect(refusalCode(reply), `${kind} ${name}`).toBe('FORBIDDEN');
        refusals.add(essence(reply));
      }
    }
    // createOrganization says why support makes none; all others say the same.
    expect(refusals.size).toBeLessThanOrEqual(2);
  });

  it('opening an organization answers as for one that does not exist', async () => {
    const replies = [await helper.graphql(OPEN, { id: organizationId }), await helper.graphql(OPEN, { id: UNKNOWN })];
    expect(replies.map(refusalCode)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(essence(replies[0])).toBe(essence(replies[1]));
  });

  it('the log cannot be exported, with or without a grant', async () => {
    const exported = () =>
      fetch(`${product.address}/audit/export?format=jsonl`, { headers: { cookie: helper.cookie } });
    expect((await exported()).status).toBe(403);
    await grantAccess(admin);
    await open();
    expect((await exported()).status).toBe(403);
  });
});

describe('within a grant', () => {
  beforeEach(async () => {
    await grantAccess(admin);
    await open();
  });

  it('support diagnoses and reads reports, with External IDs masked everywhere', async () => {
    product.lab.set('external_id_mismatch', true);
    try {
      await testConnection(product, healthyDetails({ integrationId: integration.id }));
      const reply = await helper.graphql(DIAGNOSE, { id: integration.id });
      const report = answerOf<ReportAnswer>(reply);
      expect(report.requestedBy).toBe(product.support.email);
      const text = JSON.stringify(reply);
      const members = JSON.stringify(await product.graphql(DIAGNOSE, { id: integration.id }));
      expect(members).toContain(integration.externalId);
      expect(text).not.toContain(integration.externalId);
      expect(text).toContain('Compare sts:ExternalId there with ••••');
      const history = await helper.graphql(
        `query ($id: ID!) { integration(id: $id) { name externalId roleArn reports { edges { node { checks {
          evidence { message } diagnosis { summary causes { steps snippet { text } } } } } } } } }`,
        { id: integration.id },
      );
      expect(JSON.stringify(history)).not.toContain(integration.externalId);
      expect(answerOf(history)).toMatchObject({ name: 'Production packages', externalId: '••••', roleArn: ROLE_ARN });
    } finally {
      product.lab.set('external_id_mismatch', false);
    }
  });

  it('support sees no External ID of before either, nor under an alias, nor in a name or an error', async () => {
    const made = await makeExternalId(product);
    const chosen = 'chosen.by+us:123';
    const named = await createIntegration(product, { name: `Uses ${made} and ${chosen}`, externalId: chosen });
    const aliased = await helper.graphql('query ($id: ID!) { a: integration(id: $id) { b: externalId c: name } }', {
      id: named.id,
    });
    const replies = [
      aliased,
      await helper.graphql('{ integrations { edges { node { name externalId } } } }'),
      await helper.graphql('{ auditEvents(first: 100) { edges { node { subject detail } } } }'),
      await helper.graphql('query ($id: ID!) { integration(id: $id) { id } }', { id: chosen }),
    ];
    for (const reply of replies) {
      expect(JSON.stringify(reply)).not.toContain(made);
      expect(JSON.stringify(reply)).not.toContain(chosen);
    }
    expect(answerOf(aliased)).toEqual({ b: '••••', c: 'Uses •••• and ••••' });
  });

  it('nothing else is open, by the list of all operations', async () => {
    const open = [...ofEverybody, 'supportAccess', 'requestSupportAccess', 'switchOrganization'];
    const granted = [
      'integrations',
      'integration',
      'diagnoseIntegration',
      'diagnosePackage',
      'auditEvents',
      'auditLogValues',
    ];
    const answered: string[] = [];
    for (const { name, document } of operationsOfSchema().filter((operation) => !open.includes(operation.name))) {
      const reply = await helper.graphql(document, { id: integration.id });
      if (refusalCode(reply) !== 'FORBIDDEN') answered.push(name);
    }
    expect(granted).toEqual(expect.arrayContaining(answered));
    expect(answered).toEqual(
      expect.arrayContaining(['integrations', 'integration', 'diagnoseIntegration', 'auditEvents']),
    );
    const streamed = await fetch(`${product.address}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: helper.cookie },
      body: JSON.stringify({
        query: `subscription ($input: CodeArtifactDetailsInput!) { codeArtifactConnectionTest(input: $input) { report { id } } }`,
        variables: { input: healthyDetails() },
      }),
    });
    expect(await streamed.text()).toContain('FORBIDDEN');
  });

  it('rows of another organization answer as rows that do not exist', async () => {
    const other = await createOrganization(product, 'A fourth customer');
    const theirs = await createIntegration(other, { externalId: await makeExternalId(other) });
    for (const document of [READ, DIAGNOSE]) {
      const replies = [
        await helper.graphql(document, { id: theirs.id }),
        await helper.graphql(document, { id: UNKNOWN }),
      ];
      expect(replies.map(refusalCode)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
      expect(essence(replies[0])).toBe(essence(replies[1]));
    }
  });

  it('every look is one event in the log of the organization: who, what, when, from where', async () => {
    const before = (await eventsOf(product, 'support.viewed')).length;
    await helper.graphql('{ integrations { totalCount } }');
    await helper.graphql(READ, { id: integration.id });
    await helper.graphql(DIAGNOSE, { id: integration.id });
    await helper.graphql('{ auditEvents(first: 5, text: "signed") { totalCount } }');
    await helper.graphql(DIAGNOSE_PACKAGE, { id: integration.id });
    await helper.graphql(`query ($id: ID!) { one: integration(id: $id) { name } two: integration(id: "${UNKNOWN}") { name } }`, { id: integration.id }); // prettier-ignore
    const events = await eventsOf(product, 'support.viewed');
    const fresh = events.slice(0, events.length - before);
    // The two of one document run side by side.
    const [last, previous, ...others] = fresh;
    expect(new Set([last?.subject, previous?.subject])).toEqual(new Set([UNKNOWN, 'Production packages']));
    expect(others.map(({ detail, subject }) => [detail, subject])).toEqual([
      ['diagnosePackage: NPM left-pad 1.0.0', 'Production packages'],
      ['auditEvents: text signed', null],
      ['diagnoseIntegration', 'Production packages'],
      ['integration', 'Production packages'],
      ['integrations', null],
    ]);
    for (const event of fresh) {
      expect(event).toMatchObject({
        actor: product.support.email,
        actorKind: 'SUPPORT',
        ip: expect.stringMatching(/127\.0\.0\.1|::1/),
      });
    }
    const { edges } = answerOf<{ edges: { node: AuditAnswer }[] }>(
      await product.graphql(
        '{ auditEvents(first: 100, action: "support.") { edges { node { action actor actorKind subject detail } } } }',
      ),
    );
    expect(edges.map(({ node }) => node)).toContainEqual({
      action: 'support.granted',
      actor: product.admin.email,
      actorKind: 'MEMBER',
      subject: 'Backline support',
      detail: expect.stringMatching(/^30 minutes, until \S+Z: Case 4711$/),
    });
  });
});

async function open(): Promise<void> {
  answerOf(await helper.graphql(OPEN, { id: organizationId }));
}
