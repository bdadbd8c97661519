import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { switches } from '../../server/lab/switches/index.ts';
import {
  CREATE,
  createIntegration,
  DELETE,
  DIAGNOSE,
  fourRepositories,
  healthyDetails,
  makeExternalId,
  READ,
  TEST,
  UPDATE,
} from '../support/code-artifact.ts';
import { storedText } from '../support/database.ts';
import { streamTest } from '../support/event-stream.ts';
import { createApiKey, joinAs, signIn } from '../support/organization.ts';
import { DIAGNOSE_PACKAGE } from '../support/package-diagnosis.ts';
import { startProduct, type Product } from '../support/product.ts';
import { follow, startAnalysis } from '../support/projects.ts';
import {
  ACCESS,
  grantAccess,
  OPEN,
  organizationIdOf,
  PENDING,
  REQUEST,
  signInSupport,
} from '../support/support-access.ts';

const LIST = `{ integrations { edges { node { reports { edges { node { checks { label evidence { message } } } } }
  statusChange { turned { label diagnosis { summary } } changes { actor before after } } } } } }`;
const AUDIT = '{ auditEvents(first: 100) { edges { node { action actor subject detail requestId } } } }';
const KEYS = '{ apiKeys { id name prefix scopes createdAt expiresAt lastUsedAt } }';

/** Takes too long here, and shows nothing that others do not. */
const left = /hangs|drips|throttled/;

/** By what each secret is. */
const secrets = new Map<string, string>();
const answers: string[] = [];
let product: Product;

beforeAll(async () => {
  const started = await startProduct({ environment: { LOG_LEVEL: 'debug' } });
  product = {
    ...started,
    // Spreading would ask for the lab once and keep it, which is what is wanted.
    graphql: async (...parameters: Parameters<Product['graphql']>) => {
      const reply = await started.graphql(...parameters);
      answers.push(JSON.stringify(reply));
      return reply;
    },
  };
  product.lab.watchSecrets((secret) => secrets.set(secret, 'of an AWS session, or a token'));
  secrets.set(product.lab.environment['AWS_SECRET_ACCESS_KEY'] ?? '', 'secret access key of the server');
  secrets.set(product.admin.password, 'password');
  secrets.set(product.support.password, 'password of support');
  secrets.set(product.apiKey, 'first API key');
  await liveAWholeLife(started);
});
afterAll(() => product.stop());

describe('keeps every secret', () => {
  it('and there were secrets of all kinds', () => {
    const kinds = [...secrets.values()];
    expect(kinds.filter((kind) => kind.includes('token')).length).toBeGreaterThan(100);
    expect(new Set(kinds).size).toBe(11);
    for (const secret of secrets.keys()) expect(secret.length).toBeGreaterThan(10);
  });

  it('out of what the server prints', () => {
    expect(product.output().length).toBeGreaterThan(1_000);
    expect(found(product.output())).toEqual([]);
  });

  it('out of every table', async () => {
    const dump = await storedText(product);
    expect(dump).toContain('integration.tested');
    expect(dump).toContain('connection_report');
    expect(found(dump)).toEqual([]);
  });

  it('out of every answer of the API, but for the one that shows it', () => {
    expect(answers.length).toBeGreaterThan(70);
    expect(found(answers.join('\n'))).toEqual([]);
  });

  it("out of the lab's own record of requests", () => {
    expect(found(JSON.stringify(product.lab.requests))).toEqual([]);
  });
});

function found(text: string): string[] {
  // Also as they travel in Basic authentication.
  const forms = (secret: string) => [secret, Buffer.from(`aws:${secret}`).toString('base64').slice(0, 200)];
  return [...secrets].filter(([secret]) => forms(secret).some((form) => text.includes(form))).map(([, kind]) => kind);
}

