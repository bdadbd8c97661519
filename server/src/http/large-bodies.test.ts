import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import type { Actor } from '../lib/context.ts';
import { answerError } from './answer-error.ts';
import { LargeBodies } from './large-bodies.ts';
import { readBodies } from './request-body.ts';

const SMALL = { bytes: 100, ms: 60_000 };
const BODY = JSON.stringify('x'.repeat(200));

let app: FastifyInstance;
/** Operations that were begun, by who asked; each ends with its function. */
let begun: { owner: string; end(): void }[] = [];

afterEach(async () => {
  for (const operationLeft of begun.splice(0)) operationLeft.end();
  await app.close();
});

it('lets others wait until an operation is done, and then in the order of coming', async () => {
  await start({ ofServer: 2, ofOrganization: 2 });
  const answers: ReturnType<typeof answerTo>[] = [];
  for (const owner of ['a', 'b', 'c', 'd']) {
    answers.push(answerTo(send(owner)));
    await expect.poll(() => admitted).toBe(answers.length);
  }
  await expect.poll(owners).toEqual(['a', 'b']);
  end('a');
  await expect.poll(owners).toEqual(['b', 'c']);
  end('b');
  await expect.poll(owners).toEqual(['c', 'd']);
  end('c');
  end('d');
  for (const answer of answers) expect((await answer).status).toBe(200);
});

it('keeps an organization to its share', async () => {
  await start({ ofServer: 3, ofOrganization: 1 });
  send('a');
  await expect.poll(owners).toEqual(['a']);
  send('a');
  await expect.poll(() => admitted).toBe(2);
  send('b');
  await expect.poll(owners).toEqual(['a', 'b']);
  end('a');
  await expect.poll(owners).toEqual(['b', 'a']);
});

it('refuses whoever waits for too long, and says when to come again', async () => {
  await start({ ofServer: 1, ofOrganization: 1, longestWaitMs: 50 });
  send('a');
  await expect.poll(owners).toEqual(['a']);
  expect(await answerTo(send('b'))).toMatchObject({
    status: 429,
    retryAfter: '1',
    errors: [
      { message: expect.stringContaining('again later'), extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1 } },
    ],
  });
  end('a');
  send('c');
  await expect.poll(owners).toEqual(['c']);
});

it('keeps the place while the operation runs, even where the caller is gone', async () => {
  await start({ ofServer: 1, ofOrganization: 1 });
  const first = send('a');
  await expect.poll(owners).toEqual(['a']);
  first.destroy();
  send('b');
  const small = await answerTo(send('small', '"x"'));
  expect(small.status).toBe(200);
  expect(owners()).toEqual(['a']);
  end('a');
  await expect.poll(owners).toEqual(['b']);
});

it('gives back the place of a body that never comes to its end', async () => {
  await start({ ofServer: 1, ofOrganization: 1 });
  const first = open('a');
  first.write(BODY.slice(0, -1));
  await expect.poll(() => admitted).toBe(1);
  const second = answerTo(send('b'));
  await expect.poll(() => admitted).toBe(2);
  expect(owners()).toEqual([]);
  first.destroy();
  await expect.poll(owners).toEqual(['b']);
  end('b');
  expect((await second).status).toBe(200);
});

let admitted = 0;

async function start(places: { ofServer: number; ofOrganization: number; longestWaitMs?: number }): Promise<void> {
  admitted = 0;
  const largeBodies = new LargeBodies({ longestWaitMs: 60_000, ...places });
  app = fastify({ bodyLimit: SMALL.bytes });
  app.setErrorHandler(answerError);
  readBodies(app, { small: SMALL, large: { bytes: 1_000, ms: 60_000 } });
  app.post<{ Querystring: { owner: string } }>(
    '/',
    {
      bodyLimit: 1_000,
      config: {
        admitLargeBody: async (asked, reply) => {
          admitted += 1;
          const { owner } = asked.query as { owner: string };
          await largeBodies.admit(asked, reply, { organizationId: owner, id: owner } as Actor);
        },
      },
    },
    (asked) => largeBodies.during(asked, () => operation(asked.query.owner, asked.hasLargeBody)),
  );
  await app.listen({ port: 0, host: '127.0.0.1' });
}

async function operation(owner: string, isLarge: boolean): Promise<object> {
  if (isLarge) await new Promise<void>((resolve) => begun.push({ owner, end: resolve }));
  return {};
}

function owners(): string[] {
  return begun.map(({ owner }) => owner);
}

function end(owner: string): void {
  const [operationOfOwner] = begun.splice(owners().indexOf(owner), 1);
  operationOfOwner?.end();
}

function open(owner: string): ClientRequest {
  const { port } = app.server.address() as AddressInfo;
  const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
  const call = request({ port, path: `/?owner=${owner}`, method: 'POST', headers });
  call.on('error', () => undefined);
  return call;
}

function send(owner: string, body = BODY): ClientRequest {
  const call = open(owner);
  call.end(body);
  return call;
}

async function answerTo(call: ClientRequest): Promise<{ status: number | undefined }> {
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const { statusCode: status, headers } = response;
  const answer = { status, retryAfter: headers['retry-after'], ...((await json(response)) as object) };
  return answer;
}
