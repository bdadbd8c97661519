import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CauseCode } from '@backline/shared';
import { CROSS_ACCOUNT, denial, FACTS, refusal, silence } from '../../../../tests/support/failures.ts';
import { CERTAINTIES } from '../../lib/diagnosis.ts';
import { causes, describeCause, type Facts } from './causes/index.ts';
import { diagnose, explain } from './explain.ts';
import type { Failure, FailureKind, Stage } from './failure.ts';

const STAGES: Stage[] = [
  'PLATFORM_IDENTITY',
  'PLATFORM_ROLE',
  'ASSUME_ROLE',
  'AUTHORIZATION_TOKEN',
  'REPOSITORY_ENDPOINT',
  'REPOSITORY_READ',
];

/** AWS gives the same bytes for several of these, or one answer settles none: they may be ranked and never be called certain. */
const NEVER_CERTAIN = new Set<string>([
  'external_id_mismatch',
  'role_not_found',
  'trust_principal_mismatch',
  'trust_principal_stale_id',
  'trust_condition_unmet',
  'kms_key_disabled',
  'iam_eventual_consistency',
  'platform_role_not_allowed',
]);
/** Certain only where AWS names the policy that decided. */
const CERTAIN_BY_REASON = new Set<string>([
  'trust_explicit_deny',
  'rcp_denied',
  'scp_denied',
  'permissions_boundary_denies',
  'session_policy_denies',
  'vpce_policy_denies',
  'missing_get_authorization_token',
  'missing_get_repository_endpoint',
  'domain_policy_missing_cross_account',
  'repo_policy_missing_cross_account',
]);

const reasons = [
  '',
  ...[
    'identity-based',
    'resource-based',
    'session',
    'service control',
    'VPC endpoint',
    'role trust',
    'resource control',
  ].flatMap((type) => [
    ` because no ${type} policy allows the x:Y action`,
    ` with an explicit deny in a ${type} policy`,
  ]),
  ' because no permissions boundary allows the x:Y action',
];
const action = fc.constantFrom(
  'sts:AssumeRole',
  'sts:TagSession',
  'sts:GetServiceBearerToken',
  'codeartifact:GetAuthorizationToken',
  'codeartifact:ReadFromRepository',
);
const message = fc.oneof(
  fc.tuple(action, fc.constantFrom(...reasons)).map(([name, reason]) => denial(name, 'arn:aws:x', reason)),
  fc.constantFrom(
    '',
    'Access denied',
    'Not found',
    'KMS key',
    'duration',
    "at 'externalId' failed",
    'Signature expired: 20260101T000000Z',
  ),
  fc.string(),
);
const errorCode = fc.constantFrom(
  null,
  'AccessDenied',
  'AccessDeniedException',
  'ValidationError',
  'ValidationException',
  'ResourceNotFoundException',
  'ExpiredToken',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'Throttling',
  'RegionDisabledException',
  'Odd',
);
const kind = fc.constantFrom<FailureKind>(
  'refused',
  'refused',
  'refused',
  'timeout',
  'unreachable',
  'tls',
  'interrupted',
  'unexpected-answer',
  'stopped',
);
const anyFailure = fc
  .record({ kind, errorCode, message, status: fc.constantFrom(200, 302, 400, 401, 403, 404, 429, 500, 503) })
  .map(({ kind, errorCode, message, status }): Failure => ({ ...refusal(errorCode, message, status), kind }));
const anyFacts = fc
  .record({
    base: fc.constantFrom(FACTS, CROSS_ACCOUNT),
    workedBefore: fc.boolean(),
    isRepositoryConfirmed: fc.boolean(),
    homeRegion: fc.constantFrom('us-east-1', 'eu-south-1'),
  })
  .map(({ base, ...more }): Facts => ({ ...base, ...more }));

