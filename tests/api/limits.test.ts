import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREATE, healthyDetails } from '../support/code-artifact.ts';
import { signIn } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';

interface Answer {
  status: number;
  type: string;
  requestId: string;
  text: string;
  errors: { message: string; extensions: Record<string, unknown> }[];
}

let product: Product;

beforeAll(async () => {
  product = await startProduct({ lab: false });
});
afterAll(() => product.stop());

const deep = (depth: number) =>
  `{ integrations { edges { node { ${'lastReport { '.repeat(depth)}id${' }'.repeat(depth)} } } } }`;
const times = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const bomb = `${times(25, (n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`)} fragment f25 on Query { __typename }`;
const createOrganization = (n: number) => `a${n}: createOrganization(name: "n") { organization { id } }`;

/** Each is refused with HTTP 400 before any resolver runs. */
const documents: [what: string, query: string][] = [
  ['circular introspection', '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }'],
  ['a depth of 13', deep(10)],
  ['a depth of 200', deep(200)],
  ['a depth of 5,000', deep(5_000)],
  ['101 aliases of __typename', `{ ${times(101, (n) => `a${n}: __typename`)} }`],
  ['101 aliases of a field', `{ ${times(101, (n) => `a${n}: viewer { name }`)} }`],
  ['200 mutation aliases', `mutation { ${times(200, createOrganization)} }`],
  ['16 mutation aliases', `mutation { ${times(16, createOrganization)} }`],
  ['10 unknown directives', `{ viewer { name ${'@x '.repeat(10)} } }`],
  ['10 known directives', `{ viewer { name ${'@include(if: true) '.repeat(10)} } }`],
  ['4,000 directives', `{ viewer { name ${'@x '.repeat(4_000)} } }`],
  ['1,001 tokens', `{ viewer { ${'name '.repeat(1_001)} } }`],
  ['circular fragments', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'],
  ['a fragment bomb', `{ ...f0 } ${bomb}`],
  ['a fragment bomb ahead of the operation', `${bomb} { ...f0 }`],
  ['3,000 overlapping fields', `{ ${times(3_000, () => 'viewer { name }')} }`],
  ['an answer of a million values', '{ integrations(first: 100) { edges { node { reports(first: 100) { edges { node { checks { label evidence { message } diagnosis { causes { code steps } } } } } } } } } }'],
  ['an unknown field', '{ integration { id } viewr { name } }'],
  ['an unknown argument', '{ integrations(firs: 1) { totalCount } }'],
  ['an unknown type', '{ ... on Integrations { id } }'],
  ['half a document', '{ viewer {'],
  ['an empty document', ''],
  ['two operations and no name', 'query a { viewer { name } } query b { viewer { name } }'],
]; // prettier-ignore

describe('refuses, with nothing but JSON,', () => {
  it.each(documents)('%s', async (_, query) => {
    const answer = await post(JSON.stringify({ query }));
    expect(refusalOf(answer)).toEqual(refused(400));
    expect(answer.errors.length).toBeLessThanOrEqual(6);
    expect(answer.text.length).toBeLessThan(4_000);
    expect(answer.text).not.toMatch(/did you mean|suggest/i);
  });

  const first = 'query ($first: Int) { integrations(first: $first) { totalCount } }';
  it.each<[string, object]>([
    ['as it stands', { query: '{ integrations(first: 999999) { totalCount } }' }],
    ['by a variable', { query: first, variables: { first: 999_999 } }],
    ['below one', { query: first, variables: { first: 0 } }],
    ['that is no number', { query: first, variables: { first: 'many' } }],
    ['beyond 32 bits', { query: first, variables: { first: 4_294_967_296 } }],
  ])('a page size %s', async (_, body) => {
    const answer = await post(JSON.stringify(body));
    expect([200, 400]).toContain(answer.status);
    expect(refusalOf(answer)).toEqual(refused(answer.status));
  });

  it.each<[string, string]>([
    ['a batch', JSON.stringify(Array.from({ length: 10 }, () => ({ query: '{ viewer { name } }' })))],
    ['half a body', '{"query":'],
    ['null', 'null'],
    ['a text', '"x"'],
    ['nothing', ''],
    ['a query that is a number', '{"query":1}'],
    ['variables that are a text', '{"query":"{ viewer { name } }","variables":"x"}'],
    ['a prototype in a variable', '{"query":"query ($id: ID!) { integration(id: $id) { id } }","variables":{"__proto__":{"id":"x"}}}'],
    ['JSON of 45,000 levels', `{"query":"query ($id: ID!) { integration(id: $id) { id } }","variables":{"id":${'['.repeat(45_000)}${']'.repeat(45_000)}}}`],
  ])('%s', async (_, body) => {
    expect(refusalOf(await post(body))).toEqual(refused(400));
  }); // prettier-ignore

  it('a query registered by its hash', async () => {
    const answer = await post('{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}');
    expect(refusalOf(answer)).toEqual(refused(200));
    expect(answer.errors[0]?.extensions['reason']).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });

  it('1.1 MB', async () => {
    const body = JSON.stringify({
      query: CREATE,
      variables: { input: healthyDetails({ name: 'n'.repeat(1_100_000) }) },
    });
    expect(refusalOf(await post(body))).toEqual(refused(413));
  });

  it('what calls itself 50 MB, before it is sent', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': 50_000_000 };
    const call = request(`${product.address}/graphql`, { method: 'POST', headers });
    call.flushHeaders();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    call.destroy();
  });

  it('90 KB in one argument, beside its field', async () => {
    const input = healthyDetails({ name: 'n'.repeat(90_000) });
    const answer = await post(JSON.stringify({ query: CREATE, variables: { input } }));
    expect(answer.text).toContain('"name_invalid"');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'message/rfc822',
    'application/json; charset=ibm037',
    '',
  ])('content of type "%s"', async (type) => {
    const mutation = JSON.stringify({ query: 'mutation { deleteIntegration(id: "x") { deletedId } }' });
    expect(refusalOf(await post(mutation, { 'content-type': type }))).toEqual(refused(415));
  });

  it('variables of another type', async () => {
    const variables = { input: { ...healthyDetails(), roleArn: { is: 'an object' }, accountId: 1 } };
    expect(refusalOf(await post(JSON.stringify({ query: CREATE, variables })))).toEqual(refused(400));
  });
});

describe('refuses by address', () => {
  const mutation = encodeURIComponent('mutation { createOrganization(name: "n") { organization { id } } }');

  it.each([
    ['a query without the header that browsers ask about first', '?query={__typename}', {}, 400],
    ['a mutation', `?query=${mutation}`, { 'apollo-require-preflight': '1' }, 405],
    ['nothing at all', '', { accept: 'text/html' }, 400],
  ])('%s', async (_, search, headers, status) => {
    const response = await fetch(`${product.address}/graphql${search}`, {
      headers: { authorization: `Bearer ${product.apiKey}`, ...headers },
    });
    expect(refusalOf(await answerOf(response))).toEqual(refused(status));
  });

  it.each(['PUT', 'DELETE', 'OPTIONS'])('%s', async (method) => {
    const response = await fetch(`${product.address}/graphql/stream`, { method });
    expect(refusalOf(await answerOf(response))).toEqual(refused(404));
  });
});

describe('protects people who are signed in from pages of other sites', () => {
  const body = JSON.stringify({
    query: 'mutation { createOrganization(name: "By another site") { userErrors { code } } }',
  });

  it.each(['https://evil.example', 'null', 'http://localhost:1', 'file://'])('%s', async (origin) => {
    const { cookie } = await signIn(product);
    for (const path of ['/graphql', '/graphql/stream', '/auth/sign-out']) {
      const answer = await post(body, { cookie, origin }, path, null);
      expect(answer.status, path).toBe(403);
    }
    const mine = await post(
      JSON.stringify({ query: '{ viewer { organizations { name } } }' }),
      { cookie },
      '/graphql',
      null,
    );
    expect(mine.text).not.toContain('By another site');
  });

  it('and not from its own', async () => {
    const { cookie } = await signIn(product);
    const answer = await post(JSON.stringify({ query: '{ viewer { name } }' }), { cookie, origin: product.address }, '/graphql', null); // prettier-ignore
    expect(answer.errors).toEqual([]);
  });
});

it('answers with headers that leave nothing to guess', async () => {
  const response = await fetch(`${product.address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' }); // prettier-ignore
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(response.headers.get('x-powered-by')).toBeNull();
});

