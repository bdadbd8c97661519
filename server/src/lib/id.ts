/** Ids of rows: UUIDs of version 7 (RFC 9562), so that their order is the order in which they were made. */

import { randomBytes } from 'node:crypto';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

let lastMillisecond = 0;
let sequence = 0;

/** A new id; within one process later ones sort after earlier ones, also within a millisecond. */
export function newId(): string {
  const now = Date.now();
  // Twelve bits count within a millisecond; when they run out, or the clock steps back, the time is borrowed from the future.
  if (now > lastMillisecond) {
    lastMillisecond = now;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    lastMillisecond += 1;
    sequence = 0;
  }
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(lastMillisecond, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  randomBytes(8).copy(bytes, 8);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return idFromBytes(bytes);
}

/** Whether PostgreSQL can read the text as a UUID; a query with any other text would fail instead of finding nothing. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** The id that 16 bytes stand for. */
export function idFromBytes(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The 16 bytes of an id. */
export function idToBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