describe('every diagnosis, of whatever failure at whatever step', () => {
  it('never calls certain what AWS words alike for several causes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STAGES), anyFailure, anyFacts, (stage, failure, facts) => {
        for (const { code, certainty } of explain(stage, failure, facts).causes) {
          if (certainty !== 'CERTAIN') continue;
          expect(NEVER_CERTAIN).not.toContain(code);
          if (CERTAIN_BY_REASON.has(code)) expect(failure.denial?.policyType).toBeTruthy();
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('has a cause, lets a certain one stand alone, names none twice, and speaks in sentences', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STAGES), anyFailure, anyFacts, (stage, failure, facts) => {
        const diagnosis = explain(stage, failure, facts);
        const codes = diagnosis.causes.map(({ code }) => code);
        expect(codes.length).toBeGreaterThan(0);
        expect(new Set(codes).size).toBe(codes.length);
        if (diagnosis.causes.some(({ certainty }) => certainty === 'CERTAIN')) expect(codes).toHaveLength(1);
        expect(diagnosis.summary).toMatch(/^[A-Z].*\.$/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not repeat the message of AWS, which stands in the evidence', () => {
    const { summary, causes } = explain('ASSUME_ROLE', refusal('Odd', 'CANARY words', 418), FACTS);
    expect(JSON.stringify({ summary, causes })).not.toContain('CANARY');
    expect(summary).toContain('Odd (HTTP 418)');
  });
});

describe('diagnose', () => {
  it('takes its category from the first cause it shows', () => {
    const ranking: [CauseCode, 'POSSIBLE' | 'CERTAIN'][] = [
      ['role_not_found', 'POSSIBLE'],
      ['sts_throttled', 'CERTAIN'],
    ];
    expect(diagnose('x', ranking, FACTS, silence('timeout'))).toMatchObject({
      category: 'RATE_LIMITED',
      causes: [{ code: 'sts_throttled' }],
    });
  });
});

describe('the text of every cause', () => {
  const all = Object.keys(causes) as CauseCode[];
  const failures = [
    refusal('AccessDenied', denial('x:Y', 'arn:aws:x')),
    refusal('AccessDenied', denial('x:Y', 'arn:aws:x', ' with an explicit deny in an identity-based policy')),
    silence('timeout'),
    silence('private-address'),
    silence('tls', 'EPROTO'),
  ];
  const facts = [FACTS, CROSS_ACCOUNT, { ...FACTS, workedBefore: true }, withoutPlaces(FACTS)];

  it.each(all)('%s says what, why and what to do, in whole sentences', (code) => {
    for (const given of facts) {
      for (const failure of failures) {
        for (const certainty of CERTAINTIES) {
          const cause = describeCause(code, certainty, given, failure);
          expect(cause.explanation).toMatch(/^\S.*\.$/s);
          expect(cause.steps.length).toBeGreaterThan(0);
          for (const step of cause.steps) expect(step).toMatch(/^[A-Z].*\.$/s);
          const text = [cause.explanation, ...cause.steps, cause.snippet?.text ?? ''].join(' ');
          expect(text).not.toMatch(/!|undefined|\[object|NaN|\bplease\b/i);
          if (cause.snippet?.language === 'json')
            expect(() => JSON.parse(cause.snippet?.text ?? '') as unknown).not.toThrow();
        }
      }
    }
  });

  it.each([...NEVER_CERTAIN])('%s claims no more than that it may be so', (code) => {
    const { explanation } = describeCause(code as CauseCode, 'POSSIBLE', FACTS, refusal('AccessDenied', ''));
    expect(explanation).toMatch(/\bmay\b/);
  });

  it.each([...CERTAIN_BY_REASON].filter((code) => !['session_policy_denies', 'vpce_policy_denies'].includes(code)))(
    '%s says "may" until AWS has said so',
    (code) => {
      const plain = refusal('AccessDenied', denial('x:Y', 'arn:aws:x'));
      expect(describeCause(code as CauseCode, 'POSSIBLE', CROSS_ACCOUNT, plain).explanation).toMatch(/\bmay\b/);
      expect(describeCause(code as CauseCode, 'CERTAIN', CROSS_ACCOUNT, plain).explanation).not.toMatch(/\bmay\b/);
    },
  );

  it('tells by how much the clock is wrong', () => {
    const late = refusal(
      'SignatureDoesNotMatch',
      'Signature expired: 20160609T184512Z is now earlier than 20160610T013008Z (20160610T014508Z - 15 min.)',
    );
    expect(describeCause('clock_skew', 'CERTAIN', FACTS, late).explanation).toContain('420 minutes behind');
    const early = refusal(
      'SignatureDoesNotMatch',
      'Signature not yet current: 20260101T010000Z is still later than 20260101T001500Z (20260101T000000Z + 15 min.)',
    );
    expect(describeCause('clock_skew', 'CERTAIN', FACTS, early).explanation).toContain('60 minutes ahead');
    expect(describeCause('clock_skew', 'CERTAIN', FACTS, refusal('RequestExpired', '')).explanation).toMatch(
      /signatures\.$/,
    );
  });

  it('names the account in which STS is off', () => {
    const failure = refusal(
      'RegionDisabledException',
      'STS is not activated in this region for account:123456789012. x',
    );
    expect(describeCause('sts_region_disabled', 'CERTAIN', FACTS, failure).explanation).toContain('123456789012');
  });

  it('does not advise to add what a Deny would win over', () => {
    const denied = refusal(
      'AccessDeniedException',
      denial('codeartifact:GetAuthorizationToken', 'x', ' with an explicit deny in an identity-based policy'),
    );
    for (const code of ['missing_get_authorization_token', 'missing_bearer_token_permission'] as const) {
      expect(describeCause(code, 'CERTAIN', FACTS, denied).steps[0]).toMatch(/Deny/);
    }
  });
});

function withoutPlaces({ domain: _domain, repository: _repository, ...rest }: Facts): Facts {
  return rest;
}
