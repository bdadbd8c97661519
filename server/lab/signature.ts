import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Principal } from '../src/connectors/codeartifact/policy/index.ts';
import type { LabRequest } from './exchange.ts';
import { labNow, type LabState, type Session } from './state.ts';
import { findRole, type User } from './world.ts';

/** Who a request's signature proves its sender to be. */
export interface Caller {
  readonly principal: Principal & { readonly arn: string };
  readonly accountId: string;
  readonly userId: string;
  readonly user: User | null;
  readonly session: Session | null;
}

export type SignatureFault = 'missing' | 'incomplete' | 'unknown-key' | 'expired-session' | 'mismatch';

/** Why a signature is not accepted, in AWS's words; each service has its own error codes for the kinds of fault. */
export class SignatureError extends Error {
  constructor(
    readonly fault: SignatureFault,
    message: string,
  ) {
    super(message);
  }
}

const WINDOW_MINUTES = 15;
const WRONG_SIGNATURE =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/**
 * Verifies a Signature Version 4 in the Authorization header by calculating it again. Throws SignatureError.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
export async function identifyCaller(
  state: LabState,
  request: LabRequest,
  scope: { readonly service: string; readonly region: string },
): Promise<Caller> {
  const given = readAuthorization(request);
  const { credential, secretAccessKey } = findCredential(state, given.accessKeyId, request);
  const signedAt = checkScope(given, request, scope);
  checkWindow(signedAt, labNow(state));
  const signer = new SignatureV4({
    credentials: { accessKeyId: given.accessKeyId, secretAccessKey },
    region: scope.region,
    service: scope.service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(toSignable(request, given.signedHeaders), {
    signingDate: new Date(signedAt),
    signableHeaders: new Set(given.signedHeaders),
  });
  const expected = /Signature=([0-9a-f]+)$/u.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
  if (!isEqual(expected, given.signature) || !isBodyAsSigned(request)) {
    throw new SignatureError('mismatch', WRONG_SIGNATURE);
  }
  // Only who holds the secret is told that a session has ended.
  const areSessionsExpired = scope.service === 'codeartifact' && state.world.settings.areSessionsExpired;
  if (credential.session && (areSessionsExpired || credential.session.expiresAt <= labNow(state))) throw expired();
  if (credential.user?.keyState === 'expired') throw expired();
  return credential;
}

interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function readAuthorization(request: LabRequest): Authorization {
  const header = request.headers['authorization'];
  if (!header) throw new SignatureError('missing', 'Request is missing Authentication Token');
  const fields = new Map(
    header
      .replace(/^AWS4-HMAC-SHA256\s+/u, '')
      .split(/,\s*/u)
      .map((field): [string, string] => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
  );
  const parts = (fields.get('Credential') ?? '').split('/');
  const [accessKeyId, date, region, service, end] = parts;
  const signature = fields.get('Signature');
  const signedHeaders = fields.get('SignedHeaders')?.split(';');
  if (!header.startsWith('AWS4-HMAC-SHA256 ') || parts.length !== 5 || end !== 'aws4_request') {
    throw incomplete('Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term');
  }
  if (!accessKeyId || !date || !region || !service || !signature || !signedHeaders?.includes('host')) {
    throw incomplete("Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.");
  }
  return { accessKeyId, date, region, service, signedHeaders, signature };
}

function findCredential(
  state: LabState,
  accessKeyId: string,
  request: LabRequest,
): { credential: Caller; secretAccessKey: string } {
  const session = state.sessions.get(accessKeyId);
  if (session) {
    // A role that was deleted, or deleted and made again, takes its sessions with it.
    const role = findRole(state.world, session.principal.roleArn)?.role;
    const isItsToken = request.headers['x-amz-security-token'] === session.sessionToken;
    if (!isItsToken || role?.roleId !== session.roleId) throw unknownKey();
    const { principal, secretAccessKey } = session;
    const userId = principal.userId ?? '';
    return { credential: { principal, accountId: principal.accountId, userId, user: null, session }, secretAccessKey };
  }
  for (const account of state.world.accounts) {
    const user = account.users.find((candidate) => candidate.accessKeyId === accessKeyId);
    if (!user || user.keyState === 'deleted') continue;
    const userId = user.isRoot ? account.id : user.userId;
    const named = { accountId: account.id, userId };
    const principal = user.isRoot
      ? ({ type: 'Root', arn: `arn:aws:iam::${account.id}:root`, ...named } as const)
      : ({ type: 'User', arn: `arn:aws:iam::${account.id}:user/${user.name}`, ...named } as const);
    return { credential: { principal, ...named, user, session: null }, secretAccessKey: user.secretAccessKey };
  }
  throw unknownKey();
}

/** The moment of signing, in milliseconds since 1970. */
function checkScope(given: Authorization, request: LabRequest, scope: { service: string; region: string }): number {
  const stamp = request.headers['x-amz-date'] ?? '';
  const moment = Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/u, '$1-$2-$3:$4:$5'));
  if (Number.isNaN(moment)) throw incomplete("Date must be in ISO-8601 'basic format'.");
  if (given.region !== scope.region) {
    throw new SignatureError('mismatch', `Credential should be scoped to a valid Region, not ${given.region}`);
  }
  if (given.service !== scope.service) {
    throw new SignatureError('mismatch', `Credential should be scoped to correct service: '${scope.service}'`);
  }
  if (given.date !== stamp.slice(0, 8)) {
    throw new SignatureError(
      'mismatch',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${given.date}' != '${stamp.slice(0, 8)}', from '${stamp}'.`,
    );
  }
  return moment;
}

function checkWindow(signedAt: number, now: number): void {
  const reach = WINDOW_MINUTES * 60_000;
  const [signed, own] = [basic(signedAt), basic(now)];
  if (signedAt < now - reach) {
    throw new SignatureError(
      'mismatch',
      `Signature expired: ${signed} is now earlier than ${basic(now - reach)} (${own} - ${WINDOW_MINUTES} min.)`,
    );
  }
  if (signedAt > now + reach) {
    throw new SignatureError(
      'mismatch',
      `Signature not yet current: ${signed} is still later than ${basic(now + reach)} (${own} + ${WINDOW_MINUTES} min.)`,
    );
  }
}

function toSignable(request: LabRequest, signedHeaders: readonly string[]) {
  const headers: Record<string, string> = {};
  for (const name of signedHeaders) headers[name] = request.headers[name] ?? '';
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(request.query.keys())) query[name] = request.query.getAll(name);
  return {
    method: request.method,
    protocol: 'https:',
    hostname: request.host,
    path: request.path,
    query,
    headers,
    body: request.body,
  };
}

function isBodyAsSigned(request: LabRequest): boolean {
  const claimed = request.headers['x-amz-content-sha256'];
  return claimed === undefined || claimed === createHash('sha256').update(request.body).digest('hex');
}

function basic(moment: number): string {
  return new Date(moment).toISOString().replaceAll(/[-:]|\.\d+/gu, '');
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function incomplete(message: string): SignatureError {
  return new SignatureError('incomplete', message);
}

function unknownKey(): SignatureError {
  return new SignatureError('unknown-key', 'The security token included in the request is invalid');
}

function expired(): SignatureError {
  return new SignatureError('expired-session', 'The security token included in the request is expired');
}
