import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { switches } from '../../server/lab/switches/index.ts';
import {
  answerOf,
  createIntegration,
  fourRepositories,
  refusalCode,
  URLS,
  type Details,
} from '../support/code-artifact.ts';
import { createOrganization } from '../support/organization.ts';
import {
  askForDiagnosis,
  diagnosePackage,
  type PackageDiagnosisAnswer,
  type Question,
} from '../support/package-diagnosis.ts';
import { startProduct, type Product } from '../support/product.ts';

const EU_NPM = 'https://my-domain-eu-111122223333.d.codeartifact.eu-west-1.amazonaws.com/npm/my-repo/';
const NPM_STORE = URLS.NPM.replace('my-repo', 'npm-store');

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
  await create('store', [{ packageType: 'NPM', url: NPM_STORE }]);
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

  it.each([
    ['NPM', '@acme/strings', '1.2.0'],
    ['PYPI', 'Acme_Strings', '1.2.0'],
    ['NUGET', 'Acme.Strings', '1.2'],
  ])('that %s %s %s is there, and says what was asked for', async (packageType, name, version) => {
    const answer = await diagnose({ packageType, name, version });
    expect(answer).toMatchObject({ available: true, diagnosis: null, askedName: name, askedVersion: version });
    expect(answer.version).toBe('1.2.0');
    const [read] = answer.checks;
    if (answer.name !== name) expect(read?.evidence?.message).toContain(answer.name);
    expect(read).toMatchObject({ code: 'PACKAGE_NAME', status: 'PASSED' });
  });

  it.each([
    ['NPM', '@acme/strings', '1.1.0'],
    ['PYPI', 'acme-strings', '1.1.0'],
    ['NUGET', 'Tiny.Colours', '0.9.0'],
    ['GO', 'go.acme.example/strings', 'v1.1.0'],
  ])('that %s %s %s is available but withdrawn', async (packageType, name, version) => {
    product.lab.set('go_served_as_claimed', true);
    const answer = await diagnose({ packageType, name, version });
    expect(answer.available).toBe(true);
    expect(causesOf(answer)).toEqual(['version_withdrawn CERTAIN']);
    expect(answer.diagnosis?.causes[0]?.steps[0]).toMatch(/^Use v?1\.[12]/);
  });

  it.each([
    ['PYPI', '@acme/strings', 'npm'],
    ['NPM', 'go.acme.example/strings', 'Go'],
    ['NUGET', 'go.tiny.example/Colours', 'Go'],
  ])('that for %s, %s is a name of %s', async (packageType, name, label) => {
    product.lab.set('go_served_as_claimed', true);
    const answer = await diagnose({ packageType, name });
    expect(causesOf(answer)).toEqual(['wrong_package_type CERTAIN']);
    expect(answer.diagnosis?.causes[0]?.explanation).toContain(`${label} package`);
  });

  it('that a name which two worlds can have is offered by the other one', async () => {
    const answer = await diagnose({ packageType: 'NPM', name: 'acme-strings' });
    expect(causesOf(answer)[0]).toBe('wrong_package_type LIKELY');
  });

  it.each([
    ['NPM', '@Acme/Strings', '@acme/strings'],
    ['GO', 'go.tiny.example/colours', 'go.tiny.example/Colours'],
  ])('that %s %s is spelt %s', async (packageType, name, right) => {
    product.lab.set('go_served_as_claimed', true);
    const look = `query ($id: ID!, $type: PackageType!, $name: String!) { package(integrationId: $id, packageType: $type, name: $name) { name } }`;
    await product.graphql(look, { id: integrations.get('all'), type: packageType, name: right });
    const answer = await diagnose({ packageType, name });
    expect(causesOf(answer)).toEqual(['name_normalisation CERTAIN']);
    expect(answer.diagnosis?.causes[0]?.snippet?.text).toBe(right);
  });

  it.each([
    ['NPM', '@acme/strings', 'latest', '1.2.0'],
    ['NPM', '@acme/strings', '~1.1.0', '1.1.1'],
    ['NPM', '@acme/strings', '1.x', '1.2.0'],
    ['PYPI', 'acme-strings', '>=1.0,<1.2', '1.1.1'],
    ['NUGET', 'Acme.Strings', '[1.0,1.2)', '1.1.1'],
    ['GO', 'go.acme.example/strings', '1.2.0', 'v1.2.0'],
    ['NPM', '@acme/strings', 'no version at all', '1.2.0'],
  ])('for %s %s that %s is no version, and that %s may be meant', async (packageType, name, version, meant) => {
    product.lab.set('go_served_as_claimed', true);
    const answer = await diagnose({ packageType, name, version });
    expect(answer).toMatchObject({ available: false, version: null, askedVersion: version });
    expect(causesOf(answer)).toEqual(['version_invalid CERTAIN']);
    expect(answer.diagnosis?.causes[0]?.snippet?.text).toBe(meant);
  });

  it('that the Go address is not served, and not that a permission is missing', async () => {
    const answer = await diagnose({ packageType: 'GO', name: 'go.acme.example/strings' });
    expect(causesOf(answer)[0]).toBe('go_format_unsupported LIKELY');
  });

  it('that a route keeps builds away from the repository that has the package', async () => {
    const repositories = [
      { packageType: 'NPM' as const, url: NPM_STORE, routes: ['@acme'] },
      { packageType: 'NPM' as const, url: URLS.NPM },
    ];
    const { id: integrationId } = await createIntegration(product, { repositories });
    const answer = await diagnosePackage(product, { integrationId, packageType: 'NPM', name: '@acme/strings' });
    expect(answer.available).toBe(false);
    expect(causesOf(answer)).toEqual(['name_routed_elsewhere CERTAIN']);
  });

  it('that one repository of several is enough, without a cause', async () => {
    const repositories = [NPM_STORE, URLS.NPM].map((url) => ({ packageType: 'NPM' as const, url }));
    const { id: integrationId } = await createIntegration(product, { repositories });
    const answer = await diagnosePackage(product, { integrationId, packageType: 'NPM', name: '@acme/strings' });
    expect(answer).toMatchObject({ available: true, diagnosis: null });
    const lookUps = answer.checks.filter(({ code }) => code === 'PACKAGE_LOOKUP');
    expect(lookUps.map(({ status }) => status)).toEqual(['WARNING', 'PASSED']);
  });

  it('for a package at a repository beside a broken one that both may be the reason', async () => {
    product.lab.edit((world) => {
      for (const { repositories } of world.accounts.flatMap(({ domains }) => domains)) {
        for (const repository of repositories) repository.missing.push('npm:@acme/greeting');
      }
      const eu = world.accounts.flatMap(({ domains }) => domains).find(({ region }) => region === 'eu-west-1');
      for (const repository of eu?.repositories ?? []) repository.name = `${repository.name}-renamed`;
    });
    const answer = await diagnose({ name: '@acme/greeting' }, 'two');
    expect(causesOf(answer)[0]).toBe('repository_not_found LIKELY');
    expect(causesOf(answer)).toContain('package_not_found POSSIBLE');
  });

  it('with a missing domain and a role that gives no token where none is in memory', async () => {
    product.lab.set('domain_not_found', true);
    expect(causesOf(await diagnose({ name: 'semver' }))).toEqual(['domain_not_found CERTAIN']);
    product.lab.reset();
    product.lab.set('missing_get_authorization_token', true);
    const cold = await diagnose({ name: 'semver' }, 'store');
    expect(causesOf(cold)).toEqual(['missing_get_authorization_token CERTAIN']);
  });

  it('as well where GetRepositoryEndpoint is not allowed', async () => {
    product.lab.set('missing_get_repository_endpoint', true);
    product.lab.set('missing_read_from_repository', true);
    product.lab.set('read_denied_as_404', true);
    const causes = causesOf(await diagnose({ name: '@acme/strings' }));
    expect(causes).toContain('missing_read_from_repository POSSIBLE');
    expect(causes.filter((line) => line.endsWith('CERTAIN'))).toEqual([]);
  });

  it('with the permissions and commands that would settle what is open', async () => {
    product.lab.set('version_archived', true);
    const { settledBy } = await diagnose({ name: '@acme/strings', version: '1.2.0' });
    expect(settledBy.map(({ action }) => action)).toEqual([
      'codeartifact:DescribePackage',
      'codeartifact:DescribePackageVersion',
      'codeartifact:ListPackageVersions',
    ]);
    const [, version] = settledBy;
    expect(JSON.parse(version?.statement.text ?? '')).toEqual({
      Effect: 'Allow',
      Action: 'codeartifact:DescribePackageVersion',
      Resource: 'arn:aws:codeartifact:us-east-1:111122223333:package/my-domain/my-repo/npm/acme/strings',
    });
    expect(version?.command.text.replace(/\s*\\\n\s*/g, ' ')).toBe(
      'aws codeartifact describe-package-version --domain my-domain --domain-owner 111122223333 --region us-east-1 --repository my-repo --format npm --namespace acme --package strings --package-version 1.2.0',
    );
  });
});

