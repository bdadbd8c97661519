/** A package type's way to ask one repository: adds the credential, and turns what comes back into the plug's words. */

import type { Access } from '../../connectors/connector.ts';
import { awsRequestId, bodyText } from '../../lib/answer-text.ts';
import type { Ending } from '../../lib/concurrency.ts';
import { HttpFailure, type HttpAnswer } from '../../lib/http.ts';
import { redact } from '../../lib/redact.ts';
import {
  RegistryHttpFailure,
  type RegistryCall,
  type RegistryHttp,
  type RegistryHttpReason,
} from '../../lib/registry-http.ts';
import type { Slots } from '../../lib/slots.ts';
import {
  RegistryFailure,
  type RegistryAnswer,
  type RegistryClient,
  type RegistryFailureReason,
  type RegistryRequest,
} from '../../package-types/index.ts';

const REASONS: Record<RegistryHttpReason, RegistryFailureReason> = {
  redirected: 'redirected',
  'too-large': 'too-large',
  'asset-refused': 'unexpected-status',
  'rate-limited': 'rate-limited',
  timeout: 'timeout',
  unreachable: 'unreachable',
  tls: 'tls',
  interrupted: 'interrupted',
  unreadable: 'unexpected-content',
  stopped: 'stopped',
};

export interface RegistryClientOptions {
  http: Pick<RegistryHttp, 'get'>;
  access: Access;
  /** Asked where the repository refuses the access; null where there is no better one. */
  replaceAccess: (refused: Access) => Promise<Access | null>;
  /** Whose quota the requests count against. */
  quota: string;
  organizationId: string;
  /** Shared by everybody: how many look-ups may hold a large document at once. */
  largeDocuments: Slots;
  /** Called before each request that is sent; what it throws ends the request. */
  onRequest?: () => void;
  /** How often a request is sent at most; as often as is worth it where this is left out. */
  tries?: number;
}

export interface LookUpBounds {
  signal?: AbortSignal | undefined;
  /** Of all requests together. */
  ending?: Ending | undefined;
}

/** One look-up's client. Close it when what came back has been read. */
export function createRegistryClient(options: RegistryClientOptions & LookUpBounds): LookUpClient {
  const { signal, ending } = options;
  return new RegistryClients(options).open({ signal, ending });
}

/** What the clients of one repository share: those of a single look-up, or of a batch of them. */
export class RegistryClients {
  readonly url: string;
  /** The repository's origin with a slash: where all its addresses begin. */
  readonly root: string;
  #access: Access;
  #authorization: string;

  constructor(readonly options: RegistryClientOptions) {
    this.#access = options.access;
    this.#authorization = authorization(options.access);
    this.url = options.access.url;
    this.root = `${new URL(this.url).origin}/`;
  }

  /** A client for one package. Close it when what came back has been read. */
  open(bounds: LookUpBounds = {}): LookUpClient {
    return new LookUpClient(this, bounds);
  }

  get access(): Access {
    return this.#access;
  }

  get authorization(): string {
    return this.#authorization;
  }

  /** What to send in place of a refused access, which all clients use from then on; null where there is nothing better. */
  async renewAuthorization(refused: Access): Promise<string | null> {
    if (this.#access.secret === refused.secret) {
      this.#access = (await this.options.replaceAccess(refused)) ?? this.#access;
      this.#authorization = authorization(this.#access);
    }
    return this.#access.secret === refused.secret ? null : this.#authorization;
  }
}

/** Asks for one package. */
export class LookUpClient implements RegistryClient {
  readonly #clients: RegistryClients;
  readonly #bounds: LookUpBounds;
  readonly #answers: HttpAnswer[] = [];
  #large: Promise<() => void> | null = null;
  #requestCount = 0;
  #slowestMs = 0;

  constructor(clients: RegistryClients, bounds: LookUpBounds) {
    this.#clients = clients;
    this.#bounds = bounds;
  }

  get url(): string {
    return this.#clients.url;
  }

  get batch(): object {
    return this.#clients;
  }

  /** Requests sent so far, tries and redirects included; and how long the slowest answer took. */
  get counts(): { requestCount: number; slowestMs: number } {
    return { requestCount: this.#requestCount, slowestMs: this.#slowestMs };
  }

  async get(url: string, { accept, etag, maxBytes }: RegistryRequest): Promise<RegistryAnswer> {
    const { options, root, access } = this.#clients;
    const call: RegistryCall = {
      url: ownAddress(url, root),
      headers: etag === undefined ? { accept } : { accept, 'if-none-match': etag },
      authorization: this.#clients.authorization,
      renewAuthorization: () => this.#clients.renewAuthorization(access),
      quota: options.quota,
      organizationId: options.organizationId,
      maxBytes,
      onRequest: () => {
        options.onRequest?.();
        this.#requestCount += 1;
      },
      tries: options.tries,
      onLarge: (waitSignal) => this.#waitForPlace(waitSignal),
      signal: this.#bounds.signal,
      ending: this.#bounds.ending,
    };
    try {
      const answer = await options.http.get(call);
      if (answer.release) this.#answers.push(answer);
      this.#slowestMs = Math.max(this.#slowestMs, answer.durationMs);
      return toAnswer(answer);
    } catch (error) {
      if (!(error instanceof RegistryHttpFailure)) throw error;
      const code = error.cause instanceof HttpFailure ? error.cause.code : null;
      throw new RegistryFailure(REASONS[error.reason], error.message, error.httpStatus, null, code);
    }
  }

  /** Gives back what the answers hold; their bodies are empty from then on. */
  close(): void {
    for (const { release } of this.#answers.splice(0)) release?.();
    void this.#large?.then((release) => release()).catch(() => undefined);
  }

  /** One look-up needs one place, however many of its documents are large: it never waits for itself. */
  async #waitForPlace(signal: AbortSignal): Promise<void> {
    this.#large ??= this.#clients.options.largeDocuments.take(signal);
    await this.#large;
  }
}

/** The address as it is asked for. Throws where a document names a place other than the repository's own origin. */
function ownAddress(url: string, root: string): string {
  // Behind the first slash there is nothing but a path.
  if (url.startsWith(root)) return url;
  const target = URL.parse(url);
  if (target && `${target.origin}/` === root && target.username === '' && target.password === '') return target.href;
  const where = target ? target.host : 'an address that cannot be read';
  const message = `The repository names ${where} as the place of its documents; only ${new URL(root).host} is asked.`;
  throw new RegistryFailure('unexpected-content', message);
}

function toAnswer(answer: HttpAnswer): RegistryAnswer {
  const { status, headers, body } = answer;
  switch (status) {
    case 200:
    case 304:
    case 404:
    case 410:
      return { status, headers, body };
    case 401:
      throw refusal('unauthorized', answer);
    case 403:
      throw refusal('forbidden', answer);
    case 429:
      throw refusal('rate-limited', answer);
    default:
      throw refusal(status >= 500 ? 'service-fault' : 'unexpected-status', answer);
  }
}

function refusal(reason: RegistryFailureReason, { status, headers, body }: HttpAnswer): RegistryFailure {
  const words = redact(bodyText(body, headers));
  return new RegistryFailure(reason, words || `HTTP ${status}`, status, awsRequestId(headers));
}

/** Every CodeArtifact endpoint takes the token this way, whatever form its clients prefer. */
function authorization({ secret }: Access): string {
  return `Bearer ${secret}`;
}
