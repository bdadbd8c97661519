import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../server/lab/world.ts';
import {
  ACCOUNT,
  answerOf,
  createIntegration,
  refusalCode,
  ROLE_ARN,
  type IntegrationAnswer,
} from '../support/code-artifact.ts';
import { startProduct, type Product } from '../support/product.ts';

const CHECK = `query ($input: RolePoliciesInput!) {
  checkRolePolicies(input: $input) {
    ok
    permissions { action resource allowed unknown reason statement externalId place { source line column } }
    refusals { allowed externalId }
    causes { code certainty side explanation steps snippet { language text } documentationUrl }
    findings { code severity source line column message repair }
    repaired { source name text diff sufficient }
    notJudged
  }
}`;

interface Report {
  ok: boolean;
  permissions: { action: string; allowed: boolean; reason: string }[];
  refusals: { allowed: boolean }[];
  causes: { code: string; certainty: string }[];
  findings: { code: string; line: number }[];
  repaired: { source: string; text: string; sufficient: boolean }[];
  notJudged: string[];
}

let product: Product;
let integration: IntegrationAnswer;

beforeAll(async () => {
  product = await startProduct();
  integration = await createIntegration(product);
});
afterAll(() => product.stop());
beforeEach(() => product.lab.reset());

async function check(input: object): Promise<Report> {
  return answerOf(await product.graphql(CHECK, { input: { accountId: '', integrationId: integration.id, ...input } }));
}

/** What somebody would paste of the role as the lab has it now: the answers of get-role and get-role-policy. */
function pasted(): { trustPolicy: string; permissionsPolicy: string } {
  const roles: Role[] = [];
  product.lab.edit((world) => {
    roles.push(...world.accounts.filter(({ id }) => id === ACCOUNT).flatMap((account) => account.roles));
  });
  const role = roles.find(({ name }) => ROLE_ARN.endsWith(`/${name}`));
  if (!role) throw new Error('The lab has no such role.');
  const json = (value: object) => JSON.stringify(value, null, 2);
  return {
    trustPolicy: json({ Role: { RoleName: role.name, Arn: ROLE_ARN, AssumeRolePolicyDocument: role.trustPolicy } }),
    permissionsPolicy: Object.entries(role.identityPolicies)
      .map(([PolicyName, PolicyDocument]) => json({ RoleName: role.name, PolicyName, PolicyDocument }))
      .join('\n'),
  };
}

describe('checkRolePolicies answers', () => {
  it('that the policies of the healthy lab are right, with the details of the integration', async () => {
    const report = await check(pasted());
    expect(report).toMatchObject({ ok: true, causes: [], findings: [], repaired: [] });
    expect(report.permissions.length).toBeGreaterThan(4);
    expect(report.permissions.every(({ allowed }) => allowed)).toBe(true);
  });

  it.each([
    ['external_id_mismatch', 'external_id_mismatch'],
    ['external_id_not_required', 'external_id_not_required'],
    ['trust_principal_mismatch', 'trust_principal_mismatch'],
    ['trust_principal_stale_id', 'trust_principal_stale_id'],
    ['trust_condition_unmet', 'trust_condition_unmet'],
    ['missing_get_authorization_token', 'missing_get_authorization_token'],
    ['missing_bearer_token_permission', 'missing_bearer_token_permission'],
    ['bearer_token_for_another_service', 'bearer_condition_unmet'],
    ['bearer_duration_capped', 'bearer_condition_unmet'],
    ['missing_get_repository_endpoint', 'missing_get_repository_endpoint'],
    ['missing_read_from_repository', 'missing_read_from_repository'],
  ])("the lab's %s for certain, with a repair that mends it", async (name, code) => {
    product.lab.set(name, true);
    const policies = pasted();
    const report = await check(policies);
    expect(report.ok).toBe(false);
    expect(report.causes).toContainEqual(expect.objectContaining({ code, certainty: 'CERTAIN' }));
    const repaired = new Map(report.repaired.map(({ source, text }) => [source, text]));
    const after = await check({
      trustPolicy: repaired.get('TRUST_POLICY') ?? policies.trustPolicy,
      permissionsPolicy: repaired.get('PERMISSIONS_POLICY') ?? policies.permissionsPolicy,
    });
    expect(after).toMatchObject({ ok: true, causes: [] });
  });

  it('a Deny by address as likely, since it does not know from where the call will come', async () => {
    product.lab.set('trust_explicit_deny', true);
    const report = await check(pasted());
    expect(report).toMatchObject({
      ok: false,
      causes: [{ code: 'trust_explicit_deny', certainty: 'LIKELY' }],
      repaired: [],
    });
    expect(report.permissions[0]).toMatchObject({ allowed: false, unknown: true });
  });

  it('for details that are given in place of an integration', async () => {
    const { accountId, externalId, roleArn } = integration;
    const { trustPolicy } = pasted();
    const given = { accountId, externalId, roleArn, integrationId: null, trustPolicy };
    expect(await check(given)).toMatchObject({ ok: true });
    expect(await check({ ...given, externalId: 'another-external-id' })).toMatchObject({
      ok: false,
      causes: [{ code: 'external_id_mismatch', certainty: 'CERTAIN' }],
    });
  });
});

describe('checkRolePolicies refuses', () => {
  it.each([
    ['nothing pasted', {}, 'INVALID_INPUT'],
    ['more than 64 KB', { trustPolicy: 'x'.repeat(65_537) }, 'INVALID_INPUT'],
    [
      'an unknown integration',
      { trustPolicy: '{}', integrationId: '00000000-0000-7000-8000-000000000000' },
      'NOT_FOUND',
    ],
  ])('%s', async (_, input, code) => {
    const reply = await product.graphql(CHECK, { input: { accountId: '', integrationId: integration.id, ...input } });
    expect(refusalCode(reply)).toBe(code);
  });
});

it('keeps nothing of what is pasted, not in the log and not in the audit log', async () => {
  const mark = 'only-in-this-paste-7f3a';
  await check({ trustPolicy: `{"Statement": "${mark}"}`, permissionsPolicy: mark });
  expect(product.output()).not.toContain(mark);
  const audit = await product.graphql('{ auditEvents(first: 100) { edges { node { action subject detail } } } }');
  expect(JSON.stringify(audit.data)).not.toContain(mark);
});
