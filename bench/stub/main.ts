/** The stub registry: a process of its own that answers as fast as it can, or as slowly as the benchmark says. */

import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { openAuthority } from '../../server/lab/certificates.ts';
import { Answers, plain } from './answers.ts';
import { awsServer } from './aws.ts';
import { PROMPT, type StubAddresses, type StubCounts, type StubOrder } from './protocol.ts';
import { Quota } from './quota.ts';

const KEEP_ALIVE_MS = 120_000;

const answers = new Answers();
let behaviour = PROMPT;
let quota: Quota | null = null;
let counts = noCounts();
let firstAt = 0;

process.on('message', (order: StubOrder) => {
  process.send?.(counts);
  behaviour = order;
  quota = order.quota && new Quota(order.quota, performance.now());
  counts = noCounts();
});
process.on('disconnect', () => process.exit(0));

const [certificateFolder = ''] = process.argv.slice(2);
process.send?.(await listen(certificateFolder));

async function listen(folder: string): Promise<StubAddresses> {
  const authority = await openAuthority(folder);
  const inside = createHttpsServer(
    {
      SNICallback: (host, done) => {
        void authority.contextFor(host).then((made) => done(null, made)); // oxlint-disable-line promise/no-callback-in-promise -- Node's form
      },
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    receive,
  );
  inside.on('tlsClientError', () => undefined);
  const proxy = createHttpServer((_request, response) => response.writeHead(405).end());
  proxy.on('connect', (_request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    inside.emit('connection', socket);
  });
  const aws = awsServer((action) => {
    if (action === 'AssumeRole') counts.roleCalls += 1;
    else counts.tokenCalls += 1;
  });
  return {
    origin: `https://localhost:${await portOf(inside)}`,
    proxyUrl: `http://127.0.0.1:${await portOf(proxy)}`,
    awsUrl: `http://127.0.0.1:${await portOf(aws)}`,
  };
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function receive(request: IncomingMessage, response: ServerResponse): void {
  const now = performance.now();
  if (counts.requests === 0) firstAt = now;
  counts.requests += 1;
  if (quota && !quota.take(now)) {
    counts.refused += 1;
    if (now - firstAt > 1_000) counts.refusedLater += 1;
    response.writeHead(429, { 'content-length': '0' }).end();
    return;
  }
  if (behaviour.delayMs > 0) setTimeout(answer, behaviour.delayMs, request, response);
  else answer(request, response);
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'POST') {
    answerAudit(request, response);
    return;
  }
  const found = answers.find(request);
  if (!found) {
    response.writeHead(404, { 'content-length': '0' }).end();
  } else if (request.headers['if-none-match'] === found.etag) {
    counts.notModified += 1;
    response.writeHead(304, { etag: found.etag }).end();
  } else {
    const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const { type, etag, body, isCompressed } = takesGzip ? found : plain(found);
    response.writeHead(200, {
      'content-type': type,
      'content-length': body.length,
      etag,
      ...(isCompressed && { 'content-encoding': 'gzip' }),
    });
    response.end(body);
  }
  counts.milliseconds = performance.now() - firstAt;
}

/** npm's and pnpm's: https://docs.npmjs.com/cli/commands/npm-audit#bulk-advisory-endpoint */
function answerAudit(request: IncomingMessage, response: ServerResponse): void {
  request.resume().on('end', () => {
    const body = Buffer.from(JSON.stringify(behaviour.advisories ?? {}));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
    counts.milliseconds = performance.now() - firstAt;
  });
}

function noCounts(): StubCounts {
  return { requests: 0, notModified: 0, refused: 0, refusedLater: 0, milliseconds: 0, roleCalls: 0, tokenCalls: 0 };
}
