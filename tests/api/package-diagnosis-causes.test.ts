import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { switches } from '../../server/lab/switches/index.ts';
import { createIntegration, EU_NPM, fourRepositories, URLS, type Details } from '../support/code-artifact.ts';
import { causesOf, diagnosePackage, type PackageDiagnosisAnswer, type Question } from '../support/package-diagnosis.ts';
import { startProduct, type Product } from '../support/product.ts';

/** `certain`: one request decides. `likely`: one cause is left, without proof. `ranked`: several leave the same trace. */
type Verdict = 'certain' | 'likely' | 'ranked';

interface Expected {
  verdict: Verdict;
  type: string;
  name: string;
  version?: string;
  /** Which of the integrations below; the one with all types where it is left out. */
  of?: 'two' | 'shared';
  /** Other switches that have to be on. */
  with?: string[];
  /** The cause is not the first one named: another fits as well and is more usual. */
  isLater?: boolean;
}

const npm = (verdict: Verdict, name = '@acme/strings', more: Partial<Expected> = {}): Expected => ({
  verdict,
  type: 'NPM',
  name,
  ...more,
});

const expectations: Record<string, Expected[]> = {
  missing_read_from_repository: [npm('certain'), npm('certain', 'acme-strings', { type: 'PYPI' }), npm('certain', 'acme.strings', { type: 'NUGET' })], // prettier-ignore
  // Our clock says that the token is good and we know its Region, so neither is what a 401 proves.
  token_expired: [npm('ranked')],
  token_wrong_region: [npm('ranked', undefined, { isLater: true })],
  read_throttled: [npm('certain')],
  service_internal_error: [npm('likely')],
  repository_sends_200_mb: [npm('certain')],
  download_interrupted: [npm('certain')],
  repository_redirects_elsewhere: [npm('certain')],
  repository_answers_html: [npm('certain')],
  repositories_endpoint_unreachable: [npm('certain')],
  tls_untrusted_ca: [npm('certain')],
  repository_not_found: [npm('certain'), npm('certain', 'acme-strings', { type: 'PYPI' }), npm('certain', 'acme.strings', { type: 'NUGET' })], // prettier-ignore
  repo_policy_missing_cross_account: [npm('ranked', undefined, { of: 'shared' })],

  package_not_found: [npm('ranked', '@acme/greeting'), npm('ranked', 'acme-greeting', { type: 'PYPI' }), npm('ranked', 'Acme.Greeting', { type: 'NUGET' })], // prettier-ignore
  version_not_found: [npm('ranked', undefined, { version: '1.2.0' }), npm('ranked', 'go.acme.example/strings', { type: 'GO', version: 'v1.2.0', with: ['go_served_as_claimed'] })], // prettier-ignore
  // The name is a public one, so that it must come from the connection; another name may be somebody's own.
  external_connection_missing: [npm('certain', 'semver'), npm('ranked', 'tiny-colours', { type: 'PYPI' })],
  origin_control_upstream_block: [
    npm('ranked', 'semver'),
    npm('ranked', 'tiny-colours', { type: 'PYPI', isLater: true }),
  ],
  upstream_registry_down: [npm('ranked', 'semver', { isLater: true }), npm('ranked', 'Tiny.Colours', { type: 'NUGET', version: '1.1.0', isLater: true })], // prettier-ignore
  // Go alone has a document of each version that is no file of the package.
  version_unlisted: [npm('certain', 'go.acme.example/strings', { type: 'GO', version: 'v1.2.0', with: ['go_served_as_claimed'] }), npm('ranked', undefined, { version: '1.2.0', isLater: true })], // prettier-ignore
  version_archived: [npm('ranked', undefined, { version: '1.2.0', isLater: true }), npm('ranked', 'acme-strings', { type: 'PYPI', version: '1.2.0', isLater: true })], // prettier-ignore
  // Another repository of the integration knows the version and when it was published.
  upstream_ingest_delay: [npm('certain', 'semver', { version: '99.0.0', of: 'two' }), npm('ranked', 'semver', { version: '99.0.0', isLater: true })], // prettier-ignore
  repositories_of_another_type: [npm('ranked', 'acme-strings', { type: 'PYPI' })],
};

