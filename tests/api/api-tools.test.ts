import { readFileSync } from 'node:fs';
import { buildClientSchema, buildSchema, getIntrospectionQuery, printSchema, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey, signIn } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';

const written = readFileSync(new URL('../../shared/schema.graphql', import.meta.url), 'utf8');

let product: Product;
let cookie: string;

beforeAll(async () => {
  product = await startProduct({ lab: false });
  ({ cookie } = await signIn(product));
});
afterAll(() => product.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(product.address + path, { headers, redirect: 'manual' });

describe('introspection', () => {
  const questions = [
    '{ __schema { types { name } } }',
    '{ __type(name: "Query") { fields { name } } }',
    'query a { ...f } fragment f on Query { __schema { queryType { name } } }',
    '{ viewer { name } __schema { types { name } } }',
  ];

  it.each(questions)('is refused where nobody is signed in: %s', async (query) => {
    for (const apiKey of [null, 'unknown']) {
      const reply = await product.graphql(query, {}, { apiKey });
      expect(reply).toMatchObject({ status: 400, data: null, errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
    }
  });

  it('tells a key, even one with few scopes, the whole schema in one question', async () => {
    const { secret } = await createApiKey(product, ['audit:read']);
    const question = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true });
    const { data, errors } = await product.graphql(question, {}, { apiKey: secret });
    expect(errors).toEqual([]);
    const told = printSchema(buildClientSchema(data as IntrospectionQuery));
    expect(told).toContain('type CodeArtifactIntegration {');
    expect(buildSchema(told).getQueryType()?.getFields()['viewer']).toBeDefined();
  });

  it('tells people as well', async () => {
    const session = await signIn(product);
    expect((await session.graphql('{ __schema { queryType { name } } }')).data).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
  });
});

describe('the schema as a file', () => {
  it('is the one that is checked in, for members and for keys', async () => {
    for (const headers of [{ cookie }, { authorization: `Bearer ${product.apiKey}` }] as Record<string, string>[]) {
      const response = await get('/schema.graphql', headers);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await response.text()).toBe(written);
    }
  });

  it('is not sent again to who has it', async () => {
    const etag = (await get('/schema.graphql', { cookie })).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{40,}"$/);
    for (const tag of [etag, `W/${etag}`, `"another", ${etag}`, '*']) {
      const response = await get('/schema.graphql', { cookie, 'if-none-match': tag });
      expect([response.status, await response.text()]).toEqual([304, '']);
    }
    expect((await get('/schema.graphql', { cookie, 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('is refused to others', async () => {
    for (const headers of [{}, { authorization: 'Bearer unknown' }, { cookie: 'backline=unknown' }]) {
      const response = await get('/schema.graphql', headers as Record<string, string>);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });
});

describe('GraphiQL', () => {
  it('leads others to the sign-in page, and from there back', async () => {
    const path = '/graphiql?example=connect-an-account&step=1';
    for (const headers of [{}, { authorization: `Bearer ${product.apiKey}` }] as Record<string, string>[]) {
      const response = await get(path, headers);
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toBe(`/sign-in?return=${encodeURIComponent(path)}`);
    }
    expect((await get('/graphiql.html')).headers.get('location')).toBe('/graphiql');
  });

  it('is served to members under the same content policy as everything else', async () => {
    const response = await get('/graphiql', { cookie });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>GraphiQL');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toBe((await get('/', { cookie, accept: 'text/html' })).headers.get('content-security-policy'));
    expect(policy).not.toMatch(/unsafe-eval|blob:|https?:|script-src/);
  });
});
