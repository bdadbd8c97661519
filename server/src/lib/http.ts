/** The one door out for repository traffic: total deadline, size cap, no redirect followed, no private address, no stray credential. */

import { Agent, buildConnector, EnvHttpProxyAgent, errors, Pool, type Dispatcher } from 'undici';
import { onlyToPublic, publicLookup } from './addresses.ts';
import { unlessAborted } from './concurrency.ts';
import { decoded, UnreadableBody } from './content-coding.ts';

const CONNECT_TIMEOUT_MS = 3_000;
const CONNECTIONS_PER_ORIGIN = 6;

/** Codes of Node and OpenSSL for a secure connection that did not come about. */
export const TLS_CODES =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

export interface HttpRequest {
  method?: 'GET' | 'HEAD';
  url: string;
  /** Sent to this origin only. */
  headers?: Record<string, string>;
  /** From the first byte sent to the last byte read. */
  deadlineMs: number;
  /** Decompressed bytes that are kept; what comes after is not read. */
  maxBytes: number;
  signal?: AbortSignal;
  /** Called with 0 when the answer begins and with the decompressed size so far after each piece; reading waits for it. */
  onProgress?: (bytes: number) => Promise<void> | void;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** The body was longer than `maxBytes`. */
  isTruncated: boolean;
}

export type HttpFailureReason =
  | 'timeout'
  | 'unreachable'
  | 'tls'
  | 'private-address'
  | 'interrupted'
  /** Something came that is no HTTP, or compressed in a way that cannot be undone. */
  | 'unreadable'
  | 'stopped';

/** No complete answer came. `code` is the operating system's, OpenSSL's or undici's own. */
export class HttpFailure extends Error {
  constructor(
    readonly reason: HttpFailureReason,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface HttpOptions {
  /** Proxy for https addresses; it may be on a private address, what it reaches is its own affair. */
  httpsProxy?: string | undefined;
  noProxy?: string | undefined;
  /** Connections that are open to one origin at once. */
  connectionsPerOrigin?: number;
}

export interface Http {
  /** One request, redirects returned as they are. Rejects with HttpFailure only. */
  request(request: HttpRequest): Promise<HttpAnswer>;
  /** Cuts off what is under way. */
  close(): Promise<void>;
}

export function createHttp(options: HttpOptions): Http {
  const dispatcher = createDispatcher(options);
  return {
    request: (request) => send(dispatcher, request),
    close: () => dispatcher.destroy(),
  };
}

function createDispatcher({ httpsProxy, noProxy, connectionsPerOrigin }: HttpOptions): Dispatcher {
  const settings = {
    connections: connectionsPerOrigin ?? CONNECTIONS_PER_ORIGIN,
    // Where no proxy stands between, private addresses are refused.
    connect: onlyToPublic(buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: publicLookup })),
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (!httpsProxy) return new Agent(settings);
  const tls = { timeout: CONNECT_TIMEOUT_MS };
  return new EnvHttpProxyAgent({
    ...settings,
    proxyTls: tls,
    requestTls: tls,
    // A proxy that never opens the tunnel must not keep its connection either.
    clientFactory: (origin, given) => new Pool(origin, { ...given, headersTimeout: CONNECT_TIMEOUT_MS }),
    httpProxy: '',
    httpsProxy,
    noProxy: noProxy ?? '',
  });
}

async function send(dispatcher: Dispatcher, request: HttpRequest): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(request.deadlineMs);
  const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
  const url = new URL(request.url);
  try {
    const sent = dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method ?? 'GET',
      headers: request.headers ?? {},
      signal,
    });
    // undici heeds the signal only once there is a connection.
    const response = await unlessAborted(sent, signal);
    const headers = flatten(response.headers);
    const { statusCode: status } = response;
    // Such answers describe the content that they do not carry.
    const isEmpty = request.method === 'HEAD' || status === 204 || status === 304;
    const coding = isEmpty ? undefined : headers['content-encoding'];
    const { body, isTruncated } = await readBody(response.body, coding, request);
    return { status, headers, body, isTruncated };
  } catch (error) {
    if (request.signal?.aborted) throw new HttpFailure('stopped', 'STOPPED', 'The request was stopped.');
    if (deadline.aborted) {
      throw new HttpFailure('timeout', 'TIMEOUT', `No complete answer within ${request.deadlineMs / 1000} s.`);
    }
    throw toFailure(error);
  }
}

async function readBody(
  body: Dispatcher.ResponseData['body'],
  coding: string | undefined,
  { maxBytes, onProgress }: HttpRequest,
): Promise<{ body: Buffer; isTruncated: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Destroying what nobody reads is an error that nobody would hear, and that would end the process.
  body.on('error', () => undefined);
  try {
    await onProgress?.(0);
    for await (const chunk of decoded(body, coding)) {
      chunks.push(chunk);
      size += chunk.length;
      await onProgress?.(size);
      if (size > maxBytes) return { body: Buffer.concat(chunks).subarray(0, maxBytes), isTruncated: true };
    }
    return { body: Buffer.concat(chunks), isTruncated: false };
  } finally {
    body.destroy();
  }
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

/** The closed list of reasons, decided once, from the innermost error that carries a code. */
function toFailure(error: unknown): HttpFailure {
  if (error instanceof UnreadableBody) return new HttpFailure('unreadable', error.code, error.message);
  const { code, message } = innermost(error);
  if (code === 'PRIVATE_ADDRESS') return new HttpFailure('private-address', code, message);
  if (TLS_CODES.test(code)) return new HttpFailure('tls', code, message);
  if (/^(UND_ERR_SOCKET$|ECONNRESET$|EPIPE$|Z_)/.test(code)) return new HttpFailure('interrupted', code, message);
  if (error instanceof errors.HTTPParserError) return new HttpFailure('unreadable', 'NO_HTTP', message);
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return new HttpFailure('unreadable', code, message);
  return new HttpFailure('unreachable', code, message);
}

function innermost(error: unknown): { code: string; message: string } {
  let current = error;
  let found = { code: 'UNKNOWN', message: String(error) };
  while (current instanceof Error) {
    const code = 'code' in current && typeof current.code === 'string' ? current.code : undefined;
    if (code || found.code === 'UNKNOWN') found = { code: code ?? 'UNKNOWN', message: current.message };
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return found;
}
