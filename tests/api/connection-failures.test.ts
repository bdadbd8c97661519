import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { switches } from '../../server/lab/switches/index.ts';
import type { CheckCode } from '../../server/src/connectors/connector.ts';
import {
  causesOf,
  createIntegration,
  firstFault,
  healthyDetails,
  testConnection,
  URLS,
  type ReportAnswer,
} from '../support/code-artifact.ts';
import { startProduct, type Product } from '../support/product.ts';

/**
 * What AWS's answer allows to say. `certain`: one answer, or one probe that the test makes, decides. `likely`: only one cause
 * is left, but the answer is no proof of it. `ranked`: several causes give the same bytes.
 */
type Verdict = 'certain' | 'likely' | 'ranked';

interface Expected {
  code: CheckCode;
  verdict: Verdict;
  /** What is tested, where it is not the own repository. */
  url?: string;
}

const at = (code: CheckCode, verdict: Verdict, more: Partial<Expected> = {}): Expected => ({ code, verdict, ...more });
const shared = { url: URLS.SHARED };
const trust = at('ASSUME_ROLE', 'ranked');
const read = (verdict: Verdict) => at('REPOSITORY_READ', verdict);
const token = (verdict: Verdict, more: Partial<Expected> = {}) => at('AUTHORIZATION_TOKEN', verdict, more);
const enforced = at('EXTERNAL_ID_ENFORCED', 'certain');

/** Hangs have a file of their own: each takes as long as the time limit. */
const expectations: Record<string, Expected> = {
  // GetCallerIdentity needs no permission, so its refusal is about the credentials and nothing else.
  platform_creds_invalid: at('PLATFORM_IDENTITY', 'certain'),
  platform_creds_expired: at('PLATFORM_IDENTITY', 'certain'),
  signature_mismatch: at('PLATFORM_IDENTITY', 'certain'),
  clock_skew: at('PLATFORM_IDENTITY', 'certain'),
  root_cannot_assume: at('PLATFORM_IDENTITY', 'certain'),
  // The first hop is our own, but the text alone never proves which of our policies it was.
  platform_user_not_allowed: at('PLATFORM_IDENTITY', 'likely'),
  platform_role_not_allowed: trust,
  sts_throttled: at('PLATFORM_IDENTITY', 'certain'),
  // It is the customers' accounts that have switched it off, so our own hop still works.
  sts_region_disabled: at('ASSUME_ROLE', 'certain'),
  sts_unreachable: at('PLATFORM_IDENTITY', 'certain'),
  sts_answers_html: at('PLATFORM_IDENTITY', 'certain'),

  external_id_mismatch: trust,
  role_not_found: trust,
  role_under_a_path: trust,
  trust_principal_mismatch: trust,
  trust_principal_stale_id: trust,
  trust_condition_unmet: trust,
  trust_explicit_deny: trust,
  rcp_denied: trust,
  // Asking again for a minute would settle it; a test does not wait for so long.
  iam_eventual_consistency: trust,
  external_id_not_required: enforced,
  external_id_optional: enforced,
  external_id_anything: enforced,

  missing_get_authorization_token: token('certain'),
  missing_bearer_token_permission: token('certain'),
  bearer_token_for_another_service: token('certain'),
  bearer_duration_capped: token('certain'),
  domain_policy_missing_cross_account: token('ranked', shared),
  shared_domain_not_in_role_policy: token('certain', shared),
  domain_not_found: token('certain'),
  permissions_boundary_denies: token('certain'),
  session_policy_denies: token('certain'),
  scp_denied: token('certain'),
  vpce_policy_denies: token('certain'),
  role_session_expired: token('certain'),
  kms_key_disabled: token('likely'),
  codeartifact_throttled: token('certain'),
  codeartifact_internal_error: token('likely'),
  codeartifact_unreachable: token('certain'),

  missing_get_repository_endpoint: at('REPOSITORY_ENDPOINT', 'certain'),
  repository_not_found: at('REPOSITORY_ENDPOINT', 'certain'),
  repo_policy_missing_cross_account: at('REPOSITORY_ENDPOINT', 'ranked', shared),

  missing_read_from_repository: read('certain'),
  // Our clock says that the token is good and we know its Region, so neither is what a 401 proves.
  token_expired: read('ranked'),
  token_wrong_region: read('ranked'),
  read_throttled: read('certain'),
  service_internal_error: read('likely'),
  repository_sends_200_mb: read('certain'),
  download_interrupted: read('certain'),
  repository_redirects_elsewhere: read('certain'),
  repository_answers_html: read('certain'),
  repositories_endpoint_unreachable: read('certain'),
  tls_untrusted_ca: read('certain'),
};

const notShown = new Map([
  ['service_internal_error_once', 'a read is tried again'],
  ['asset_host_blocked', 'a test downloads no package'],
]);
const hangs = ['sts_hangs', 'repository_hangs', 'repository_drips'];

/** With AWS's documented suffixes, the same failure at the same step says more. */
const documented: Record<string, Verdict> = {
  trust_explicit_deny: 'certain',
  rcp_denied: 'certain',
  domain_policy_missing_cross_account: 'certain',
  repo_policy_missing_cross_account: 'certain',
  external_id_mismatch: 'ranked',
  role_not_found: 'ranked',
  trust_principal_mismatch: 'ranked',
  trust_principal_stale_id: 'ranked',
  trust_condition_unmet: 'ranked',
  platform_role_not_allowed: 'ranked',
};

