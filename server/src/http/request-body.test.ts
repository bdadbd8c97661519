import { once } from 'node:events';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import type { BodyLimits } from './body-gate.ts';
import { readBodies } from './request-body.ts';

const LIMITS: BodyLimits = { small: { bytes: 100, ms: 200 }, large: { bytes: 1_000, ms: 60_000 } };

let app: FastifyInstance;
afterEach(() => app.close());

it('ends a body that does not arrive, while an admitted large one has its own time', async () => {
  await start(async () => undefined);
  const large = send('/large', { 'content-length': 302 });
  large.write(`"${'x'.repeat(150)}`);
  const small = send('/large', { 'content-length': 50 });
  small.write('"');
  expect(await answerTo(small)).toMatchObject({ status: 408, message: expect.stringContaining('did not arrive') });
  large.end(`${'x'.repeat(150)}"`);
  expect(await answerTo(large)).toEqual({ status: 200, hasLargeBody: true });
});

it('gives a large body on another route no more time and no more bytes', async () => {
  await start(async () => undefined);
  expect(await answerTo(send('/small', { 'content-length': 302 }))).toMatchObject({ status: 413 });
  const growing = send('/small', { 'transfer-encoding': 'chunked' });
  growing.write(`"${'x'.repeat(150)}`);
  expect(await answerTo(growing)).toMatchObject({ status: 413 });
});

it('asks once whether a body may be large, and only where it is', async () => {
  let count = 0;
  await start(async () => void (count += 1));
  for (const length of [50, 98]) {
    expect(await answerTo(send('/large', {}, JSON.stringify('x'.repeat(length))))).toMatchObject({ status: 200 });
  }
  expect(count).toBe(0);
  const growing = send('/large', { 'transfer-encoding': 'chunked' });
  for (const part of ['"', 'x'.repeat(99), 'x', 'x'.repeat(200), '"']) growing.write(part);
  growing.end();
  expect(await answerTo(growing)).toEqual({ status: 200, hasLargeBody: true });
  expect(count).toBe(1);
});

it("shows nothing of a failure of the server's own", async () => {
  await start(() => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.1:5432')));
  for (const [name, value] of [
    ['content-length', '302'],
    ['transfer-encoding', 'chunked'],
  ] as const) {
    const call = send('/large', { [name]: value });
    call.write(`"${'x'.repeat(150)}`);
    const answer = await answerTo(call);
    expect(answer).toMatchObject({ status: 500 });
    expect(JSON.stringify(answer)).not.toContain('10.0.0.1');
  }
});

it('keeps a connection usable where a body was refused unread', async () => {
  const bytes = 2 ** 20;
  await start(async () => undefined, { small: { bytes, ms: 60_000 }, large: { bytes, ms: 60_000 } });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const refused = send('/small', { 'content-type': 'text/csv' }, 'x'.repeat(bytes), agent);
  const [response] = (await once(refused, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(415);
  await text(response);
  const next = send('/small', {}, '1', agent);
  expect(await answerTo(next)).toMatchObject({ status: 200 });
  expect(next.reusedSocket).toBe(true);
  agent.destroy();
});

async function start(admitLargeBody: () => Promise<void>, limits = LIMITS): Promise<void> {
  app = fastify({ bodyLimit: limits.small.bytes });
  readBodies(app, limits);
  const answer = ({ hasLargeBody }: { hasLargeBody: boolean }) => ({ hasLargeBody });
  app.post('/small', answer);
  app.post('/large', { bodyLimit: limits.large.bytes, config: { admitLargeBody } }, answer);
  await app.listen({ port: 0, host: '127.0.0.1' });
}

function send(path: string, headers: Record<string, string | number>, body?: string, agent?: Agent): ClientRequest {
  const { port } = app.server.address() as AddressInfo;
  const type = { 'content-type': 'application/json' };
  const call = request({ port, path, method: 'POST', headers: { ...type, ...headers }, ...(agent && { agent }) });
  call.on('error', () => undefined);
  if (body === undefined) call.flushHeaders();
  else call.end(body);
  return call;
}

async function answerTo(call: ClientRequest): Promise<object> {
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const answer = JSON.parse(await text(response)) as object;
  call.destroy();
  return { status: response.statusCode, ...answer };
}
