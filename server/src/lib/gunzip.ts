/** Decompression of small bodies at once: a stream and a thread for each would cost more than the work itself. */

import { gunzipSync } from 'node:zlib';

/** Decompressed. Up to here it takes two milliseconds at most. */
const AT_ONCE_BYTES = 2 * 1_024 * 1_024;

const WORTH_RELEASING = 16 * 1_024;

/** The whole of a small body; null where it is not small, says a wrong size, or cannot be read so. */
export function gunzipAtOnce(compressed: Buffer, maxBytes: number): Buffer | null {
  const size = statedSize(compressed);
  if (size > Math.min(AT_ONCE_BYTES, maxBytes)) return null;
  try {
    // One piece that everything fits into: nothing has to be put together.
    return gunzipSync(compressed, { chunkSize: Math.max(64, size + 1), maxOutputLength: Math.max(1, size) });
  } catch {
    return null;
  }
}

/** Decompressed bytes as the last four bytes say them (RFC 1952, 2.3.1); whoever wrote them may lie. */
export function statedSize(compressed: Buffer): number {
  return compressed.length < 18 ? 0 : compressed.readUInt32LE(compressed.length - 4);
}

/**
 * What gives back the memory of a decompressed body and leaves the body empty; undefined where that is not worth while. For
 * bodies that were made here alone: others may share their memory.
 */
export function releaseOf({ buffer, length }: Buffer): (() => void) | undefined {
  if (length < WORTH_RELEASING || buffer instanceof SharedArrayBuffer) return undefined;
  return () => void buffer.transfer(0);
}