describe('refuses', () => {
  it.each([
    ['NPM', ''],
    ['NPM', 'a%2fb'],
    ['PYPI', 'a\nb'],
    ['GO', 'пакет'],
    ['NPM', `@acme/${'a'.repeat(300)}`],
    ['NPM', 'left-pad@1.0.0'],
  ])('%s %j, which is no name of any package type', async (packageType, name) => {
    const reply = await askForDiagnosis(product, { integrationId: integrations.get('all') ?? '', packageType, name });
    expect(refusalCode(reply)).toBe('INVALID_INPUT');
    expect(reply.errors[0]?.message.length).toBeGreaterThan(20);
  });

  it('a package type that the integration has no repository for', async () => {
    const integrationId = integrations.get('two') ?? '';
    const reply = await askForDiagnosis(product, { integrationId, packageType: 'PYPI', name: 'acme-strings' });
    expect(refusalCode(reply)).toBe('INVALID_INPUT');
  });
});

describe('protects', () => {
  it("another organization's integration", async () => {
    const other = await createOrganization(product);
    const integrationId = integrations.get('all') ?? '';
    const reply = await askForDiagnosis(other, { integrationId, packageType: 'NPM', name: 'semver' });
    expect(refusalCode(reply)).toBe('NOT_FOUND');
  });

  it('packages from being fetched, the API of AWS from being listed, and quotas', async () => {
    const before = product.lab.requests.length;
    for (const [packageType, name, version] of [
      ['NPM', '@acme/none', null],
      ['PYPI', 'acme-strings', '9.9.9'],
      ['NUGET', 'Acme.Strings', '1.1.0'],
      ['NUGET', 'Acme.None', null],
      ['GO', 'go.acme.example/none', 'v1.0.0'],
    ] as const) {
      const asked = product.lab.requests.length;
      const { requestCount } = await diagnose({ packageType, name, version });
      expect(product.lab.requests.length - asked).toBe(requestCount);
      expect(requestCount).toBeLessThanOrEqual(12);
    }
    const paths = product.lab.requests.slice(before).map(({ path }) => path);
    expect(paths.filter((path) => /\.(tgz|nupkg|whl|zip|gz)$/.test(path))).toEqual([]);
    expect(paths.filter((path) => /\/v1\/(package|packages|domains?|repositor(y|ies))(\/|$)/.test(path))).toEqual([]);
  });

  it('the number of requests where there are many repositories and all of them fail', async () => {
    product.lab.set('service_internal_error', true);
    const repositories = [URLS.NPM, NPM_STORE, EU_NPM, URLS.SHARED, EU_NPM.replace('my-repo', 'npm-store')];
    const { id: integrationId } = await createIntegration(product, {
      repositories: repositories.map((url) => ({ packageType: 'NPM', url })),
    });
    const asked = product.lab.requests.length;
    const answer = await diagnosePackage(product, { integrationId, packageType: 'NPM', name: 'semver' });
    expect(product.lab.requests.length - asked).toBeLessThanOrEqual(12);
    expect(answer.checks.filter(({ code }) => code === 'PACKAGE_LOOKUP')).toHaveLength(5);
    expect(causesOf(answer)[0]).toBe('service_internal_error LIKELY');
  });

  it('secrets that were pasted for a version', async () => {
    const token = `eyJ2ZXIiOjEsImlzdSI6MTc5NTQ5MjIwMH0.${'a'.repeat(40)}.${'b'.repeat(20)}.${'c'.repeat(200)}.end`;
    const reply = await askForDiagnosis(product, {
      integrationId: integrations.get('all') ?? '',
      packageType: 'NPM',
      name: '@acme/strings',
      version: token,
    });
    expect(JSON.stringify(reply)).not.toContain('a'.repeat(40));
  });

  it('the trail of who asked', async () => {
    await diagnose({ name: '@acme/none', version: '1.0.0' });
    const query = '{ auditEvents(first: 1) { edges { node { action subject detail } } } }';
    const { edges } = answerOf<{ edges: { node: object }[] }>(await product.graphql(query));
    expect(edges[0]?.node).toEqual({
      action: 'package.diagnosed',
      subject: 'npm @acme/none 1.0.0',
      detail: 'all: not available: package_not_found',
    });
  });
});

function diagnose(
  question: Partial<Question> & { name: string },
  integration = 'all',
): Promise<PackageDiagnosisAnswer> {
  const integrationId = integrations.get(integration) ?? '';
  return diagnosePackage(product, { packageType: 'NPM', ...question, integrationId });
}

/** Where a version is at hand but another repository lacks it, that repository's check says why. */
function causesOf(answer: PackageDiagnosisAnswer): string[] {
  return answer.diagnosis?.causes.map(({ code, certainty }) => `${code} ${certainty}`) ?? [];
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
