import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES, type Scope } from '../../server/src/lib/context.ts';
import {
  answerOf,
  CREATE,
  createIntegration,
  DELETE,
  DIAGNOSE,
  healthyDetails,
  READ,
  refusalCode,
  SETUP,
  TEST,
  UPDATE,
  URLS,
} from '../support/code-artifact.ts';
import { createApiKey, CREATE_KEY, joinAs, withKey, type Asker } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';
import { ANALYSIS, ANALYZE, CANCEL } from '../support/projects.ts';

const NO_ID = '00000000-0000-7000-8000-000000000000';
const id = { id: NO_ID };
const details = { input: healthyDetails({ accountId: '111' }) };

/** Every operation that needs a scope, with variables that change nothing where it is not refused. */
const operations: [name: string, scope: Scope, query: string, variables: Record<string, unknown>][] = [
  ['integrationCatalog', 'integrations:read', '{ integrationCatalog { id } }', {}],
  ['integrations', 'integrations:read', '{ integrations { totalCount } }', {}],
  ['integration', 'integrations:read', READ, id],
  ['checkRepositoryUrl', 'integrations:read', 'query ($url: String!) { checkRepositoryUrl(url: $url) { valid } }', { url: URLS.NPM }],
  ['readClientConfiguration', 'integrations:read', '{ readClientConfiguration(text: "x") { valid } }', {}],
  ['codeArtifactSetup', 'integrations:write', SETUP, { input: {} }],
  ['createCodeArtifactIntegration', 'integrations:write', CREATE, details],
  ['updateCodeArtifactIntegration', 'integrations:write', UPDATE, { input: { ...id, version: 1 } }],
  ['deleteIntegration', 'integrations:write', DELETE, id],
  ['testCodeArtifactConnection', 'integrations:write', TEST, details],
  ['diagnoseIntegration', 'diagnostics:run', DIAGNOSE, id],
  ['explainFailure', 'diagnostics:run', '{ explainFailure(input: { message: "x" }) { category } }', {}],
  ['checkRolePolicies', 'diagnostics:run', '{ checkRolePolicies(input: { accountId: "111122223333", trustPolicy: "{}" }) { ok } }', {}],
  ['members', 'members:read', '{ members { id } }', {}],
  ['invitations', 'members:read', '{ invitations { id } }', {}],
  ['inviteMember', 'members:write', 'mutation { inviteMember(input: { email: "x", role: VIEWER }) { link } }', {}],
  ['revokeInvitation', 'members:write', 'mutation ($id: ID!) { revokeInvitation(id: $id) { deletedId } }', id],
  ['changeMemberRole', 'members:write', 'mutation ($id: ID!) { changeMemberRole(id: $id, role: VIEWER) { userErrors { code } } }', id],
  ['removeMember', 'members:write', 'mutation ($id: ID!) { removeMember(id: $id) { deletedId } }', id],
  ['apiKeys', 'api-keys:read', '{ apiKeys { id } }', {}],
  ['createApiKey', 'api-keys:write', CREATE_KEY, { input: { name: '', scopes: [] } }],
  ['revokeApiKey', 'api-keys:write', 'mutation ($id: ID!) { revokeApiKey(id: $id) { deletedId } }', id],
  ['auditEvents', 'audit:read', '{ auditEvents { totalCount } }', {}],
  ['auditLogValues', 'audit:read', '{ auditLogValues { actors } }', {}],
  ['supportRequests', 'support:read', '{ supportRequests { id } }', {}],
  ['supportGrants', 'support:read', '{ supportGrants { totalCount } }', {}],
  ['grantSupportAccess', 'support:write', 'mutation { grantSupportAccess(input: { reason: "", minutes: 1 }) { userErrors { code } } }', {}],
  ['refuseSupportRequest', 'support:write', 'mutation ($id: ID!) { refuseSupportRequest(id: $id) { refusedId } }', id],
  ['revokeSupportGrant', 'support:write', 'mutation ($id: ID!) { revokeSupportGrant(id: $id) { userErrors { code } } }', id],
  ['supportBundle', 'support:write', 'query ($id: ID!) { supportBundle(integrationId: $id) { content } }', id],
  ['package', 'packages:read', 'query ($id: ID!) { package(integrationId: $id, packageType: NPM, name: "x") { name } }', id],
  ['diagnosePackage', 'diagnostics:run', 'query ($id: ID!) { diagnosePackage(integrationId: $id, packageType: NPM, name: "x") { available } }', id],
  ['recentPackages', 'packages:read', 'query ($id: ID!) { recentPackages(integrationId: $id, packageType: NPM) }', id],
  ['routePackage', 'packages:read', 'query ($id: ID!) { routePackage(integrationId: $id, packageType: NPM, name: "x") { __typename } }', id],
  ['issueBuildCredentials', 'credentials:issue', 'mutation ($id: ID!) { issueBuildCredentials(input: { integrationId: $id, packageType: NPM }) { userErrors { code } } }', id],
  ['projects', 'projects:read', '{ projects { totalCount } }', {}],
  ['project', 'projects:read', 'query ($id: ID!) { project(id: $id) { id } }', id],
  ['analysis', 'projects:read', ANALYSIS, id],
  ['advisoryData', 'projects:read', '{ advisoryData { advisoryCount } }', {}],
  ['analyzeProject', 'projects:write', ANALYZE, { input: { integrationId: NO_ID, name: '', files: [] } }],
  ['cancelAnalysis', 'projects:write', CANCEL, id],
  ['deleteProject', 'projects:write', 'mutation ($id: ID!) { deleteProject(id: $id) { deletedId } }', id],
  ['checkBuild', 'projects:write', 'mutation ($id: ID!) { checkBuild(analysisId: $id) { userErrors { code } } }', id],
]; // prettier-ignore

