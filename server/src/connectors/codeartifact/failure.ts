/** One failed step, translated once from whatever the SDK or the network threw. Nothing of AWS's own answer is lost. */

import { answerText, awsRequestId, wordsOf } from '../../lib/answer-text.ts';
import { HttpFailure, TLS_CODES } from '../../lib/http.ts';
import type { Evidence } from '../../lib/diagnosis.ts';
import { redact } from '../../lib/redact.ts';
import type { TextReading } from './failure-text/reading.ts';

export type Stage =
  | 'PLATFORM_IDENTITY'
  | 'PLATFORM_ROLE'
  | 'ASSUME_ROLE'
  | 'AUTHORIZATION_TOKEN'
  | 'REPOSITORY_ENDPOINT'
  | 'REPOSITORY_READ';
/** Where a failure showed: a step of the chain, or a program that the customer runs, known by its text alone. */
export type Origin = Stage | 'CLIENT';

export type FailureKind =
  /** The other side answered with an error of its own. */
  | 'refused'
  /** There was nothing to sign the request with. */
  | 'no-credentials'
  /** An answer that is not what the protocol promises. */
  | 'unexpected-answer'
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'interrupted'
  | 'private-address'
  | 'stopped';

/** What an access-denied text says, where it follows AWS's form (IAM user guide, "Troubleshoot access denied"). */
export interface Denial {
  action: string;
  resource: string | null;
  /** Which kind of policy decided, e.g. `identity-based policy`; null where AWS gives no reason. */
  policyType: string | null;
  isExplicit: boolean;
}

export interface Failure {
  kind: FailureKind;
  httpStatus: number | null;
  errorCode: string | null;
  /** Redacted: AWS's words may repeat what was sent. */
  message: string;
  awsRequestId: string | null;
  denial: Denial | null;
  /** `domain`, `repository` ... of a ResourceNotFoundException. */
  resourceType: string | null;
  /** `ENCRYPTION_KEY_ERROR` ... of a ValidationException. */
  reason: string | null;
  /** Where only a text is known: what else it says. */
  reading?: TextReading;
}

const LONGEST_MESSAGE = 2_000;
/** How much of a page that is not AWS's is repeated. */
const LONGEST_QUOTATION = 200;
const NETWORK_CODES = /^(ENOTFOUND|EAI_|ECONNREFUSED|ECONNABORTED|EHOSTUNREACH|ENETUNREACH|ERR_PROXY_TUNNEL|UND_ERR_)/;
const INTERRUPTION_CODES = /^(ECONNRESET|EPIPE)$/;

/** A failure of which nothing is known. */
export const blankFailure: Failure = blank('refused', '');

/** A failure from an answer that arrived but cannot be used. */
export function unexpectedAnswer(message: string, httpStatus: number | null, awsRequestId: string | null): Failure {
  return { ...blank('unexpected-answer', message), httpStatus, awsRequestId };
}

/** A failure from an HTTP status of a package endpoint. `body` is the beginning of its text. */
export function httpRefusal(status: number, body: string, headers: Record<string, string>): Failure {
  const message = answerText(body, headers['content-type']) || `HTTP ${status}`;
  return {
    ...blank('refused', message),
    httpStatus: status,
    errorCode: headers['x-amzn-errortype']?.split(':')[0] ?? null,
    awsRequestId: awsRequestId(headers),
    denial: readDenial(message),
  };
}

/** Translates anything thrown by the AWS SDK or by `lib/http.ts`. `signal` tells a stop from a time-out. */
export function toFailure(error: unknown, signal?: AbortSignal): Failure {
  if (error instanceof HttpFailure) {
    const kind = error.reason === 'unreadable' ? 'unexpected-answer' : error.reason;
    return { ...blank(kind, error.message), errorCode: error.code };
  }
  if (!(error instanceof Error)) return blank('unexpected-answer', 'Something other than an error was thrown.');
  if (signal?.aborted) return blank('stopped', 'The test was stopped before AWS answered.');
  // Codes come first: the SDK calls a connection that was reset a time-out.
  const code = textProperty(error, 'code');
  if (code && TLS_CODES.test(code)) return { ...blank('tls', error.message), errorCode: code };
  if (code && INTERRUPTION_CODES.test(code)) return { ...blank('interrupted', error.message), errorCode: code };
  if (code && NETWORK_CODES.test(code)) return { ...blank('unreachable', error.message), errorCode: code };
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ETIMEDOUT') {
    return { ...blank('timeout', 'No complete answer in time.'), errorCode: error.name };
  }
  if (error.name === 'CredentialsProviderError') {
    return { ...blank('no-credentials', error.message), errorCode: error.name };
  }
  return fromAws(error);
}

