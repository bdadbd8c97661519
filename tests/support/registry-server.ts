/** A registry on loopback that answers as a test says, whole or broken in one of the ways networks and services break. */

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface ServedRequest {
  /** As the client wrote it, escapes included. */
  path: string;
  headers: IncomingHttpHeaders;
}

export interface ServedAnswer {
  /** 200 where none is given. */
  status?: number;
  headers?: Record<string, string>;
  /** A generator gives a body that is never held as a whole. */
  body?: string | Buffer | Generator<Buffer>;
  /** Until the first byte. */
  delayMs?: number;
  /** The connection is cut after this many bytes of the body. */
  cutAfter?: number;
}

/** Undefined answers 404. */
export type ServeRequest = (request: ServedRequest) => ServedAnswer | undefined;

export interface RegistryServer {
  /** `http://127.0.0.1:<port>`, without a slash behind it. */
  origin: string;
  /** Every request so far, in order. */
  requests: ServedRequest[];
  /** Bytes of generated bodies that were handed to the network so far. */
  readonly bytesGenerated: number;
  /** What is served from now on. */
  serve(answer: ServeRequest): void;
  close(): Promise<void>;
}

/** Starts on a free port; answers 404 to everything until told otherwise. */
export async function startRegistryServer(): Promise<RegistryServer> {
  let serve: ServeRequest = () => undefined;
  let bytesGenerated = 0;
  const requests: ServedRequest[] = [];
  const server = createServer((incoming, response) => {
    const request = { path: incoming.url ?? '/', headers: incoming.headers };
    requests.push(request);
    void answer(response, serve(request) ?? { status: 404, body: '{"message":"Not found."}' }, (bytes) => {
      bytesGenerated += bytes;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get bytesGenerated() {
      return bytesGenerated;
    },
    serve(next) {
      serve = next;
      requests.length = 0;
      bytesGenerated = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(response: ServerResponse, served: ServedAnswer, count: (bytes: number) => void): Promise<void> {
  const { status = 200, headers = {}, body = '', delayMs = 0, cutAfter } = served;
  if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
    response.writeHead(status, headers);
    await sendGenerated(response, body, count);
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'content-length': String(bytes.length), ...headers });
  if (cutAfter === undefined) {
    response.end(bytes);
  } else {
    response.write(bytes.subarray(0, cutAfter), () => response.destroy());
  }
}

/** Waits for the client between pieces, so that a client that stops reading stops the generator too. */
async function sendGenerated(
  response: ServerResponse,
  pieces: Generator<Buffer>,
  count: (bytes: number) => void,
): Promise<void> {
  for (const piece of pieces) {
    if (response.destroyed) return;
    count(piece.length);
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
