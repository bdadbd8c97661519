/** Compressed bodies of requests (RFC 9110, 8.4). */

import type { Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
  // Bodies with a window beyond 8 MB are nobody's duty to read (RFC 9659), and the window is memory.
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } }),
};

/** A value for Accept-Encoding. */
export const CONTENT_CODINGS = 'gzip, br, deflate, zstd';

/**
 * What decompresses a body with the header Content-Encoding given; null for a body as it is, undefined for a coding
 * that is not known. One coding only: more of them make a body no smaller.
 */
export function decoderOf(contentEncoding: string | undefined): Transform | null | undefined {
  const coding = contentEncoding?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return null;
  return Object.hasOwn(DECODERS, coding) ? DECODERS[coding]?.() : undefined;
}
