import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  answerOf,
  createIntegration,
  EU_NPM,
  fourRepositories,
  refusalCode,
  URLS,
  type Details,
} from '../support/code-artifact.ts';
import { createOrganization } from '../support/organization.ts';
import {
  askForDiagnosis,
  causesOf,
  diagnosePackage,
  type PackageDiagnosisAnswer,
  type Question,
} from '../support/package-diagnosis.ts';
import { startProduct, type Product } from '../support/product.ts';

const NPM_STORE = URLS.NPM.replace('my-repo', 'npm-store');

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
  await create('store', [{ packageType: 'NPM', url: NPM_STORE }]);
});
afterEach(() => product.lab.reset());
afterAll(() => product.stop());

describe('answers', () => {
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