/** Several causes give the same bytes, whatever AWS adds to its message. */
const neverCertain = [
  'external_id_mismatch',
  'role_not_found',
  'trust_principal_mismatch',
  'trust_principal_stale_id',
  'trust_condition_unmet',
  'kms_key_disabled',
  'platform_role_not_allowed',
  'iam_eventual_consistency',
];
const certainWithReasonOnly = [
  'trust_explicit_deny',
  'rcp_denied',
  'scp_denied',
  'permissions_boundary_denies',
  'session_policy_denies',
  'vpce_policy_denies',
  'domain_policy_missing_cross_account',
  'repo_policy_missing_cross_account',
];

const tested = switches.filter(({ group }) => ['platform', 'role', 'token', 'endpoint', 'read'].includes(group));

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterEach(() => product.lab.reset());
afterAll(() => product.stop());

it('covers every switch between our credentials and the read', () => {
  const covered = [...Object.keys(expectations), ...notShown.keys(), ...hangs];
  expect(covered.sort()).toEqual(tested.map(({ id }) => id).sort());
});

describe('names the cause of', () => {
  it.each(Object.entries(expectations))('%s', async (id, expected) => {
    const report = await testWith(expected, id);
    expect(report.status).toBe('FAILED');
    check(id, report, expected);
  });
});

describe('names, where AWS gives its reasons, the cause of', () => {
  it.each(Object.entries(documented))('%s', async (id, verdict) => {
    const expected = { ...(expectations[id] ?? trust), verdict };
    const report = await testWith(expected, id, 'denial_reason_documented');
    expect(report.status).toBe('FAILED');
    check(id, report, expected);
  });
});

describe('does not fail for', () => {
  it.each([...notShown])('%s, for %s', async (id) => {
    product.lab.set(id, true);
    expect((await testConnection(product)).status).toBe('PASSED');
  });
});

it('names a forbidden read that looks like a missing repository without certainty', async () => {
  const report = await testWith(read('ranked'), 'missing_read_from_repository', 'read_denied_as_404');
  const [fault] = causesOf(firstFault(report));
  expect(fault).toBe('missing_read_from_repository LIKELY');
});

it('names a repository that AWS does not know also at the read, for certain', async () => {
  const report = await testWith(read('certain'), 'repository_not_found');
  const last = report.checks.find(({ code }) => code === 'REPOSITORY_READ');
  expect(causesOf(last)).toEqual(['repository_not_found CERTAIN']);
});

it.each(['root_cannot_assume', 'platform_user_not_allowed', 'sts_throttled'])(
  'names %s at our own step although the platform has a session from before',
  async (id) => {
    expect((await testConnection(product)).status).toBe('PASSED');
    product.lab.set(id, true);
    expect(firstFault(await testConnection(product))?.code).toBe('PLATFORM_IDENTITY');
  },
);

it('names changes before typing errors where the same details have worked', async () => {
  const { id } = await createIntegration(product);
  const details = healthyDetails({ integrationId: id });
  await testConnection(product, details);
  product.lab.set('role_not_found', true);
  const [first, ...others] = causesOf(firstFault(await testConnection(product, details)));
  expect(first).toBe('role_not_found LIKELY');
  expect(others).not.toContain('iam_eventual_consistency POSSIBLE');
});

function testWith({ url = URLS.NPM }: Expected, ...ids: string[]): Promise<ReportAnswer> {
  for (const id of ids) product.lab.set(id, true);
  return testConnection(product, healthyDetails({ repositories: [{ packageType: 'NPM', url }] }));
}

function check(id: string, report: ReportAnswer, { code, verdict }: Expected): void {
  const cause = switches.find((candidate) => candidate.id === id)?.cause;
  const fault = firstFault(report);
  expect(fault?.code).toBe(code);
  const causes = causesOf(fault);
  if (verdict === 'certain') expect(causes).toEqual([`${cause} CERTAIN`]);
  else if (verdict === 'likely') expect(causes).toEqual([`${cause} LIKELY`]);
  else expect(causes.filter((line) => line.startsWith(`${cause} `) && !line.endsWith('CERTAIN'))).toHaveLength(1);
  if (verdict === 'ranked') expect(causes.length).toBeGreaterThan(1);
  noneTooCertain(report);
  for (const { diagnosis } of report.checks) {
    for (const { explanation, steps } of diagnosis?.causes ?? []) {
      expect(explanation).toMatch(/\.$/);
      expect(steps).not.toHaveLength(0);
    }
  }
}

function noneTooCertain({ checks }: ReportAnswer): void {
  for (const { diagnosis, evidence } of checks) {
    const certain = diagnosis?.causes.filter(({ certainty }) => certainty === 'CERTAIN').map(({ code }) => code) ?? [];
    expect(certain.filter((code) => neverCertain.includes(code))).toEqual([]);
    const needReason = certain.filter((code) => certainWithReasonOnly.includes(code));
    if (needReason.length > 0) expect(evidence?.message).toMatch(/because no .+ allows|with an explicit deny in/);
  }
}