it('is there after all of this, and printed no fault of its own', async () => {
  expect((await fetch(`${product.address}/readyz`)).status).toBe(200);
  expect(await product.graphql('{ viewer { kind } }')).toMatchObject({ data: { viewer: { kind: 'API_KEY' } } });
  expect(product.output()).not.toMatch(/"level":[56]0/);
});

function refused(status: number): ReturnType<typeof refusalOf> {
  return { status, type: 'application/json', faults: [] };
}

/** How the request was refused, and what is wrong with the form of it. */
function refusalOf({ status, type, text, errors, requestId }: Answer): {
  status: number;
  type: string | undefined;
  faults: string[];
} {
  const faults = errors.flatMap(({ message, extensions: { code, requestId: named } }) => [
    ...(message === '' ? ['no message'] : []),
    ...(code === 'INVALID_INPUT' || code === 'NOT_FOUND' ? [] : [`code ${String(code)}`]),
    ...(named === requestId ? [] : [`another request id in ${text}`]),
  ]);
  if (errors.length === 0) faults.push(`no errors in ${text}`);
  if (/stacktrace|node_modules|\.ts:\d/.test(text)) faults.push(`an inside view in ${text}`);
  return { status, type: type.split(';')[0], faults };
}

async function post(
  body: string,
  headers: Record<string, string> = {},
  path = '/graphql',
  apiKey: string | null = product.apiKey,
): Promise<Answer> {
  const response = await fetch(product.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }), ...headers },
    body,
  });
  return answerOf(response);
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const parsed = type.startsWith('application/json') ? (JSON.parse(text) as { errors?: Answer['errors'] }) : {};
  const requestId = response.headers.get('x-request-id') ?? '';
  return { status: response.status, type, requestId, text, errors: parsed.errors ?? [] };
}