/** Refused to everybody else; tests/api/support.test.ts shows what they do. */
const onlyForSupport = ['supportAccess', 'requestSupportAccess'];

const schema = buildSchema(readFileSync(new URL('../../shared/schema.graphql', import.meta.url), 'utf8'));

let product: Product;
let viewer: Asker;
const keys = new Map<Scope, Asker>();

beforeAll(async () => {
  product = await startProduct();
  viewer = await joinAs(product, 'VIEWER', 'viewer@acme.test');
  for (const scope of SCOPES) {
    const { secret } = await createApiKey(product, [scope]);
    keys.set(scope, withKey(product, secret));
  }
});
afterAll(() => product.stop());

it('covers every operation of the schema but those that need no scope', () => {
  const names = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  );
  const free = ['viewer', 'scopes', 'createOrganization', 'switchOrganization', 'causes', 'cause', ...onlyForSupport];
  expect(names.filter((name) => !free.includes(name)).sort()).toEqual(operations.map(([name]) => name).sort());
});

describe.each(operations)('%s', (name, needed, query, variables) => {
  it('says so in its description', () => {
    const field = schema.getQueryType()?.getFields()[name] ?? schema.getMutationType()?.getFields()[name];
    expect(field?.description).toMatch(new RegExp(`Needs ${needed}[.;]`));
  });

  it(`answers a key with ${needed} and refuses keys with any other scope`, async () => {
    for (const [scope, asker] of keys) {
      const code = refusalCode(await asker.graphql(query, variables));
      if (scope === needed) expect(code, scope).not.toBe('FORBIDDEN');
      else expect(code, scope).toBe('FORBIDDEN');
    }
  });

  it('refuses who sends no key, and an unknown one', async () => {
    for (const apiKey of [null, '', 'unknown', `${product.apiKey}x`]) {
      expect(refusalCode(await product.graphql(query, variables, { apiKey }))).toBe('UNAUTHENTICATED');
    }
  });

  const isForWriters = needed.endsWith(':write') || needed === 'credentials:issue';
  it(`${isForWriters ? 'refuses' : 'answers'} viewers`, async () => {
    const code = refusalCode(await viewer.graphql(query, variables));
    if (isForWriters) expect(code).toBe('FORBIDDEN');
    else expect(code).not.toBe('FORBIDDEN');
  });
});

describe('refuses', () => {
  const ask = (apiKey: string) => product.graphql('{ integrations { totalCount } }', {}, { apiKey });

  it('a key that has expired', async () => {
    const { secret } = await createApiKey(product, ['integrations:read'], new Date(Date.now() + 1_500));
    expect(refusalCode(await ask(secret))).toBeUndefined();
    await expect.poll(async () => refusalCode(await ask(secret)), { timeout: 5_000 }).toBe('UNAUTHENTICATED');
  });

  it('a key from the moment on in which it is revoked', async () => {
    const { id: keyId, secret } = await createApiKey(product, ['integrations:read']);
    expect(refusalCode(await ask(secret))).toBeUndefined();
    await product.graphql('mutation ($id: ID!) { revokeApiKey(id: $id) { deletedId } }', { id: keyId });
    expect(refusalCode(await ask(secret))).toBe('UNAUTHENTICATED');
  });

  it('a person from the moment on in which the membership ends', async () => {
    const guest = await joinAs(product, 'ADMIN', 'guest@acme.test');
    const { memberId } = answerOf<{ memberId: string }>(await guest.graphql('{ viewer { memberId } }'));
    const integrations = '{ integrations { totalCount } }';
    expect(refusalCode(await guest.graphql(integrations))).toBeUndefined();
    await product.graphql('mutation ($id: ID!) { removeMember(id: $id) { deletedId } }', { id: memberId });
    expect(refusalCode(await guest.graphql(integrations))).toBe('UNAUTHENTICATED');
  });

  it('everybody else what only support may do', async () => {
    const request =
      'mutation { requestSupportAccess(input: { organizationId: "x", reason: "x", minutes: 1 }) { userErrors { code } } }';
    for (const operation of ['{ supportAccess { requests { id } } }', request]) {
      for (const asker of [product, viewer]) expect(refusalCode(await asker.graphql(operation))).toBe('FORBIDDEN');
      expect(refusalCode(await product.graphql(operation, {}, { apiKey: null }))).toBe('UNAUTHENTICATED');
    }
  });

  it('keys what only people may do', async () => {
    const mutation = 'mutation { createOrganization(name: "By a key") { organization { id } } }';
    expect(refusalCode(await product.graphql(mutation))).toBe('FORBIDDEN');
  });
});

it('leaves an audit event for every change and every diagnosis, and none for a refusal', async () => {
  const actions = async () => {
    const query = '{ auditEvents(first: 100) { edges { node { action } } } }';
    const { edges } = answerOf<{ edges: { node: { action: string } }[] }>(await product.graphql(query));
    return edges.map(({ node }) => node.action).filter((action) => /^(integration|connection)\./.test(action));
  };
  const before = (await actions()).length;
  const integration = await createIntegration(product);
  await product.graphql(UPDATE, { input: { id: integration.id, version: 1, name: 'New' } });
  await product.graphql(UPDATE, { input: { id: integration.id, version: 1, name: 'Stale' } });
  await product.graphql(TEST, { input: healthyDetails({ integrationId: integration.id }) });
  await product.graphql(DIAGNOSE, { id: integration.id });
  await viewer.graphql(DELETE, { id: integration.id });
  await product.graphql(DELETE, { id: integration.id });
  const after = await actions();
  expect(after.slice(0, after.length - before)).toEqual([
    'integration.deleted',
    'integration.diagnosed',
    'integration.tested',
    'integration.updated',
    'integration.created',
  ]);
});
