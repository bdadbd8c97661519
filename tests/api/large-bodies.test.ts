import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREATE, healthyDetails } from '../support/code-artifact.ts';
import { signIn } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';

interface Answer {
  status: number;
  headers: Headers;
  data?: unknown;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

const MEGABYTE = 2 ** 20;
const ANALYZE = `mutation Analyze($input: AnalyzeProjectInput!) { analyzeProject(input: $input) {
  analysis { id } userErrors { code } } }`;
const TOO_LARGE = {
  status: 413,
  errors: [{ message: 'Request body is too large', extensions: { code: 'INVALID_INPUT' } }],
};
/** As a lockfile has them: quotes, slashes and line breaks, which JSON makes longer. */
const LINE = '      "resolved": "https://example.com/a/-/a-1.0.0.tgz",\n';

let product: Product;

beforeAll(async () => {
  product = await startProduct({ lab: false });
});
afterAll(() => product.stop());

/** Files of as many bytes, for an integration that nobody has. */
function upload(bytes: number): object {
  const content = LINE.repeat(Math.floor(bytes / LINE.length));
  const files = [{ path: 'package-lock.json', content }];
  return { input: { integrationId: '00000000-0000-4000-8000-000000000000', name: 'A project', files } };
}

describe('takes for analyzeProject', () => {
  it.each<[string, string, object]>([
    ['20 MB of files', ANALYZE, {}],
    ['under another name', ANALYZE.replace('analyzeProject(', 'mine: analyzeProject('), {}],
    ['beside an operation that is not run', `${ANALYZE} query Other { viewer { name } }`, { operationName: 'Analyze' }],
  ])('%s', async (_, query, more) => {
    expect(reached(await post({ query, variables: upload(20 * MEGABYTE), ...more }))).toBe(true);
  });

  it('20 MB of files from somebody who is signed in', async () => {
    const { cookie } = await signIn(product);
    const headers = { cookie, origin: product.address };
    expect(reached(await post({ query: ANALYZE, variables: upload(20 * MEGABYTE) }, headers, null))).toBe(true);
  });

  it('20 MB of files, compressed', async () => {
    const body = gzipSync(JSON.stringify({ query: ANALYZE, variables: upload(20 * MEGABYTE) }));
    expect(reached(await post(body, { 'content-encoding': 'gzip' }))).toBe(true);
  });

  it('a body whose length nobody said', async () => {
    const call = open({ 'transfer-encoding': 'chunked' });
    call.end(JSON.stringify({ query: ANALYZE, variables: upload(5 * MEGABYTE) }));
    expect(reached(await answerTo(call))).toBe(true);
  });

  it('what does not fit, without repeating it', async () => {
    const answer = await post({ query: ANALYZE, variables: { input: LINE.repeat(100_000) } });
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
    expect(JSON.stringify(answer.errors).length).toBeLessThan(4_000);
  });
});

describe('keeps to 1 MB', () => {
  const long = 'n'.repeat(1.1 * MEGABYTE);
  const variables = { ...upload(2 * MEGABYTE), name: long };

  it.each<[string, object]>([
    ['another mutation', { query: CREATE, variables: { input: healthyDetails({ name: long }) } }],
    ['a query', { query: '{ viewer { name } }', variables }],
    ['a query of a field by that name', { query: '{ analyzeProject { analysis { id } } }', variables }],
    [
      'another mutation beside analyzeProject',
      {
        query: `mutation ($input: AnalyzeProjectInput!) {
          analyzeProject(input: $input) { analysis { id } } createOrganization(name: "By the way") { organization { id } } }`,
        variables,
      },
    ],
    [
      'another operation beside analyzeProject',
      { query: `${ANALYZE} mutation Other { createOrganization(name: "By the way") { organization { id } } }`, operationName: 'Other', variables },
    ],
    [
      'another operation under the alias analyzeProject',
      { query: 'mutation { analyzeProject: createOrganization(name: "By the way") { organization { id } } }', variables },
    ],
    [
      'another mutation in a fragment',
      { query: 'mutation { ...f } fragment f on Mutation { createOrganization(name: "By the way") { organization { id } } }', variables },
    ],
    ['two operations without a name', { query: `${ANALYZE} query Other { viewer { name } }`, variables }],
    ['half a document', { query: 'mutation { analyzeProject(', variables }],
    ['no document', { variables }],
    ['a batch', [{ query: ANALYZE, variables }]],
    ['a document of comments', { query: `${ANALYZE}\n${'#\n'.repeat(MEGABYTE)}`, variables: upload(100) }],
  ])('%s', async (_, body) => {
    expect(await post(body)).toMatchObject(TOO_LARGE);
    const { data } = await product.graphql('{ viewer { organizations { name } } }');
    expect(JSON.stringify(data)).not.toContain('By the way');
  }); // prettier-ignore

  it('the event stream and sign-in', async () => {
    const body = { query: ANALYZE, variables: upload(2 * MEGABYTE) };
    expect(await post(body, {}, product.apiKey, '/graphql/stream')).toMatchObject(TOO_LARGE);
    const compressed = gzipSync(JSON.stringify({ email: 'a@example.com', password: 'x'.repeat(MEGABYTE) }));
    const answer = await post(compressed, { 'content-encoding': 'gzip' }, null, '/auth/sign-in');
    expect(answer.status).toBe(413);
  });

  it('who is not signed in, before the body is sent', async () => {
    for (const authorization of [null, 'Bearer nobody-has-this-key']) {
      const answer = await answerTo(open({ 'content-length': 20 * MEGABYTE }, authorization));
      expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  it('who is not signed in, where the length is not said', async () => {
    const call = open({ 'transfer-encoding': 'chunked' }, null);
    call.write(`{"query":"${' '.repeat(MEGABYTE)}`);
    expect(await answerTo(call)).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('who is not signed in, where little becomes much', async () => {
    const body = gzipSync(JSON.stringify({ query: ANALYZE, variables: upload(2 * MEGABYTE) }));
    const answer = await post(body, { 'content-encoding': 'gzip' }, null);
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('pages of other sites, which have nothing to send', async () => {
    const { cookie } = await signIn(product);
    const call = open({ 'content-length': 20 * MEGABYTE, cookie, origin: 'https://evil.example' }, null);
    expect(await answerTo(call)).toMatchObject({ status: 403 });
  });
});

describe('reads compressed bodies:', () => {
  const body = JSON.stringify({ query: '{ viewer { kind } }' });

  it.each<[string, Uint8Array | string]>([
    ['gzip', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['GZIP', gzipSync(body)],
    ['br', brotliCompressSync(body)],
    ['deflate', deflateSync(body)],
    ['zstd', zstdCompressSync(body)],
    ['identity', body],
  ])('%s', async (coding, compressed) => {
    const answer = await post(compressed, { 'content-encoding': coding });
    expect(answer).toMatchObject({ status: 200, data: { viewer: { kind: 'API_KEY' } } });
  });

  it.each<[string, string, Uint8Array | string]>([
    ['cut off', 'gzip', gzipSync(body).subarray(0, -4)],
    ['not compressed at all', 'gzip', body],
    ['of another coding', 'br', gzipSync(body)],
    ['cut off', 'br', brotliCompressSync(body).subarray(0, -2)],
    ['cut off', 'deflate', deflateSync(body).subarray(0, -4)],
    ['cut off', 'zstd', zstdCompressSync(body).subarray(0, -4)],
  ])('refuses a body that is %s (%s)', async (_, coding, broken) => {
    const answer = await post(broken, { 'content-encoding': coding });
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
    expect(answer.errors?.[0]?.message).toContain('cannot be decompressed');
  });

  it.each(['compress', 'gzip, gzip', 'constructor', 'aws-chunked'])('refuses the coding %s', async (coding) => {
    const answer = await post(body, { 'content-encoding': coding });
    expect(answer).toMatchObject({ status: 415, errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
    expect(answer.headers.get('accept-encoding')).toContain('gzip');
  });

  it.each<[string, (text: Buffer) => Uint8Array]>([
    ['gzip', (text) => gzipSync(text, { level: 1 })],
    ['br', (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ['zstd', zstdCompressSync],
  ])('refuses a body that becomes 200 MB (%s)', async (coding, compress) => {
    const answer = await post(compress(Buffer.alloc(200 * MEGABYTE, ' ')), { 'content-encoding': coding });
    expect(answer).toMatchObject(TOO_LARGE);
  });
});

it('is there after all of this', async () => {
  expect((await fetch(`${product.address}/readyz`)).status).toBe(200);
  expect(await product.graphql('{ viewer { kind } }')).toMatchObject({ data: { viewer: { kind: 'API_KEY' } } });
});

/** Whether the resolver was asked, whatever it said. */
function reached({ status, data, errors = [] }: Answer): boolean {
  return status === 200 && (data !== undefined || errors.length > 0);
}

async function post(
  body: object | string,
  headers: Record<string, string> = {},
  apiKey: string | null = product.apiKey,
  path = '/graphql',
): Promise<Answer> {
  const isBytes = body instanceof Uint8Array || typeof body === 'string';
  const response = await fetch(product.address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }), ...headers },
    body: isBytes ? (body as Uint8Array<ArrayBuffer> | string) : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, ...((await response.json()) as object) };
}

/** A request whose body is still to be sent. */
function open(
  headers: Record<string, string | number>,
  authorization: string | null = `Bearer ${product.apiKey}`,
): ClientRequest {
  const call = request(`${product.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }), ...headers },
  });
  call.on('error', () => undefined);
  call.flushHeaders();
  return call;
}

async function answerTo(call: ClientRequest): Promise<Answer> {
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const answer = (await json(response)) as object;
  call.destroy();
  return { status: response.statusCode ?? 0, headers: new Headers(), ...answer };
}
