import { describe, expect, it } from 'vitest';
import { SECRET_KEY, TOKEN } from '../../../../tests/support/aws-stand-in.ts';
import { HttpFailure } from '../../lib/http.ts';
import { httpRefusal, readDenial, toEvidence, toFailure } from './failure.ts';

const ROLE = 'arn:aws:iam::111122223333:role/X';
const SAID = `User: arn:aws:sts::1:assumed-role/P/s is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;

describe('readDenial', () => {
  it.each<[string, string, string | null, boolean]>([
    ['no reason', SAID, null, false],
    ['a full stop', `${SAID}.`, null, false],
    [
      'an identity policy',
      `${SAID} because no identity-based policy allows the sts:AssumeRole action`,
      'identity-based policy',
      false,
    ],
    [
      'a resource policy',
      `${SAID} because no resource-based policy allows the x:Y action`,
      'resource-based policy',
      false,
    ],
    ['a boundary', `${SAID} because no permissions boundary allows the x:Y action`, 'permissions boundary', false],
    ['a session policy', `${SAID} because no session policy allows the x:Y action`, 'session policy', false],
    ['an SCP', `${SAID} because no service control policy allows the x:Y action`, 'service control policy', false],
    ['an endpoint', `${SAID} because no VPC endpoint policy allows the x:Y action`, 'vpc endpoint policy', false],
    [
      'a trust policy',
      `${SAID} because no role trust policy allows the sts:AssumeRole action`,
      'role trust policy',
      false,
    ],
    [
      'a Deny of an identity policy',
      `${SAID} with an explicit deny in an identity-based policy`,
      'identity-based policy',
      true,
    ],
    ['a Deny of an SCP', `${SAID} with an explicit deny in a service control policy`, 'service control policy', true],
    ['a Deny of an RCP', `${SAID} with an explicit deny in a resource control policy`, 'resource control policy', true],
    ['a Deny of a boundary', `${SAID} with an explicit deny in a permissions boundary`, 'permissions boundary', true],
    ['a Deny as the guide misspells it', `${SAID} with an explicit deny in a sessions policy`, 'session policy', true],
    ['a Deny of the trust policy', `${SAID} with an explicit deny in the role trust policy`, 'role trust policy', true],
    [
      'a Deny of policies',
      `${SAID} with an explicit deny in the service control policies`,
      'service control policy',
      true,
    ],
    [
      'a Deny with its ARN',
      `${SAID} with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/p`,
      'identity-based policy',
      true,
    ],
    [
      'a Deny through an SCP',
      `${SAID} with an explicit deny in a VPC endpoint policy transitively through a service control policy`,
      'vpc endpoint policy',
      true,
    ],
    ['a Deny of nobody', `${SAID} with an explicit deny`, null, true],
  ])('reads %s', (_what, message, policyType, isExplicit) => {
    expect(readDenial(message)).toEqual({ action: 'sts:AssumeRole', resource: ROLE, policyType, isExplicit });
  });

  it.each([
    [
      'the documented form without a resource',
      'User: x is not authorized to perform: sts:AssumeRole because no role trust policy allows the sts:AssumeRole action',
      'role trust policy',
    ],
    ['the form of older accounts', 'Not authorized to perform sts:AssumeRole', null],
    ['quotation marks', 'x is not authorized to perform: "sts:AssumeRole"', null],
  ])('reads %s', (_what, message, policyType) => {
    expect(readDenial(message)).toMatchObject({ action: 'sts:AssumeRole', resource: null, policyType });
  });

  it.each(['Rate exceeded', 'Access Denied', '', 'Roles may not be assumed by root accounts.'])(
    'finds none in "%s"',
    (message) => {
      expect(readDenial(message)).toBeNull();
    },
  );
});

describe('toFailure', () => {
  it.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['ECONNRESET', 'interrupted'],
    ['ERR_PROXY_TUNNEL', 'unreachable'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['EPROTO', 'tls'],
  ])('takes %s for %s', (code, kind) => {
    expect(toFailure(Object.assign(new Error('x'), { code }))).toMatchObject({ kind, errorCode: code });
  });

  it.each([
    ['a time limit', named('TimeoutError'), 'timeout'],
    ['a time limit of the system', Object.assign(named('TimeoutError'), { code: 'ETIMEDOUT' }), 'timeout'],
    [
      'a reset that the SDK calls a time-out',
      Object.assign(named('TimeoutError'), { code: 'ECONNRESET' }),
      'interrupted',
    ],
    ['an abort', named('AbortError'), 'timeout'],
    ['no credentials', named('CredentialsProviderError'), 'no-credentials'],
    [
      'an answer of the other kind of door',
      new HttpFailure('private-address', 'PRIVATE_ADDRESS', 'x'),
      'private-address',
    ],
    ['a parser', new SyntaxError('Unexpected token'), 'unexpected-answer'],
    ['no error at all', 'text', 'unexpected-answer'],
  ])('knows %s', (_what, error, kind) => {
    expect(toFailure(error)).toMatchObject({ kind });
  });

  it('tells a stop from a time limit by the signal', () => {
    expect(toFailure(named('AbortError'), AbortSignal.abort())).toMatchObject({ kind: 'stopped' });
  });

  it('keeps code, message, status, request id, resource type and reason of AWS', () => {
    const error = awsError('ResourceNotFoundException', 'Domain not found.', 404, {
      resourceType: 'domain',
      reason: 'OTHER',
    });
    expect(toFailure(error)).toEqual({
      kind: 'refused',
      httpStatus: 404,
      errorCode: 'ResourceNotFoundException',
      message: 'Domain not found.',
      awsRequestId: 'abc',
      denial: null,
      resourceType: 'domain',
      reason: 'OTHER',
    });
  });

  it.each([
    ['Unknown', 'Unknown'],
    ['UnknownError', 'UnknownError'],
    ['NotFound', 'Unknown'],
  ])('does not take for AWS what the SDK makes up: %s', (name, message) => {
    expect(toFailure(awsError(name, message, 404))).toMatchObject({
      kind: 'unexpected-answer',
      httpStatus: 404,
      errorCode: null,
    });
  });

  it("repeats the words of a page, and never the parser's quotation of an answer", () => {
    const page = Object.assign(new SyntaxError(`Unexpected token '<', "<!doctype "...`), {
      $responseBodyText: '<!doctype html><title>Blocked</title><p>Ask the <b>network</b> team</p>',
      $metadata: { httpStatusCode: 403 },
    });
    expect(toFailure(page).message).toBe(
      'The answer (HTTP 403) does not have the form of an answer of AWS: Blocked Ask the network team',
    );
    const reply = Object.assign(new SyntaxError(`Unexpected end: ${SECRET_KEY}`), {
      $responseBodyText: `{"x":"${TOKEN}`,
    });
    expect(toFailure(reply).message).not.toContain('CANARY');
  });
});

