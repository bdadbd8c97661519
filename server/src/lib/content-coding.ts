/** Undoes the compression of a body, whichever one the other side chose. */

import { pipeline, type Readable, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

/** One over the other makes little sense, and a chain of them is a bomb. */
const MOST_CODINGS = 2;

/** Bytes of a piece of decompressed content. */
const LEAST_PIECE = 16 * 1_024;

type Decoder = Transform & { bytesWritten: number };

export interface DecoderOptions {
  chunkSize?: number;
  /** Memory that zstd may take for its window, as a power of two. */
  zstdWindowLog?: number;
}

const DECODERS: Readonly<Record<string, (options: DecoderOptions) => Decoder>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: ({ chunkSize, zstdWindowLog }) =>
    createZstdDecompress({
      ...(chunkSize !== undefined && { chunkSize }),
      ...(zstdWindowLog !== undefined && { params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog } }),
    }),
};

/** What undoes one coding, whose name is in small letters; undefined where it is not known. */
export function decoderOf(coding: string, options: DecoderOptions): Decoder | undefined {
  return Object.hasOwn(DECODERS, coding) ? DECODERS[coding]?.(options) : undefined;
}

/** The body is compressed in a way that nobody here can undo, or not in the way that its label says. */
export class UnreadableBody extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The pieces of a body without its content codings (https://www.rfc-editor.org/rfc/rfc9110#name-content-encoding). No more is
 * unpacked than is taken. Throws UnreadableBody, what `body` fails with, and a code that begins with Z_ where the end is missing.
 */
export async function* decoded(
  body: Readable,
  header: string | undefined,
  chunkSize = LEAST_PIECE,
): AsyncGenerator<Buffer, void> {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const decoders = codings.map((coding) => decoderOf(coding, { chunkSize }));
  if (decoders.length > MOST_CODINGS || decoders.includes(undefined)) {
    const named = codings
      .join(', ')
      .replace(/[^\x21-\x7e ]/g, '?')
      .slice(0, 100);
    throw new UnreadableBody('UNKNOWN_CODING', `The answer is compressed as ${named}, which cannot be read.`);
  }
  const [first, ...others] = (decoders as Decoder[]).toReversed();
  if (!first) {
    yield* body as AsyncIterable<Buffer>;
    return;
  }
  const last = others.at(-1) ?? first;
  // It hands on errors, and takes all streams down with the first; they are read from the last one.
  pipeline([body, first, ...others], () => undefined);
  try {
    yield* last as AsyncIterable<Buffer>;
  } catch (error) {
    // A body of no bytes is empty whatever its label says, as in answers without content.
    if (codeOf(error) === 'Z_BUF_ERROR' && first.bytesWritten === 0) return;
    if (isMislabelled(codeOf(error))) {
      throw new UnreadableBody(
        codeOf(error),
        `The answer is labelled as compressed (${codings.join(', ')}), and its content is not.`,
      );
    }
    throw error;
  }
}

function isMislabelled(code: string): boolean {
  return (
    code === 'Z_DATA_ERROR' || code === 'Z_NEED_DICT' || /^(?:ERR__?ERROR_FORMAT|ERR_BROTLI|ZSTD_error)/.test(code)
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
