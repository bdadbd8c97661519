/**
 * Requests to package registries through the one door out: paced by the registry's quota, a bounded number for each organization,
 * retried where that can help, redirects followed by rule, the credential sent to its own origin only.
 */

import type { Clock } from './clock.ts';
import { Ending, pause, TIME_IS_UP, unlessAborted } from './concurrency.ts';
import { HttpFailure, type Http, type HttpAnswer, type HttpFailureReason } from './http.ts';
import { RateLimit } from './rate-limit.ts';
import { backoffMs, readRetryAfter, RetryBudget } from './retry.ts';
import { Slots } from './slots.ts';

/** From the first byte of the first try to the last byte of the last one, waiting for the quota included. */
const TOTAL_MS = 30_000;
/** Until an answer begins. */
const BEGIN_MS = 10_000;
const MEGABYTE = 1_024 * 1_024;
const MAX_BYTES = 50 * MEGABYTE;
/** From here on a document is large: few of them are held at once. */
export const LARGE_BYTES = 5 * MEGABYTE;
const MAX_REDIRECTS = 3;
const MAX_TRIES = 4;
/** A refusal for "too many" costs the other side next to nothing, and waiting mends it. */
const MAX_TRIES_WHEN_THROTTLED = 8;
/** No quota of AWS is counted over a longer time; whatever else a header says is a mistake. */
const LONGEST_PAUSE_MS = 5 * 60_000;
const REQUESTS_AT_ONCE = 64;
const MOST_QUOTAS_IN_MEMORY = 1_000;

const TOO_LATE = `No complete answer within ${TOTAL_MS / 1_000} s.`;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PASSING_FAULTS = new Set([500, 502, 503, 504]);
const RESET_CODES = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;

export interface RegistryCall {
  url: string;
  /** Sent on every hop; never a credential. */
  headers: Record<string, string>;
  /** Sent to the origin of `url` and nowhere else. */
  authorization: string;
  /** Asked once where the registry answers 401: another value to send, or null where there is none. */
  renewAuthorization: () => Promise<string | null>;
  /** Whose quota the requests count against, e.g. an AWS account and Region. */
  quota: string;
  /** Who shares the number of requests that are under way at once. */
  organizationId: string;
  /** Decompressed bytes of an answer that are taken, at most 50 MB; a longer one is rejected as too large. */
  maxBytes?: number | undefined;
  /** Called before each request that is sent, tries and hops included; what it throws ends the call. */
  onRequest?: (() => void) | undefined;
  /** How often the request is sent at most where a repetition can help. */
  tries?: number | undefined;
  /** Called once the answer turns out to be large; reading goes on when it resolves. */
  onLarge?: (signal: AbortSignal) => Promise<void>;
  signal?: AbortSignal | undefined;
  /** Of what the request is a part of; bounds the waiting for a place as well. */
  ending?: Ending | undefined;
}

export type RegistryHttpReason =
  Exclude<HttpFailureReason, 'private-address'> | 'redirected' | 'too-large' | 'asset-refused' | 'rate-limited';

/** No answer that could be read. An answer with any status but a redirect is no failure here. */
export class RegistryHttpFailure extends Error {
  constructor(
    readonly reason: RegistryHttpReason,
    message: string,
    readonly httpStatus: number | null = null,
  ) {
    super(message);
  }
}

export interface RegistryHttpOptions {
  http: Pick<Http, 'request'>;
  clock: Clock;
  /** For each quota. */
  requestsPerSecond: number;
  /** The only hosts that a redirect may lead to. */
  isAssetHost: (host: string) => boolean;
}

export class RegistryHttp {
  readonly #limits = new Map<string, { rate: RateLimit; retries: RetryBudget }>();
  readonly #slots = new Map<string, Slots>();

  constructor(private readonly options: RegistryHttpOptions) {}

  /** GET, body complete and decompressed. Rejects with RegistryHttpFailure, or with what `renewAuthorization` throws. */
  async get(call: RegistryCall): Promise<HttpAnswer> {
    const slots = this.#slots.get(call.organizationId) ?? new Slots(REQUESTS_AT_ONCE);
    this.#slots.set(call.organizationId, slots);
    let release: (() => void) | null = null;
    try {
      release = slots.takeNow() ?? (await slots.take(call.ending?.signal ?? call.signal));
      return await this.#withinDeadline(call);
    } catch (error) {
      if (call.signal?.aborted) throw stopped();
      throw error === TIME_IS_UP ? new RegistryHttpFailure('timeout', TOO_LATE) : error;
    } finally {
      release?.();
      if (slots.isIdle) this.#slots.delete(call.organizationId);
    }
  }

