/** Decompression of bodies: small ones at once, the others on a thread of Node's pool, neither beyond a cap. */

import { constants, createGunzip, gunzipSync } from 'node:zlib';

/** Decompressed. Up to here it takes two milliseconds at most, and a thread costs more than it gives. */
const AT_ONCE_BYTES = 2 * 1_024 * 1_024;
/** Pieces in which larger ones come: one where the size is known and not excessive. */
const LEAST_PIECE = 64 * 1_024;
const MOST_PIECE = 4 * 1_024 * 1_024;

export interface GunzipOptions {
  /** Decompressed bytes that are kept. */
  maxBytes: number;
  /** The input ends early because more of it was not wanted; what can be read is kept. */
  isCut: boolean;
  /** Called with the decompressed size so far; going on waits for it. */
  onProgress?: ((bytes: number) => Promise<void> | void) | undefined;
  signal: AbortSignal;
}

export interface Gunzipped {
  body: Buffer;
  /** There was more than this. */
  isTruncated: boolean;
}

const WORTH_RELEASING = 16 * 1_024;

/** What gives back the memory of a body that was made here, and leaves the body empty; undefined where that is not worth while. */
export function releaseOf({ buffer, length }: Buffer): (() => void) | undefined {
  // Smaller ones may share their memory with others.
  if (length < WORTH_RELEASING || buffer instanceof SharedArrayBuffer) return undefined;
  return () => void buffer.transfer(0);
}

/** The whole of a small body; null where it is not small, or says a wrong size. Throws zlib's errors. */
export function gunzipAtOnce(compressed: Buffer, maxBytes: number): Buffer | null {
  const size = statedSize(compressed);
  if (size > Math.min(AT_ONCE_BYTES, maxBytes)) return null;
  try {
    // One piece that everything fits into: nothing has to be put together.
    return gunzipSync(compressed, { chunkSize: Math.max(64, size + 1), maxOutputLength: Math.max(1, size) });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Rejects with zlib's errors, and as soon as the signal is aborted. */
export async function gunzip(compressed: Buffer, options: GunzipOptions): Promise<Gunzipped> {
  const { maxBytes, isCut, onProgress, signal } = options;
  const stream = createGunzip({
    chunkSize: Math.min(Math.max(LEAST_PIECE, statedSize(compressed) + 1), MOST_PIECE),
    ...(isCut && { finishFlush: constants.Z_SYNC_FLUSH }),
  });
  const stop = () => stream.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    signal.throwIfAborted();
    stream.end(compressed);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      await onProgress?.(size);
      if (size > maxBytes) return { body: joined(chunks).subarray(0, maxBytes), isTruncated: true };
    }
    return { body: joined(chunks), isTruncated: isCut };
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
}

/** The pieces in a row, without a copy where there is but one. */
export function joined(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  return only && pieces.length === 1 ? only : Buffer.concat(pieces);
}

/** The last four bytes say it (RFC 1952, 2.3.1), and whoever wrote them may lie. */
function statedSize(compressed: Buffer): number {
  return compressed.length < 18 ? 0 : compressed.readUInt32LE(compressed.length - 4);
}