/** The part of a failure that is shown as what was answered. */
export function toEvidence(failure: Failure): Evidence {
  return {
    httpStatus: failure.httpStatus,
    errorCode: failure.errorCode,
    message: failure.message,
    awsRequestId: failure.awsRequestId,
  };
}

/** Reads action, resource and reason out of an access-denied text; null where it has another form. */
export function readDenial(message: string): Denial | null {
  const action = /not authorized to perform:?\s*["'`]?([\w-]+:\w+)/i.exec(message)?.[1];
  if (!action) return null;
  const resource = /on resource:?\s*["'`]?([^\s"'`]+)/i.exec(message)?.[1]?.replace(/[.,;]$/, '') ?? null;
  const explicit =
    /explicit deny in (?:an?|the|this|your) ([a-z -]+? polic(?:y|ies)|[a-z-]+ policy|permissions boundary)/i;
  const implicit = /because no ([a-z -]+? policy|permissions boundary) allows/i;
  return {
    action,
    resource,
    policyType: policyType(explicit.exec(message)?.[1] ?? implicit.exec(message)?.[1]),
    isExplicit: /explicit deny/i.test(message),
  };
}

/** Whether a kind of policy stands above what role and resource say themselves: of an organization, boundary, session, endpoint. */
export function isAboveRole(type: string | null | undefined): boolean {
  return /control policy|boundary|session policy|endpoint/.test(type ?? '');
}

/** AWS prints "sessions policy" in places. */
function policyType(text: string | undefined): string | null {
  return (
    text
      ?.toLowerCase()
      .replace(/policies$/, 'policy')
      .replace(/^sessions /, 'session ') ?? null
  );
}

function fromAws(error: Error): Failure {
  const metadata = objectProperty(error, '$metadata');
  const response = objectProperty(error, '$response');
  const httpStatus = numberProperty(metadata, 'httpStatusCode') ?? numberProperty(response, 'statusCode');
  const awsRequestId = textProperty(metadata, 'requestId');
  if (!isAwsError(error)) return unexpectedAnswer(describeStranger(error, httpStatus), httpStatus, awsRequestId);
  return {
    ...blank('refused', error.message),
    httpStatus,
    errorCode: error.name,
    awsRequestId,
    denial: readDenial(error.message),
    resourceType: textProperty(error, 'resourceType'),
    reason: textProperty(error, 'reason'),
  };
}

/** Where an answer holds no error of AWS's, the SDK makes one up and calls it unknown. */
function isAwsError(error: Error): boolean {
  return '$fault' in error && error.name !== 'Error' && ![error.name, error.message].some(isMadeUp);
}

function isMadeUp(text: string): boolean {
  return /^Unknown(Error)?$/.test(text);
}

/** What came in place of AWS's answer. The parser's own message is left out: it quotes the answer, which may hold a token. */
function describeStranger(error: Error, httpStatus: number | null): string {
  const text = textProperty(error, '$responseBodyText') ?? '';
  const words = /^\s*<(!doctype|html)/i.test(text) ? `: ${wordsOf(text).slice(0, LONGEST_QUOTATION)}` : '';
  const said = '$fault' in error && !isMadeUp(error.message) ? `: ${error.message}` : words;
  return `The answer${httpStatus ? ` (HTTP ${httpStatus})` : ''} does not have the form of an answer of AWS${said}`;
}

function blank(kind: FailureKind, message: string): Failure {
  return {
    kind,
    httpStatus: null,
    errorCode: null,
    message: redact(message).slice(0, LONGEST_MESSAGE),
    awsRequestId: null,
    denial: null,
    resourceType: null,
    reason: null,
  };
}

function objectValue(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function objectProperty(value: unknown, key: string): unknown {
  const property = objectValue(value, key);
  return typeof property === 'object' ? property : null;
}

function textProperty(value: unknown, key: string): string | null {
  const property = objectValue(value, key);
  return typeof property === 'string' ? property : null;
}

function numberProperty(value: unknown, key: string): number | null {
  const property = objectValue(value, key);
  return typeof property === 'number' ? property : null;
}