/** `plain` shows secrets once, which is not what is looked for. */
async function liveAWholeLife(plain: Product): Promise<void> {
  const session = await signIn(plain);
  secrets.set(session.cookie.split('=')[1] ?? '', 'session of a person');
  const guest = await joinAs(plain, 'VIEWER', 'guest@acme.test');
  secrets.set('a password of some length', 'password of a guest');
  secrets.set(guest.cookie.split('=')[1] ?? '', 'session of a person');
  const key = await createApiKey(plain, ['integrations:read', 'integrations:write', 'diagnostics:run', 'audit:read']);
  secrets.set(key.secret, 'API key');

  const asKey = { apiKey: key.secret };
  const { id } = await createIntegration(product, { repositories: fourRepositories });
  const input = healthyDetails({ repositories: fourRepositories, integrationId: id });
  for (const { id: switchId } of switches.filter(({ id }) => !left.test(id))) {
    product.lab.set(switchId, true);
    await product.graphql(TEST, { input }, asKey);
    await product.graphql(DIAGNOSE_PACKAGE, { integrationId: id, packageType: 'PYPI', name: 'acme-none' }, asKey);
    product.lab.set(switchId, false);
  }
  await product.graphql(DIAGNOSE, { id });
  answers.push(JSON.stringify(await streamTest(product, input)));
  await product.graphql(UPDATE, { input: { id, version: 1, name: 'Renamed' } });
  const externalId = await makeExternalId(product);
  await product.graphql(UPDATE, { input: { id, version: 2, externalId } });
  await refuseSecrets(id);
  for (const query of [LIST, AUDIT, KEYS]) await product.graphql(query);
  await product.graphql(READ, { id });
  await analyzeWithSecrets(id);
  await letSupportIn(plain, id, key.secret);
  const gone = await createIntegration(product);
  await product.graphql(DELETE, { id: gone.id });
}

/** Everything that support and auditors carry away. */
async function letSupportIn(plain: Product, id: string, pasted: string): Promise<void> {
  const helper = await signInSupport(plain);
  secrets.set(helper.cookie.split('=')[1] ?? '', 'session of a person');
  const organizationId = await organizationIdOf(plain);
  const ask = async (query: string, variables = {}) => {
    answers.push(JSON.stringify(await helper.graphql(query, variables)));
  };
  await ask(REQUEST, { input: { organizationId, reason: `Case ${pasted}`, minutes: 5 } });
  await product.graphql(PENDING);
  await grantAccess(product);
  await ask(OPEN, { id: organizationId });
  for (const query of [LIST, AUDIT, ACCESS]) await ask(query);
  for (const query of [READ, DIAGNOSE]) await ask(query, { id });
  await product.graphql('query ($id: ID!) { supportBundle(integrationId: $id) { fileName content } }', { id });
  const headers = { authorization: `Bearer ${plain.apiKey}` };
  for (const format of ['csv', 'jsonl']) {
    answers.push(await (await fetch(`${plain.address}/audit/export?format=${format}`, { headers })).text());
  }
}

/** What files of a project hold that should not be in them. */
async function analyzeWithSecrets(id: string): Promise<void> {
  const token = 'eyJ2ZXIiOjEsImlzdSI6MTc5NTQ5MjIwMH0.left-in-a.file-of.a-project.end';
  const password = 'left-in-a-configuration';
  secrets.set(token, 'token in a file of a project');
  secrets.set(password, 'password in a file of a project');
  const files = [
    { path: 'requirements.txt', content: `--index-url https://aws:${token}@example.com/simple/\nacme-markup==1.0.0\n` },
    { path: 'nuget.config', content: `<add key="ClearTextPassword" value="${password}" />` },
    { path: '.npmrc', content: `//example.com/:_authToken=${token}` },
  ];
  const { id: analysisId } = await startAnalysis(product, id, files);
  answers.push(JSON.stringify(await follow(product, analysisId)));
  const query = `query ($id: ID!) { analysis(id: $id) { files { path problem remarks { reason } } unchecked
    dependencies { edges { node { name path diagnosis { summary } } } } findings { summary } proposals { patches { diff } } } }`;
  await product.graphql(query, { id: analysisId });
}

/** What people paste into the wrong place. */
async function refuseSecrets(id: string): Promise<void> {
  const pasted = 'eyJ2ZXIiOjEsImlzdSI6MTc5NTQ5MjIwMH0.pasted-by-somebody.into-the-url.and-more.end';
  secrets.set(pasted, 'token that somebody pasted');
  const url = `https://aws:${pasted}@my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/`;
  const input = healthyDetails({ repositories: [{ packageType: 'NPM', url }] });
  await product.graphql(CREATE, { input });
  await product.graphql(TEST, { input });
  await product.graphql(UPDATE, { input: { id, version: 2, repositories: input.repositories } });
  await product.graphql('query ($url: String!) { checkRepositoryUrl(url: $url) { url problems { message suggestion } } }', { url }); // prettier-ignore
  const text = `//my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/:_authToken=${pasted}`;
  await product.graphql('query ($text: String!) { readClientConfiguration(text: $text) { url problems { message suggestion } } }', { text }); // prettier-ignore
  await product.graphql(READ, { id: { token: pasted } });
  await product.graphql('{ viewer { name } }', {}, { apiKey: pasted });
  const wrong = { ...product.admin, password: product.apiKey };
  await signIn(product, wrong).catch((error: Error) => answers.push(error.message));
}
