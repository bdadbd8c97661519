/** The HTTP side of a gateway: who may ask, how much, and how the answer is written. */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type AddressInfo, type Server as SocketServer } from 'node:net';
import type { Explained } from '../../../connectors/connector.ts';
import { Slots } from '../../../lib/slots.ts';
import { refusal, type GatewayAnswer, type GatewayRequest } from './gateway-answers.ts';

/** Documents and archives that are held in memory at once, each of at most 50 MB. */
const ANSWERS_AT_ONCE = 16;
const CONNECTIONS_AT_ONCE = 128;
const RECEIVE_MS = 10_000;
/** Of those that are kept; a client asks again and again. */
const MOST_PROBLEMS = 20;
const LONGEST_ACCEPT = 300;

export interface GatewayLimits {
  /** Requests of any kind; those beyond are refused. */
  maxRequests: number;
  /** Bytes of all answers together; the request after them is refused. */
  maxBytes: number;
}

export class GatewayServer {
  /** Known to the job alone. Clients send it as Bearer or as the password of Basic, or as `/token/<it>` before the path. */
  readonly token = randomBytes(32).toString('base64url');
  readonly problems: Explained[] = [];
  requestCount = 0;
  #byteCount = 0;
  #origin = '';
  readonly #server: Server;
  #byPath: SocketServer | null = null;
  readonly #slots = new Slots(ANSWERS_AT_ONCE);

  constructor(
    private readonly answer: (request: GatewayRequest) => Promise<GatewayAnswer>,
    private readonly limits: GatewayLimits,
    private readonly signal: AbortSignal,
  ) {
    this.#server = createServer({ requestTimeout: RECEIVE_MS, headersTimeout: RECEIVE_MS }, (request, response) => {
      void this.#serve(request, response);
    });
    this.#server.maxConnections = CONNECTIONS_AT_ONCE;
  }

  get origin(): string {
    return this.#origin;
  }

  /** On loopback alone, at a port that the system chooses; and at a path, for who is kept apart from this machine's network. */
  async listen(socketPath?: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    if (socketPath !== undefined) {
      const byPath = createSocketServer((socket) => this.#server.emit('connection', socket));
      this.#byPath = byPath.unref();
      await new Promise<void>((resolve, reject) => {
        byPath.once('error', reject);
        byPath.listen(socketPath, resolve);
      });
    }
    // The job that opened it keeps the process alive, not the socket.
    this.#server.unref();
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Cuts off what is under way. */
  close(): Promise<void> {
    this.#byPath?.close();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A body is never wanted; what is sent all the same is not kept.
    request.resume();
    let release: (() => void) | null = null;
    try {
      const early = this.#refused(request);
      release = early ? null : await this.#slots.take(this.signal);
      const { path, prefix } = pathOf(request, this.token);
      const found =
        early ??
        (await this.answer({
          path,
          accept: (request.headers.accept ?? '*/*').slice(0, LONGEST_ACCEPT),
          etag: request.headers['if-none-match'],
          origin: this.#origin + prefix,
        }));
      if (found.problem && this.problems.length < MOST_PROBLEMS) this.problems.push(found.problem);
      await this.#write(request, response, found);
    } catch {
      // Either the job has ended, or it is a defect of our own: the client learns that there is no answer.
      response.destroy();
    } finally {
      release?.();
    }
  }

  #refused(request: IncomingMessage): GatewayAnswer | null {
    this.requestCount += 1;
    if (!this.#isAllowed(request)) {
      return refusal(401, 'The token of this gateway is missing or wrong.', {
        'www-authenticate': 'Basic realm="build"',
      });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refusal(405, 'Packages can only be read here.', { allow: 'GET, HEAD' });
    }
    const { maxRequests, maxBytes } = this.limits;
    if (this.requestCount > maxRequests) return refusal(403, `More than ${maxRequests} requests were made.`);
    if (this.#byteCount > maxBytes) return refusal(403, `More than ${maxBytes} bytes were fetched.`);
    return null;
  }

  #isAllowed(request: IncomingMessage): boolean {
    const given = [...tokensIn(request.headers.authorization ?? ''), TOKEN_PATH.exec(request.url ?? '')?.[1] ?? ''];
    return given.some((token) => isSame(token, this.token));
  }

  async #write(request: IncomingMessage, response: ServerResponse, { status, headers, body }: GatewayAnswer) {
    this.#byteCount += body.length;
    response.writeHead(status, { ...headers, ...(status !== 304 && { 'content-length': String(body.length) }) });
    const isEmpty = request.method === 'HEAD' || status === 304;
    await new Promise<void>((resolve) => {
      response.once('close', resolve);
      if (isEmpty) response.end();
      else response.end(body);
    });
  }
}

/**
 * The go command sends no credential over plain HTTP, so that it has its token in the path; nobody else can listen on loopback:
 * https://go.dev/ref/mod#private-module-proxy-auth
 */
const TOKEN_PATH = /^\/token\/([\w-]+)(?=\/)/;

function pathOf({ url = '/' }: IncomingMessage, token: string): { path: string; prefix: string } {
  const path = url.replace(/\?.*$/s, '');
  const prefix = TOKEN_PATH.test(path) ? `/token/${token}` : '';
  return { path: path.slice(prefix.length), prefix };
}

/** What an Authorization header holds, in either form. */
function tokensIn(authorization: string): string[] {
  const [, scheme = '', value = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== 'basic') return [value];
  const pair = Buffer.from(value, 'base64').toString('latin1');
  return [pair.slice(pair.indexOf(':') + 1)];
}

/** In a time that does not tell how much of it is right. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
