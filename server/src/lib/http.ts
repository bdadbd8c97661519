/** The one door out for repository traffic: total deadline, size cap, no redirect followed, no private address, no stray credential. */

import { Agent, buildConnector, EnvHttpProxyAgent, errors, Pool, type Dispatcher } from 'undici';
import { onlyToPublic, publicLookup } from './addresses.ts';
import { TIME_IS_UP } from './concurrency.ts';
import { UnreadableBody } from './content-coding.ts';
import { Reception } from './reception.ts';

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
  /** From the first byte sent until an answer begins; without it, the deadline alone counts. */
  beginsWithinMs?: number;
  /** Decompressed bytes that are kept; what comes after is not read. */
  maxBytes: number;
  signal?: AbortSignal | undefined;
  /** Called with 0 when the answer begins and with the size so far as it grows; reading waits for it. */
  onProgress?: (bytes: number) => Promise<void> | void;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** The body was longer than `maxBytes`. */
  isTruncated: boolean;
  /** From the request, on a connection that was there, to the end of its answer. */
  durationMs: number;
  /**
   * Gives back the body's memory at once, where that is worth while; the body is empty from then on. The garbage collector takes
   * its time with memory outside of its heap, and a batch of look-ups would fill the machine meanwhile.
   */
  release?: () => void;
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
  const { method = 'GET', headers = {}, signal, deadlineMs, beginsWithinMs = deadlineMs } = request;
  const stopped = () => new HttpFailure('stopped', 'STOPPED', 'The request was stopped.');
  if (signal?.aborted) throw stopped();
  const reception = new Reception(request);
  const timer = new ReceptionTimer(reception, deadlineMs, beginsWithinMs);
  const stop = () => reception.fail(stopped());
  signal?.addEventListener('abort', stop);
  try {
    const { origin, pathname, search } = new URL(request.url);
    dispatcher.dispatch({ origin, path: pathname + search, method, headers }, reception);
    return await reception.received;
  } catch (error) {
    throw error instanceof HttpFailure ? error : toFailure(error);
  } finally {
    timer.stop();
    signal?.removeEventListener('abort', stop);
  }
}

/** One timer for both limits, set anew only where an answer takes long: most are complete before the first would end. */
class ReceptionTimer {
  #timer: NodeJS.Timeout;

  constructor(reception: Reception, deadlineMs: number, beginsWithinMs: number) {
    const isLate = () => {
      const message = `No complete answer within ${deadlineMs / 1_000} s.`;
      reception.fail(new HttpFailure('timeout', 'TIMEOUT', message));
    };
    const isSilent = () => {
      const message = `No answer began within ${beginsWithinMs / 1_000} s.`;
      if (reception.hasBegun) this.#timer = setTimeout(isLate, deadlineMs - beginsWithinMs);
      else reception.fail(new HttpFailure('timeout', 'SILENCE', message));
    };
    this.#timer = beginsWithinMs < deadlineMs ? setTimeout(isSilent, beginsWithinMs) : setTimeout(isLate, deadlineMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** The closed list of reasons, decided once, from the innermost error that carries a code. */
function toFailure(error: unknown): HttpFailure {
  if (error instanceof UnreadableBody) return new HttpFailure('unreadable', error.code, error.message);
  if (error === TIME_IS_UP) return new HttpFailure('timeout', 'TIMEOUT', TIME_IS_UP.message);
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
