/** A package type's way to ask one repository: adds the credential, and turns what comes back into the plug's words. */

import type { Access } from '../../connectors/connector.ts';
import { answerText, awsRequestId } from '../../lib/answer-text.ts';
import { HttpFailure, type HttpAnswer } from '../../lib/http.ts';
import { redact } from '../../lib/redact.ts';
import { RegistryHttpFailure, type RegistryHttp, type RegistryHttpReason } from '../../lib/registry-http.ts';
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
  signal?: AbortSignal;
  /** Called before each request that is sent; what it throws ends the request. */
  onRequest?: () => void;
  /** How often a request is sent at most; as often as is worth it where this is left out. */
  tries?: number;
}

/** One look-up's client. Close it when what came back has been read. */
export interface LookUpClient extends RegistryClient {
  /** Requests sent so far, tries and redirects included. */
  readonly requestCount: number;
  close(): void;
}

export function createRegistryClient(options: RegistryClientOptions): LookUpClient {
  const { http, organizationId, quota, largeDocuments, signal } = options;
  const { url: repositoryUrl } = options.access;
  const { origin } = new URL(repositoryUrl);
  let { access } = options;
  let requestCount = 0;
  let large: Promise<() => void> | null = null;

  return {
    url: repositoryUrl,
    get requestCount() {
      return requestCount;
    },
    get,
    close: () => void large?.then((release) => release()).catch(() => undefined),
  };

  async function get(url: string, { accept, etag, maxBytes }: RegistryRequest): Promise<RegistryAnswer> {
    const target = URL.canParse(url) ? new URL(url) : null;
    if (target?.origin !== origin || target.username !== '' || target.password !== '') {
      const message = `The repository names ${target ? target.host : 'an address that cannot be read'} as the place of its documents; only ${new URL(origin).host} is asked.`;
      throw new RegistryFailure('unexpected-content', message);
    }
    const sent = access;
    const answer = await http
      .get({
        url: target.href,
        headers: { accept, ...(etag !== undefined && { 'if-none-match': etag }) },
        authorization: authorization(sent),
        renewAuthorization: async () => {
          access = access.secret === sent.secret ? ((await options.replaceAccess(sent)) ?? access) : access;
          return access.secret === sent.secret ? null : authorization(access);
        },
        quota,
        organizationId,
        maxBytes,
        onRequest: () => {
          options.onRequest?.();
          requestCount += 1;
        },
        ...(options.tries !== undefined && { tries: options.tries }),
        // One look-up needs one place, however many of its documents are large: it never waits for itself.
        onLarge: async (waitSignal) => {
          large ??= largeDocuments.take(waitSignal);
          await large;
        },
        signal,
      })
      .catch((error: unknown) => {
        if (!(error instanceof RegistryHttpFailure)) throw error;
        const code = error.cause instanceof HttpFailure ? error.cause.code : null;
        throw new RegistryFailure(REASONS[error.reason], error.message, error.httpStatus, null, code);
      });
    return toAnswer(answer);
  }
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
  const words = redact(answerText(body.toString('utf8', 0, 8_000), headers['content-type']));
  return new RegistryFailure(reason, words || `HTTP ${status}`, status, awsRequestId(headers));
}

/** Every CodeArtifact endpoint takes the token this way, whatever form its clients prefer. */
function authorization({ secret }: Access): string {
  return `Bearer ${secret}`;
}