const notShown = new Map([
  ['service_internal_error_once', 'a request is sent again'],
  ['asset_host_blocked', 'no file of a package is fetched'],
  ['go_served_as_claimed', 'it is no failure'],
]);
/** Each takes as long as a time limit. */
const hangs = ['repository_hangs', 'repository_drips'];
/** They show only where no token is in memory, which tests of their own look at. */
const ofEndpoint = ['missing_get_repository_endpoint'];

let product: Product;
const integrations = new Map<string, string>();

beforeAll(async () => {
  product = await startProduct();
  const create = async (key: string, repositories: Details['repositories']) => {
    integrations.set(key, (await createIntegration(product, { name: key, repositories })).id);
  };
  await create('all', fourRepositories);
  await create('two', [
    { packageType: 'NPM', url: URLS.NPM },
    { packageType: 'NPM', url: EU_NPM },
  ]);
  await create('shared', [{ packageType: 'NPM', url: URLS.SHARED }]);
});
afterEach(() => product.lab.reset());
afterAll(() => product.stop());

it('covers every switch of reads and packages', () => {
  const concerned = switches.filter(({ group }) => ['endpoint', 'read', 'packages'].includes(group));
  const covered = [...Object.keys(expectations), ...notShown.keys(), ...hangs, ...ofEndpoint];
  expect(covered.sort()).toEqual(concerned.map(({ id }) => id).sort());
});

describe('answers', () => {
  const cases = Object.entries(expectations).flatMap(([id, list]) =>
    list.map((expected) => [id, expected.type, `${expected.name} ${expected.version ?? ''}`, expected] as const),
  );
  it.each(cases)('with the cause of %s for %s %s', async (id, _type, _what, expected) => {
    for (const other of [id, ...(expected.with ?? [])]) product.lab.set(other, true);
    const { type: packageType, name, version = null, of = 'all' } = expected;
    const answer = await diagnose({ packageType, name, version }, of);
    const cause = switches.find((candidate) => candidate.id === id)?.cause;
    const causes = causesOf(answer);
    if (expected.verdict === 'certain') expect(causes).toEqual([`${cause} CERTAIN`]);
    else if (expected.verdict === 'likely') expect(causes).toEqual([`${cause} LIKELY`]);
    else expect(causes).toContain(`${cause} ${expected.isLater ? 'POSSIBLE' : 'LIKELY'}`);
    if (expected.verdict === 'ranked') expect(causes.length).toBeGreaterThan(1);
    expectHonesty(answer);
  });

  it.each([...notShown])('that all is well with %s, for %s', async (id) => {
    product.lab.set(id, true);
    const answer = await diagnose({ name: '@acme/strings', version: '1.2.0' });
    expect(answer).toMatchObject({ available: true, diagnosis: null });
  });
});

function diagnose(
  question: Partial<Question> & { name: string },
  integration = 'all',
): Promise<PackageDiagnosisAnswer> {
  const integrationId = integrations.get(integration) ?? '';
  return diagnosePackage(product, { packageType: 'NPM', ...question, integrationId });
}

/** Nothing is said that the requests cannot have shown. */
function expectHonesty({ available, diagnosis, checks, requestCount, settledBy }: PackageDiagnosisAnswer): void {
  const causes = diagnosis?.causes ?? [];
  const certain = causes.filter(({ certainty }) => certainty === 'CERTAIN');
  expect(certain.length === 0 || causes.length === 1).toBe(true);
  const never = ['package_not_found', 'version_not_found', 'origin_control_upstream_block', 'version_archived', 'upstream_registry_down']; // prettier-ignore
  expect(certain.filter(({ code }) => never.includes(code))).toEqual([]);
  const ofPermissions = /^(missing_|repo_policy|domain_policy)/;
  const isPackageAnswered = checks.some(({ code, status }) => code === 'CONTROL_REQUEST' && status === 'PASSED');
  if (isPackageAnswered) expect(causes.filter(({ code }) => ofPermissions.test(code))).toEqual([]);
  if (certain.length > 0) expect(settledBy).toEqual([]);
  expect(available).toBe(causes.length === 0 || certain.some(({ code }) => /unlisted|withdrawn|ingest/.test(code)));
  expect(requestCount).toBeLessThanOrEqual(12);
  for (const { explanation, steps } of causes) {
    expect(explanation).toMatch(/\.$/);
    expect(steps).not.toHaveLength(0);
  }
}