  /** The time runs from here: waiting for a turn of one's own is not the registry's fault. */
  async #withinDeadline(call: RegistryCall): Promise<HttpAnswer> {
    const ending = new Ending(Math.min(TOTAL_MS, call.ending?.remainingMs ?? TOTAL_MS), call.signal);
    try {
      return await this.#authorized(call, ending);
    } finally {
      ending.close();
    }
  }

  async #authorized(call: RegistryCall, ending: Ending): Promise<HttpAnswer> {
    const answer = await this.#tries(call, call.authorization, ending);
    if (answer.status !== 401) return answer;
    const renewed = await unlessAborted(call.renewAuthorization(), ending.signal);
    return renewed === null ? answer : this.#tries(call, renewed, ending);
  }

  async #tries(call: RegistryCall, authorization: string, ending: Ending): Promise<HttpAnswer> {
    const { rate, retries } = this.#limitOf(call.quota);
    for (let attempt = 1; ; attempt += 1) {
      // What cannot go in time is told at once that it was asked to wait, and not that nobody answered.
      if (rate.pauseMs > ending.remainingMs) throw askedToWait(rate.pauseMs);
      if (!rate.takeNow()) await rate.take(ending.signal);
      const outcome = await this.#follow(call, authorization, ending).catch((error: unknown) => asFailure(error));
      const isThrottled = 'status' in outcome && outcome.status === 429;
      if (!isThrottled && !isPassing(outcome)) {
        if (outcome instanceof Error) throw outcome;
        retries.earn();
        return outcome;
      }
      const asked =
        'status' in outcome ? readRetryAfter(outcome.headers['retry-after'], this.options.clock.now()) : null;
      const waitMs = Math.max(asked ?? 0, backoffMs(attempt));
      if (isThrottled) rate.slowDown(Math.min(waitMs, LONGEST_PAUSE_MS));
      const triesLeft = attempt < (call.tries ?? (isThrottled ? MAX_TRIES_WHEN_THROTTLED : MAX_TRIES));
      // "Too many" is paced by the bucket; faults are what a budget protects the other side from.
      if (triesLeft && waitMs < ending.remainingMs && (isThrottled || retries.spend())) {
        if (!isThrottled) await pause(waitMs, ending.signal);
        continue;
      }
      if (outcome instanceof Error) throw outcome;
      return outcome;
    }
  }

  /** Headers are built anew for each hop, so nothing but what is meant for it ever reaches another host. */
  async #follow(call: RegistryCall, authorization: string, ending: Ending): Promise<HttpAnswer> {
    let url = call.url;
    for (let hop = 0; ; hop += 1) {
      const headers = {
        ...call.headers,
        'accept-encoding': 'gzip',
        'user-agent': 'backline',
        ...(hop === 0 && { authorization }),
      };
      const answer = await this.#send(call, url, headers, ending);
      if (!REDIRECTS.has(answer.status)) {
        if (hop > 0 && answer.status !== 200) {
          const message = `The asset host ${new URL(url).host} answered HTTP ${answer.status}.`;
          throw new RegistryHttpFailure('asset-refused', message, answer.status);
        }
        return answer;
      }
      if (hop === MAX_REDIRECTS) {
        throw new RegistryHttpFailure('redirected', `More than ${MAX_REDIRECTS} redirects in a row.`, answer.status);
      }
      url = this.#target(answer, url);
    }
  }

  #target({ status, headers }: HttpAnswer, from: string): string {
    const { location } = headers;
    const target = location !== undefined && URL.canParse(location, from) ? new URL(location, from) : null;
    const isAllowed =
      target?.protocol === 'https:' &&
      target.port === '' &&
      target.username === '' &&
      target.password === '' &&
      this.options.isAssetHost(target.hostname);
    if (isAllowed) return target.href;
    // Query and path may hold a signature or a secret.
    const where = target ? `${target.protocol}//${target.host}` : 'nowhere';
    throw new RegistryHttpFailure('redirected', `It redirects to ${where}, which was not followed.`, status);
  }

  async #send(call: RegistryCall, url: string, headers: Record<string, string>, ending: Ending) {
    const maxBytes = Math.min(call.maxBytes ?? MAX_BYTES, MAX_BYTES);
    let isLarge = false;
    call.onRequest?.();
    const answer = await this.options.http.request({
      url,
      headers,
      deadlineMs: ending.remainingMs,
      beginsWithinMs: BEGIN_MS,
      maxBytes,
      signal: call.signal,
      onProgress: (bytes) => {
        if (isLarge || bytes <= LARGE_BYTES) return undefined;
        isLarge = true;
        return call.onLarge?.(ending.signal);
      },
    });
    if (!answer.isTruncated) return answer;
    const limit = maxBytes < MEGABYTE ? `${maxBytes / 1_024} KB` : `${maxBytes / MEGABYTE} MB`;
    const message = `The answer is longer than ${limit}, and is not read to its end.`;
    throw new RegistryHttpFailure('too-large', message, answer.status);
  }

  #limitOf(quota: string): { rate: RateLimit; retries: RetryBudget } {
    const known = this.#limits.get(quota);
    if (known) return known;
    if (this.#limits.size >= MOST_QUOTAS_IN_MEMORY) {
      for (const [key, { rate }] of this.#limits) if (rate.isIdle) this.#limits.delete(key);
    }
    const made = { rate: new RateLimit(this.options.requestsPerSecond), retries: new RetryBudget() };
    this.#limits.set(quota, made);
    return made;
  }
}

/** Keeps HttpFailure's code within reach of `isPassing`. */
function asFailure(error: unknown): Error {
  if (!(error instanceof HttpFailure)) return error instanceof Error ? error : new Error(String(error));
  const reason = error.reason === 'private-address' ? 'unreachable' : error.reason;
  // Of several tries, the last one had but the rest of the time.
  const failure = new RegistryHttpFailure(reason, error.code === 'TIMEOUT' ? TOO_LATE : error.message);
  failure.cause = error;
  return failure;
}

function isPassing(outcome: HttpAnswer | Error): boolean {
  if (!(outcome instanceof Error)) return PASSING_FAULTS.has(outcome.status);
  if (!(outcome instanceof RegistryHttpFailure)) return false;
  if (outcome.reason === 'interrupted') return true;
  return outcome.cause instanceof HttpFailure && RESET_CODES.test(outcome.cause.code);
}

function askedToWait(pauseMs: number): RegistryHttpFailure {
  const seconds = Math.ceil(pauseMs / 1_000);
  const message = `The registry answered "too many requests" a moment ago and asked for a pause; ${seconds} s of it are left.`;
  return new RegistryHttpFailure('rate-limited', message, 429);
}

function stopped(): RegistryHttpFailure {
  return new RegistryHttpFailure('stopped', 'The look-up was stopped before the repository answered.');
}
