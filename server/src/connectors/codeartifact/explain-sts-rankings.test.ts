import { describe, expect, it } from 'vitest';
import { CUSTOMER_ROLE } from '../../../../tests/support/aws-stand-in.ts';
import { denial, FACTS, refusal, silence } from '../../../../tests/support/failures.ts';
import type { Facts } from './causes/index.ts';
import { explain } from './explain.ts';
import type { Failure, Stage } from './failure.ts';

const ASSUME = denial('sts:AssumeRole', CUSTOMER_ROLE);
/** What STS words alike, on a first connection. */
const SET = [
  'external_id_mismatch',
  'role_not_found',
  'trust_principal_mismatch',
  'trust_condition_unmet',
  'rcp_denied',
  'trust_explicit_deny',
  'iam_eventual_consistency',
  'trust_principal_stale_id',
];

describe('an answer of STS that leaves more than one', () => {
  it('ranks the causes of a plain refusal, own side last', () => {
    const expected = [...SET, 'platform_role_not_allowed'].map(
      (code, index) => `${code} ${index === 0 ? 'LIKELY' : 'POSSIBLE'}`,
    );
    for (const message of [ASSUME, 'Not authorized to perform sts:AssumeRole', 'Access denied']) {
      expect(causes('ASSUME_ROLE', refused(message))).toEqual(expected);
    }
  });

  it('looks for changes first where it worked before', () => {
    const order = causes('ASSUME_ROLE', refused(ASSUME), { ...FACTS, workedBefore: true });
    expect(order[0]).toBe('role_not_found LIKELY');
    expect(order).not.toContain('iam_eventual_consistency POSSIBLE');
  });

  it('suspects our own policy first where AWS names it, without being sure', () => {
    const reasons = [
      ' because no identity-based policy allows the sts:AssumeRole action',
      ' with an explicit deny in a service control policy',
      ' because no permissions boundary allows the sts:AssumeRole action',
      ' because no VPC endpoint policy allows the sts:AssumeRole action',
    ];
    for (const reason of reasons) {
      const order = causes('ASSUME_ROLE', refused(ASSUME + reason));
      expect(order[0]).toBe('platform_role_not_allowed LIKELY');
      expect(order.slice(1)).toEqual(SET.map((code) => `${code} POSSIBLE`));
    }
  });

  it('drops what AWS rules out by naming the trust policy', () => {
    const documented =
      'User: x is not authorized to perform: sts:AssumeRole because no role trust policy allows the sts:AssumeRole action';
    const order = causes('ASSUME_ROLE', refused(documented)).map((cause) => cause.split(' ')[0]);
    expect(order).toEqual(
      SET.filter((code) => !['role_not_found', 'rcp_denied', 'trust_explicit_deny'].includes(code)),
    );
  });

  it('looks on our own side where our own first hop is refused', () => {
    expect(causes('PLATFORM_ROLE', refused(ASSUME))).toEqual(['platform_role_not_allowed LIKELY']);
  });

  it('does not take keys that have just proved themselves for unknown ones', () => {
    const failure = refusal('InvalidClientTokenId', 'The security token included in the request is invalid.');
    expect(causes('PLATFORM_ROLE', failure)).toEqual(['platform_creds_invalid LIKELY']);
    expect(causes('ASSUME_ROLE', failure)).toEqual(['platform_creds_invalid LIKELY']);
  });

  it('thinks of Regions that accounts switch on themselves', () => {
    const failure = refusal('InvalidClientTokenId', 'The security token included in the request is invalid.');
    expect(causes('PLATFORM_IDENTITY', failure, { ...FACTS, homeRegion: 'eu-south-1' })).toEqual([
      'platform_creds_invalid LIKELY',
      'sts_global_token_in_optin_region POSSIBLE',
      'optin_region_not_enabled_in_both_accounts POSSIBLE',
    ]);
  });

  it.each([
    [
      'an answer of a gateway',
      silence('unexpected-answer', null, 502),
      ['unexpected_answer LIKELY', 'service_internal_error POSSIBLE'],
    ],
    ['a fault of AWS', refusal('InternalFailure', 'x', 500), ['service_internal_error LIKELY']],
    ['an outage of AWS', refusal('ServiceUnavailable', 'x', 503), ['service_internal_error LIKELY']],
    ['silence', silence('timeout', 'TimeoutError'), ['sts_unreachable LIKELY']],
    ['a certificate', silence('tls', 'SELF_SIGNED_CERT_IN_CHAIN'), ['sts_unreachable LIKELY']],
    [
      'a code nobody knows',
      refusal('OptInRequired', 'The AWS Access Key Id needs a subscription'),
      ['unknown_failure POSSIBLE'],
    ],
    [
      'another field',
      invalid("1 validation error detected: Value '99' at 'durationSeconds' failed"),
      ['unknown_failure POSSIBLE'],
    ],
  ])('%s', (_what, failure, expected) => {
    expect(causes('ASSUME_ROLE', failure)).toEqual(expected);
  });
});

function causes(stage: Stage, failure: Failure, facts: Facts = FACTS): string[] {
  return explain(stage, failure, facts).causes.map(({ code, certainty }) => `${code} ${certainty}`);
}

function refused(message: string): Failure {
  return refusal('AccessDenied', message);
}

function invalid(message: string): Failure {
  return refusal('ValidationError', message, 400);
}
