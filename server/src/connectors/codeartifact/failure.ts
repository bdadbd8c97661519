/** One failed step, translated once from whatever the SDK or the network threw. Nothing of AWS's own answer is lost. */

import { HttpFailure } from '../../lib/http.ts';
import type { Evidence } from '../../lib/diagnosis.ts';
import { redact } from '../../lib/redact.ts';

export type Stage =
  | 'PLATFORM_IDENTITY'
  | 'PLATFORM_ROLE'
  | 'ASSUME_ROLE'
  | 'AUTHORIZATION_TOKEN'
  | 'REPOSITORY_ENDPOINT'
  | 'REPOSITORY_READ';

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
  message: string;
  awsRequestId: string | null;
  denial: Denial | null;
  /** `domain`, `repository` ... of a ResourceNotFoundException. */
  resourceType: string | null;
  /** `ENCRYPTION_KEY_ERROR` ... of a ValidationException. */
  reason: string | null;
}

const LONGEST_MESSAGE = 2_000;
const NETWORK_CODES = /^(ENOTFOUND|EAI_|ECONN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|ERR_PROXY_TUNNEL|UND_ERR_)/;
const TLS_CODES = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO)/;

/** A failure from an answer that arrived but cannot be used. */
export function unexpectedAnswer(message: string, httpStatus: number | null, awsRequestId: string | null): Failure {
  return { ...blank('unexpected-answer', message), httpStatus, awsRequestId };
}

/** A failure from an HTTP status of a package endpoint. `body` is the beginning of its text. */
export function httpRefusal(status: number, body: string, headers: Record<string, string>): Failure {
  const message = readable(body, headers['content-type']) || `HTTP ${status}`;
  return {
    ...blank('refused', message),
    httpStatus: status,
    errorCode: headers['x-amzn-errortype']?.split(':')[0] ?? null,
    awsRequestId: headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] ?? null,
    denial: readDenial(message),
  };
}

/** Translates anything thrown by the AWS SDK or by `lib/http.ts`. `signal` tells a stop from a time-out. */
export function toFailure(error: unknown, signal?: AbortSignal): Failure {
  if (error instanceof HttpFailure) {
    return { ...blank(error.reason, error.message), errorCode: error.code };
  }
  if (!(error instanceof Error)) return blank('unexpected-answer', String(error));
  if (signal?.aborted) return blank('stopped', 'The test was stopped before AWS answered.');
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return { ...blank('timeout', 'No complete answer in time.'), errorCode: error.name };
  }
  if (error.name === 'CredentialsProviderError')
    return { ...blank('no-credentials', error.message), errorCode: error.name };
  const code = textProperty(error, 'code');
  if (code && TLS_CODES.test(code)) return { ...blank('tls', error.message), errorCode: code };
  if (code && NETWORK_CODES.test(code)) return { ...blank('unreachable', error.message), errorCode: code };
  return fromAws(error);
}

/** The part of a failure that is shown as what was answered. */
export function toEvidence(failure: Failure): Evidence {
  return {
    httpStatus: failure.httpStatus,
    errorCode: failure.errorCode,
    message: redact(failure.message).slice(0, LONGEST_MESSAGE),
    awsRequestId: failure.awsRequestId,
  };
}

/** Reads action, resource and reason out of an access-denied text; null where it has another form. */
export function readDenial(message: string): Denial | null {
  const action = /not authorized to perform:? ([\w-]+:\w+)/i.exec(message)?.[1];
  if (!action) return null;
  const resource = /on resource: (arn:\S+|\S+)/i.exec(message)?.[1]?.replace(/[.,;]$/, '') ?? null;
  const explicit = /with an explicit deny in (?:an?|the) ([a-z -]+?polic(?:y|ies)|permissions boundary)/i.exec(message);
  const implicit = /because no ([a-zA-Z -]+?policy|permissions boundary) allows/.exec(message);
  return {
    action,
    resource,
    policyType: (explicit?.[1] ?? implicit?.[1])?.toLowerCase() ?? null,
    isExplicit: explicit !== null,
  };
}

function fromAws(error: Error): Failure {
  const metadata = objectProperty(error, '$metadata');
  const response = objectProperty(error, '$response');
  const httpStatus = numberProperty(metadata, 'httpStatusCode') ?? numberProperty(response, 'statusCode');
  const awsRequestId = textProperty(metadata, 'requestId');
  const isAwsError = '$fault' in error && error.name !== 'Error' && !/^Unknown(Error)?$/.test(error.name);
  if (!isAwsError) {
    const status = httpStatus ? ` (HTTP ${httpStatus})` : '';
    return unexpectedAnswer(
      `The answer could not be read as AWS's${status}: ${error.message}`,
      httpStatus,
      awsRequestId,
    );
  }
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

function blank(kind: FailureKind, message: string): Failure {
  return {
    kind,
    httpStatus: null,
    errorCode: null,
    message,
    awsRequestId: null,
    denial: null,
    resourceType: null,
    reason: null,
  };
}

/** The `message` of a JSON body, the words of an HTML page, or the text as it is. */
function readable(body: string, contentType: string | undefined): string {
  const text = body.slice(0, LONGEST_MESSAGE);
  if (contentType?.includes('json')) {
    try {
      const parsed: unknown = JSON.parse(text);
      const message = objectValue(parsed, 'message') ?? objectValue(parsed, 'Message') ?? objectValue(parsed, 'error');
      if (typeof message === 'string') return message;
    } catch {
      return text.trim();
    }
  }
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
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
