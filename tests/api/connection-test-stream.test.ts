import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  answerOf,
  createIntegration,
  fourRepositories,
  healthyDetails,
  makeExternalId,
  read,
  STREAM,
  URLS,
} from '../support/code-artifact.ts';
import {
  collect,
  openStream,
  readResults,
  streamTest,
  type StreamResult,
  type TestEvent,
} from '../support/event-stream.ts';
import { createApiKey, createOrganization, signIn } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterEach(() => product.lab.reset());
afterAll(() => product.stop());

describe('answers', () => {
  it('with the plan, then each check, then the report', async () => {
    const events = eventsOf(await streamTest(product, healthyDetails({ repositories: fourRepositories })));
    const [first, ...rest] = events;
    const last = rest.pop();
    expect(first).toMatchObject({ check: null, report: null, userErrors: [] });
    expect(rest.every(({ planned, report }) => planned === null && report === null)).toBe(true);
    const labels = rest.map(({ check }) => check?.label);
    expect(new Set(labels)).toEqual(new Set(first?.planned?.map(({ label }) => label)));
    expect(last?.report?.checks.map(({ label }) => label)).toEqual(first?.planned?.map(({ label }) => label));
    expect(last?.report?.status).toBe('WARNING');
    for (const { check } of rest) expect(last?.report?.checks).toContainEqual(check);
  });

  it('with each check when it ends, and not only at the end', async () => {
    product.lab.set('repository_hangs', true);
    const stop = new AbortController();
    const results = readResults(await openStream(product, healthyDetails(), { signal: stop.signal }));
    const seen: (string | undefined)[] = [];
    for await (const { data } of results) {
      seen.push(data?.codeArtifactConnectionTest.check?.code);
      if (seen.at(-1) === 'REPOSITORY_ENDPOINT') break;
    }
    stop.abort();
    expect(seen).not.toContain('REPOSITORY_READ');
  });

  it('by saving like the mutation where the details are saved', async () => {
    const { id } = await createIntegration(product);
    const report = eventsOf(await streamTest(product, healthyDetails({ integrationId: id }))).at(-1)?.report;
    expect(await read(product, id)).toMatchObject({ status: 'CONNECTED', lastReport: { id: report?.id } });
  });

  it('to details that forbid a test with their userErrors and nothing else', async () => {
    const events = eventsOf(await streamTest(product, healthyDetails({ accountId: '111' })));
    expect(events).toMatchObject([
      {
        planned: null,
        check: null,
        report: null,
        userErrors: [{ field: ['accountId'], code: 'account_id_malformed' }],
      },
    ]);
    expect(product.lab.requests).toEqual([]);
  });

  it('people who are signed in', async () => {
    const { cookie } = await signIn(product);
    const options = { apiKey: null, headers: { cookie } };
    const events = eventsOf(await streamTest(product, healthyDetails(), options));
    expect(events.at(-1)?.report).toMatchObject({ status: 'PASSED', requestedBy: product.admin.email });
  });
});

describe('stops the test where the listener goes away', () => {
  it('calling nobody any more and saving nothing', async () => {
    const repositories = Array.from({ length: 50 }, (_, n) => ({ packageType: 'NPM' as const, url: URLS.NPM.replace('my-repo', `repo-${n}`) })); // prettier-ignore
    const integration = await createIntegration(product, { repositories });
    product.lab.set('service_internal_error', true);
    const stop = new AbortController();
    const details = healthyDetails({ repositories, integrationId: integration.id });
    const stream = readResults(await openStream(product, details, { signal: stop.signal }));
    const reading = (async () => {
      for await (const { data } of stream)
        if (data?.codeArtifactConnectionTest.check?.code === 'REPOSITORY_READ') break;
    })();
    await reading.catch(() => undefined);
    stop.abort();
    await wait(400);
    const calls = product.lab.requests.length;
    expect(calls).toBeLessThan(150);
    await wait(600);
    expect(product.lab.requests).toHaveLength(calls);
    expect(await read(product, integration.id)).toEqual(integration);
  });

  it('also where the other side hangs', async () => {
    product.lab.set('repository_hangs', true);
    const { id } = await createIntegration(product);
    const stop = new AbortController();
    const response = await openStream(product, healthyDetails({ integrationId: id }), { signal: stop.signal });
    await expect.poll(() => product.lab.requests.some(({ service }) => service === 'repositories')).toBe(true);
    stop.abort();
    await expect(response.text()).rejects.toThrow('abort');
    const query = '{ auditEvents(first: 1) { edges { node { action detail } } } }';
    const newest = async () => answerOf<{ edges: { node: object }[] }>(await product.graphql(query)).edges[0]?.node;
    // Ended at once, long before the time limit of the read; what was stopped counts as no test of the integration.
    await expect.poll(newest, { timeout: 3_000 }).toMatchObject({ action: 'connection.tested' });
    expect(await read(product, id)).toMatchObject({ status: 'UNTESTED', lastReport: null });
  });
});

