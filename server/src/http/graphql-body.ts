/** The body of a GraphQL request: as small as everywhere, but for the one operation that brings files; compressed or not. */

import { Readable, Transform } from 'node:stream';
import { errorCodes, type FastifyRequest, type RequestPayload } from 'fastify';
import { getOperationAST, Kind, OperationTypeNode, parse } from 'graphql';
import { MAX_TOKENS } from '../graphql/limits.ts';
import { decoded, UnreadableBody } from '../lib/content-coding.ts';
import type { RequestContext } from '../lib/context.ts';
import { InvalidInput } from '../lib/errors.ts';
import { MAX_BODY_BYTES } from './app.ts';

/** Files of 20 MB as JSON, which writes two characters for a quote or a line's end. Counted after decompression. */
export const MAX_UPLOAD_BYTES = 32_000_000;
const UPLOAD = 'analyzeProject';
const DECODED_PIECE = 64 * 1_024;

export interface GraphqlBody {
  preParsing(request: FastifyRequest, reply: unknown, payload: RequestPayload): Promise<RequestPayload>;
  preHandler(request: FastifyRequest): Promise<void>;
}

/**
 * Hooks of the route. A body of more than 1 MB is read for callers alone who may analyse projects, and refused unless that is
 * all that it asks for. Refusals are the HTTP 413 that every body has which is too long.
 */
export function graphqlBody(contextOf: (request: FastifyRequest) => Promise<RequestContext>): GraphqlBody {
  const isLarge = new WeakSet<FastifyRequest>();

  async function admitLarge(request: FastifyRequest): Promise<void> {
    if (isLarge.has(request)) return;
    const { actor } = await contextOf(request);
    if (!actor?.scopes.has('projects:write')) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
    isLarge.add(request);
  }

  return {
    async preParsing(request, _reply, payload) {
      const length = Number(request.headers['content-length'] ?? Number.NaN);
      // What says how long it is beforehand is judged before it is sent.
      if (length > MAX_UPLOAD_BYTES) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
      if (length > MAX_BODY_BYTES) await admitLarge(request);
      const isPlain = (request.headers['content-encoding'] ?? 'identity').toLowerCase() === 'identity';
      if (isPlain && !Number.isNaN(length)) return payload;
      return readable(payload, request.headers['content-encoding'], (bytes) => {
        if (bytes > MAX_UPLOAD_BYTES) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
        return bytes > MAX_BODY_BYTES ? admitLarge(request) : undefined;
      });
    },
    async preHandler(request) {
      if (isLarge.has(request) && !isUpload(request.body)) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
    },
  };
}

/** The content without its compression. `admit` is asked with the bytes so far, before more is unpacked. */
function readable(
  payload: RequestPayload,
  coding: string | undefined,
  admit: (bytes: number) => Promise<void> | undefined,
): RequestPayload {
  let receivedEncodedLength = 0;
  const received = new Transform({
    transform(piece: Buffer, _encoding, done) {
      receivedEncodedLength += piece.length;
      done(null, piece);
    },
  });
  // Not a pipeline: the connection has to outlive a body that is refused, to tell why.
  payload.on('error', (error) => received.destroy(error));
  payload.on('close', () => received.end());
  payload.pipe(received);
  const content = Readable.from(counted(received, coding, admit), { objectMode: false });
  // Fastify holds it against the header Content-Length.
  return Object.defineProperty(content, 'receivedEncodedLength', { get: () => receivedEncodedLength });
}

async function* counted(
  body: Readable,
  coding: string | undefined,
  admit: (bytes: number) => Promise<void> | undefined,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const piece of decoded(body, coding, DECODED_PIECE)) {
      bytes += piece.length;
      await admit(bytes);
      yield piece;
    }
  } catch (error) {
    throw isUnreadable(error) ? new InvalidInput(UNREADABLE) : error;
  }
}

const UNREADABLE =
  'The body is not compressed in the way that its header Content-Encoding says, or in none that is read here. Send it as gzip, br, zstd or deflate, or as it is.';

function isUnreadable(error: unknown): boolean {
  if (error instanceof UnreadableBody) return true;
  // It ends too early.
  return error instanceof Error && 'code' in error && /^(?:Z_|ZSTD_|ERR_PADDING)/.test(String(error.code));
}

/** Whether the body asks for the one operation that may be large, and for nothing else. */
function isUpload(body: unknown): boolean {
  const { query, operationName } = (body ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string') return false;
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS, noLocation: true });
    const operation = getOperationAST(document, typeof operationName === 'string' ? operationName : undefined);
    if (operation?.operation !== OperationTypeNode.MUTATION) return false;
    const [field, ...others] = operation.selectionSet.selections;
    return field?.kind === Kind.FIELD && field.name.value === UPLOAD && others.length === 0;
  } catch {
    return false;
  }
}
