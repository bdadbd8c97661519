/** How bodies of requests are read: compressed or not, how many bytes, and for how long. */

import type { Readable, Transform } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import { decoderOf } from '../lib/content-coding.ts';
import { BodyGate, BodyRefused, type BodyLimits } from './body-gate.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Resolves when a body beyond the small limit may come, and throws for who may not send one; a route without it takes none. */
    admitLargeBody?: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  }
  interface FastifyRequest {
    /** Whether the body, decompressed, is beyond the small limit. */
    hasLargeBody: boolean;
  }
}

/** A value for Accept-Encoding. */
const CONTENT_CODINGS = 'gzip, br, deflate, zstd';
/** Bodies with a window beyond 8 MB are nobody's duty to read (RFC 9659), and the window is memory. */
const ZSTD_WINDOW_LOG = 23;

/** Reads bodies of all routes within the limits; a route with a limit of its own (`bodyLimit`) keeps that one as well. */
export function readBodies(app: FastifyInstance, limits: BodyLimits): void {
  app.decorateRequest('hasLargeBody', false);
  app.addHook('preParsing', async (request, reply, payload) => {
    if (!hasBody(request)) return payload;
    return gateOf(request, reply, payload, limits);
  });
}

async function gateOf(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: RequestPayload,
  limits: BodyLimits,
): Promise<Readable> {
  const { admitLargeBody } = request.routeOptions.config;
  const gate = new BodyGate(limits, admitLargeBody ? () => admitLargeBody(request, reply) : null);
  const decoder = decoderFor(request);
  const release = () => {
    payload.unpipe().resume();
    decoder?.destroy();
    gate.destroy();
  };
  // Also for a body that nobody reads, because it is refused for another reason.
  reply.raw.once('close', release);
  gate.on('error', release);
  gate.once('end', () => (request.hasLargeBody = gate.isLarge));
  try {
    if (decoder === undefined) throw unknownCoding(reply);
    await gate.open(declaredBytes(request));
  } catch (error) {
    // What is still on its way is not waited for.
    reply.header('connection', 'close');
    release();
    throw error;
  }
  payload.on('error', (error) => gate.destroy(error));
  if (!decoder) return payload.pipe(gate);
  decoder.on('error', ({ message }) => {
    gate.destroy(new BodyRefused(400, `The body cannot be decompressed: ${message}. Send it whole, or as it is.`));
  });
  // The HTTP parser has seen to it that this is so; Fastify compares it with the header again.
  Object.assign(gate, { receivedEncodedLength: declaredBytes(request) });
  return payload.pipe(decoder).pipe(gate);
}

function hasBody({ method, headers }: FastifyRequest): boolean {
  // Fastify does not read the body of these.
  if (method === 'GET' || method === 'HEAD') return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** 0 where the header does not say. */
function declaredBytes({ headers }: FastifyRequest): number {
  return Number(headers['content-length'] ?? 0);
}

/**
 * What decompresses the body (RFC 9110, 8.4); null for one that is sent as it is, undefined for a coding that is not known. One
 * coding only: more of them make a body no smaller.
 */
function decoderFor({ headers }: FastifyRequest): Transform | null | undefined {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return null;
  return decoderOf(coding, { zstdWindowLog: ZSTD_WINDOW_LOG });
}

function unknownCoding(reply: FastifyReply): BodyRefused {
  reply.header('accept-encoding', CONTENT_CODINGS);
  return new BodyRefused(415, `The body's Content-Encoding is not known. Send one of ${CONTENT_CODINGS}, or none.`);
}