describe('evidence', () => {
  it('holds no secret, whatever AWS repeats, and is not endless', () => {
    const canonical = `The Canonical String should have been 'x-amz-security-token:CANARY\n\n' ${'x'.repeat(5_000)} Bearer ${TOKEN}`;
    const evidence = toEvidence(toFailure(awsError('SignatureDoesNotMatch', `${canonical} ${TOKEN}`, 403)));
    expect(JSON.stringify(evidence)).not.toContain('CANARY');
    expect(evidence.message?.length).toBeLessThanOrEqual(2_000);
    expect(toEvidence(httpRefusal(401, `{"token":"${TOKEN}"}`, {})).message).not.toContain('CANARY');
  });
});

describe('httpRefusal', () => {
  it.each<[string, string, Record<string, string>, string]>([
    ['the message of a JSON body', '{"message":"Forbidden"}', { 'content-type': 'application/json' }, 'Forbidden'],
    ['its error', '{"error":"no"}', { 'content-type': 'application/vnd.npm+json' }, 'no'],
    ['JSON that ends early', '{"message":"For', { 'content-type': 'application/json' }, '{"message":"For'],
    ['JSON without a message', '[1]', { 'content-type': 'application/json' }, '[1]'],
    ['the words of a page', '<html><body><h1>No\n entry</h1></body>', { 'content-type': 'text/html' }, 'No entry'],
    ['the status where there are no words', '', {}, 'HTTP 403'],
  ])('shows %s', (_what, body, headers, message) => {
    expect(httpRefusal(403, body, headers)).toMatchObject({ kind: 'refused', httpStatus: 403, message });
  });

  it("keeps AWS's code and request id", () => {
    const headers = { 'x-amzn-errortype': 'AccessDeniedException:http://internal', 'x-amzn-requestid': 'abc' };
    expect(httpRefusal(403, '', headers)).toMatchObject({ errorCode: 'AccessDeniedException', awsRequestId: 'abc' });
  });
});

function named(name: string): Error {
  return Object.assign(new Error('x'), { name });
}

function awsError(name: string, message: string, httpStatusCode: number, more: object = {}): Error {
  const $metadata = { httpStatusCode, requestId: 'abc' };
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata, ...more });
}