describe('refuses', () => {
  const codes = (results: StreamResult[]) => results.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions['code'])); // prettier-ignore
  const failure = async (options: Parameters<typeof openStream>[2]) => {
    const response = await openStream(product, healthyDetails(), options);
    const results = response.headers.get('content-type')?.startsWith('text/event-stream')
      ? await collect(readResults(response))
      : [(await response.json()) as StreamResult];
    expect(results[0]?.errors?.[0]?.extensions['requestId']).toBe(response.headers.get('x-request-id'));
    return codes(results);
  };

  it.each([null, '', 'unknown'])('the key %j', async (apiKey) => {
    expect(await failure({ apiKey })).toEqual(['UNAUTHENTICATED']);
  });

  it('a key without the scope', async () => {
    const { secret } = await createApiKey(product, ['integrations:read', 'diagnostics:run']);
    expect(await failure({ apiKey: secret })).toEqual(['FORBIDDEN']);
  });

  it("another organization's integration", async () => {
    const { id } = await createIntegration(product);
    const other = await createOrganization(product);
    const session = await signIn(product);
    await session.graphql('mutation ($id: ID!) { switchOrganization(id: $id) { name } }', { id: other.id });
    const input = healthyDetails({ externalId: await makeExternalId(other), integrationId: id });
    const body = { query: STREAM, variables: { input } };
    expect(await failure({ apiKey: null, headers: { cookie: session.cookie }, body })).toEqual(['NOT_FOUND']);
  });

  it('pages of other sites', async () => {
    expect(await failure({ headers: { origin: 'https://evil.example' } })).toEqual(['FORBIDDEN']);
  });

  it.each<[string, unknown]>([
    ['a query', { query: '{ viewer { name } }' }],
    ['a mutation', { query: 'mutation { deleteIntegration(id: "x") { deletedId } }' }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    [
      'introspection beside the subscription',
      { query: STREAM.replace(/\}\s*$/, ' } { __schema { types { name } } }') },
    ],
    [
      'sixteen aliases',
      { query: `subscription { ${Array.from({ length: 16 }, (_, n) => `a${n}: __typename`).join(' ')} }` },
    ],
    ['1,001 tokens', { query: `subscription { ${'a '.repeat(1_001)} }` }],
    ['an unknown field', { query: 'subscription { codeArtifactConnectionTests { report { id } } }' }],
    ['no document', { variables: {} }],
    ['half a document', { query: 'subscription {' }],
    ['variables of another type', { query: STREAM, variables: { input: { accountId: { $ne: '' } } } }],
    ['a batch', [{ query: STREAM }]],
    ['null', null],
    ['a text', '"x"'],
    ['half a body', '{"query":'],
    ['1.1 MB', { query: STREAM, variables: { input: healthyDetails({ name: 'n'.repeat(1_100_000) }) } }],
  ])('%s', async (_, body) => {
    expect(new Set(await failure({ body: body ?? 'null' }))).toEqual(new Set(['INVALID_INPUT']));
    expect(product.lab.requests).toEqual([]);
  });

  it('hints at what the schema holds', async () => {
    const body = { query: 'subscription { codeArtifactConnectionTests { report { id } } }' };
    expect(await (await openStream(product, null, { body })).text()).not.toContain('Did you mean');
  });
});

function eventsOf(results: StreamResult[]): TestEvent[] {
  return results.map(({ data, errors }) => {
    if (!data || errors) throw new Error(`The stream refused: ${JSON.stringify(errors)}`);
    return data.codeArtifactConnectionTest;
  });
}
