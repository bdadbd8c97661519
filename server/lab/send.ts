import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { LabAnswer } from './exchange.ts';

const MANY_BYTES = 200 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, ' ');
const DRIP_MS = 1_000;
const CLAIMED_LENGTH = 4_096;

/** Writes an answer in its manner. A wrong clock sends no Date, for the SDK would set its own clock by it. */
export function send(response: ServerResponse, { status, headers, body, manner }: LabAnswer, hasDate: boolean): void {
  response.sendDate = hasDate;
  switch (manner) {
    case undefined:
      response.writeHead(status, headers).end(body ?? undefined);
      return;
    case 'hangs':
      return;
    case 'drips':
      response.writeHead(status, headers);
      pour(response, drops());
      return;
    case 'endless':
      response.writeHead(status, { ...headers, 'content-length': String(MANY_BYTES) });
      pour(response, flood());
      return;
    case 'cut-short':
      response.writeHead(status, { ...headers, 'content-length': String(CLAIMED_LENGTH) });
      response.write(CHUNK.subarray(0, CLAIMED_LENGTH / 2), () => response.destroy());
  }
}

function pour(response: ServerResponse, content: AsyncGenerator<Buffer>): void {
  const source = Readable.from(content);
  response.on('close', () => source.destroy());
  // A client that has had enough closes the connection; that is no fault here.
  source.on('error', () => response.destroy());
  source.pipe(response);
}

async function* drops(): AsyncGenerator<Buffer> {
  for (;;) {
    yield CHUNK.subarray(0, 1);
    await setTimeout(DRIP_MS, undefined, { ref: false });
  }
}

async function* flood(): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < MANY_BYTES; sent += CHUNK.length) {
    yield await Promise.resolve(CHUNK);
  }
}
