import { randomBytes, randomUUID } from 'node:crypto';
import { assumeRole } from './assume-role.ts';
import { AwsError } from './aws-error.ts';
import type { LabAnswer, LabRequest, Outcome } from './exchange.ts';
import { identifyCaller, SignatureError, type Caller, type SignatureFault } from './signature.ts';
import type { LabState } from './state.ts';
import { element, escapeXml } from './xml.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const VERSION = '2011-06-15';

/** Never kept, not even in memory: one-time codes. */
const UNRECORDED = ['Action', 'Version', 'TokenCode', 'Policy'];

const SIGNATURE_ERRORS: Readonly<Record<SignatureFault, { readonly status: number; readonly code: string }>> = {
  missing: { status: 403, code: 'MissingAuthenticationToken' },
  incomplete: { status: 400, code: 'IncompleteSignature' },
  'unknown-key': { status: 403, code: 'InvalidClientTokenId' },
  'expired-session': { status: 403, code: 'ExpiredToken' },
  mismatch: { status: 403, code: 'SignatureDoesNotMatch' },
};

const HTML =
  '<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body><h1>Welcome</h1></body></html>';

/** Answers STS's Query protocol: AssumeRole and GetCallerIdentity. */
export async function serveSts(state: LabState, request: LabRequest, region: string): Promise<Outcome> {
  const input = new URLSearchParams(request.method === 'POST' ? request.body.toString('utf8') : request.query);
  const action = input.get('Action');
  const call = {
    action: action && `sts:${action}`,
    principal: null as string | null,
    parameters: Object.fromEntries([...input].filter(([name]) => !UNRECORDED.includes(name))),
  };
  if (state.world.settings.stsFault === 'hangs') return { ...call, answer: { ...html(), manner: 'hangs' } };
  if (state.world.settings.stsFault === 'html') return { ...call, answer: html() };
  try {
    const caller = await identifyCaller(state, request, { service: 'sts', region });
    call.principal = caller.principal.arn;
    return { ...call, answer: success(action ?? '', answer(state, caller, input, region)) };
  } catch (error) {
    const refusal = toAwsError(error);
    return { ...call, answer: failure(refusal), errorCode: refusal.code };
  }
}

function answer(state: LabState, caller: Caller, input: URLSearchParams, region: string): string {
  const action = input.get('Action');
  if (input.get('Version') !== VERSION || (action !== 'AssumeRole' && action !== 'GetCallerIdentity')) {
    const version = input.get('Version') ?? 'NONE';
    throw new AwsError(400, 'InvalidAction', `Could not find operation ${action ?? 'NONE'} for version ${version}`);
  }
  if (action === 'GetCallerIdentity') {
    return (
      element('Arn', caller.principal.arn) + element('UserId', caller.userId) + element('Account', caller.accountId)
    );
  }
  if (state.world.settings.stsFault === 'throttled') throw new AwsError(400, 'Throttling', 'Rate exceeded');
  return assumeRole(state, caller, input, region);
}

function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof SignatureError) {
    const { status, code } = SIGNATURE_ERRORS[error.fault];
    return new AwsError(status, code, error.message);
  }
  throw error;
}

function success(action: string, result: string): LabAnswer {
  const requestId = randomUUID();
  const body =
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, headers: xmlHeaders(requestId), body };
}

function failure(error: AwsError): LabAnswer {
  const requestId = randomUUID();
  const body =
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type>` +
    `<Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>` +
    `<RequestId>${requestId}</RequestId></ErrorResponse>`;
  return { status: error.status, headers: xmlHeaders(requestId), body };
}

function xmlHeaders(requestId: string): Record<string, string> {
  return {
    'content-type': 'text/xml',
    'x-amzn-requestid': requestId,
    'x-amz-sts-extended-request-id': randomBytes(24).toString('base64'),
  };
}

function html(): LabAnswer {
  return { status: 200, headers: { 'content-type': 'text/html' }, body: HTML };
}
