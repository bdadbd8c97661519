import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueBuildCredentials } from '../support/build-credentials.ts';
import {
  answerOf,
  create,
  createIntegration,
  fourRepositories,
  EU_NPM,
  healthyDetails,
  update,
  URLS,
  type Details,
} from '../support/code-artifact.ts';
import { createApiKey } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';

const { NPM, PYPI, NUGET } = URLS;
const HOST = new URL(NPM).host;
const NPM_STORE = `https://${HOST}/npm/npm-store/`;
const NO_SUCH_REPOSITORY = `https://${HOST}/npm/no-such-repo/`;

let product: Product;
let allTypes: string;

beforeAll(async () => {
  product = await startProduct();
  product.lab.edit((world) => {
    world.settings.servesGo = true;
  });
  allTypes = await connect(fourRepositories);
});
afterAll(() => product.stop());
beforeEach(() => {
  product.lab.reset();
  product.lab.edit((world) => {
    world.settings.servesGo = true;
  });
});

describe('package', () => {
  describe('answers', () => {
    it.each([
      ['NPM', '@acme/strings', '@acme/strings', NPM],
      ['PYPI', 'Acme_Strings', 'acme-strings', PYPI],
      ['NUGET', 'Acme.Strings', 'acme.strings', NUGET],
    ])('for %s with its versions, newest first', async (packageType, asked, name, repositoryUrl) => {
      const found = await look(allTypes, packageType, asked);
      expect(found).toMatchObject({ packageType, name, problems: [], repositories: [{ url: repositoryUrl }] });
      expect(found.versions.length).toBeGreaterThan(1);
      expect(found.versions.map(({ version }) => version)).toContain(found.latest);
      expect(new Set(found.versions.map((version) => version.repositoryUrl))).toEqual(new Set([repositoryUrl]));
      expect(found.requestCount).toBeGreaterThan(0);
    });

    it('for Go where the address answers', async () => {
      const found = await look(allTypes, 'GO', 'go.acme.example/strings');
      expect(found.versions.length).toBeGreaterThan(0);
    });

    it('without fetching any package', async () => {
      await look(allTypes, 'NPM', '@acme/strings');
      await look(allTypes, 'NUGET', 'Acme.Strings');
      await look(allTypes, 'PYPI', 'acme-strings');
      const paths = product.lab.requests.map(({ path }) => path);
      expect(paths.filter((path) => /\.(tgz|nupkg|whl|zip|tar\.gz)$/.test(path))).toEqual([]);
    });

    it('once for a version that several repositories offer, with the nearest', async () => {
      const id = await connect([
        { packageType: 'NPM', url: EU_NPM },
        { packageType: 'NPM', url: NPM },
      ]);
      const found = await look(id, 'NPM', '@acme/strings');
      expect(found.repositories.map(({ url }) => url)).toEqual([EU_NPM, NPM]);
      expect(new Set(found.versions.map(({ repositoryUrl }) => repositoryUrl))).toEqual(new Set([EU_NPM]));
    });

    it('of the working repositories beside the problem of a broken one', async () => {
      const id = await connect([
        { packageType: 'NPM', url: NO_SUCH_REPOSITORY },
        { packageType: 'NPM', url: EU_NPM },
        { packageType: 'NPM', url: NPM },
      ]);
      product.lab.edit((world) => {
        const domain = world.accounts.flatMap(({ domains }) => domains).find(({ name }) => name === 'my-domain-eu');
        if (domain) domain.isKeyEnabled = false;
      });
      const found = await look(id, 'NPM', '@acme/strings');
      expect(found.repositories.map(({ url }) => url)).toEqual([NPM]);
      expect(found.problems).toMatchObject([
        { repository: { url: EU_NPM }, diagnosis: { causes: [{ code: 'kms_key_disabled' }] } },
      ]);
    });

    it('after one new token where the repository refuses the one in memory', async () => {
      await look(allTypes, 'NPM', '@acme/strings');
      const before = tokenRequests();
      product.lab.set('token_expired', true);
      const { errors } = await ask(allTypes, 'NPM', '@acme/strings');
      expect(errors[0]?.extensions?.code).toBe('UPSTREAM');
      await ask(allTypes, 'NPM', '@acme/greeting');
      expect(tokenRequests() - before).toBeLessThanOrEqual(1);
    });

    it('with what was found before as suggestions, the latest first', async () => {
      await look(allTypes, 'NPM', '@acme/greeting');
      await look(allTypes, 'NPM', '@acme/strings');
      await ask(allTypes, 'NPM', '@acme/no-such-package');
      await expect(recent(allTypes, 'NPM', '@ACME/')).resolves.toEqual(['@acme/strings', '@acme/greeting']);
      await expect(recent(allTypes, 'NPM', '@acme/g')).resolves.toEqual(['@acme/greeting']);
      await expect(recent(allTypes, 'NPM', '%')).resolves.toEqual([]);
    });
  });

  describe('refuses', () => {
    it.each([
      ['NPM', '@acme/no-such-package', 'NOT_FOUND'],
      ['PYPI', 'no-such-project', 'NOT_FOUND'],
      ['NUGET', 'No.Such.Package', 'NOT_FOUND'],
      ['NPM', '../../etc/passwd', 'INVALID_INPUT'],
      ['NPM', 'a%2fb', 'INVALID_INPUT'],
      ['PYPI', 'a\nb', 'INVALID_INPUT'],
      ['NUGET', 'a'.repeat(300), 'INVALID_INPUT'],
      ['GO', 'пакет', 'INVALID_INPUT'],
      ['NPM', '', 'INVALID_INPUT'],
    ])('%s %j as %s', async (packageType, name, code) => {
      const { errors } = await ask(allTypes, packageType, name);
      expect(errors[0]?.extensions?.code).toBe(code);
      expect(errors[0]?.message.length).toBeGreaterThan(20);
    });

    it('a type that the integration has no repository for', async () => {
      const id = await connect([{ packageType: 'NPM', url: NPM }]);
      const { errors } = await ask(id, 'PYPI', 'acme-strings');
      expect(errors[0]).toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
      expect(errors[0]?.message).toContain('no PyPI repository');
    });

    it.each([
      ['missing_read_from_repository', /HTTP 403/],
      ['repository_redirects_elsewhere', /redirects to/],
      ['repository_answers_html', /answer/],
      ['repository_sends_200_mb', /longer than 50 MB/],
      ['download_interrupted', /broke off/],
      ['tls_untrusted_ca', /certificate/],
    ])('with the diagnosis where nothing can be read: %s', async (switchId, message) => {
      product.lab.set(switchId, true);
      const { errors } = await ask(allTypes, 'NPM', '@acme/greeting');
      expect(errors[0]?.extensions?.code).toBe('UPSTREAM');
      expect(errors[0]?.message).toMatch(message);
    });
  });

  describe('protects', () => {
    it('an integration of another organization, and one from keys without the scope', async () => {
      const unknown = await ask('01234567-89ab-7def-8123-456789abcdef', 'NPM', 'x');
      expect(unknown.errors[0]?.extensions?.code).toBe('NOT_FOUND');
      const { secret: apiKey } = await createApiKey(product, ['integrations:read']);
      const without = await product.graphql(PACKAGE, { id: allTypes, type: 'NPM', name: 'x' }, { apiKey });
      expect(without.errors[0]?.extensions?.code).toBe('FORBIDDEN');
      const anonymous = await product.graphql(PACKAGE, { id: allTypes, type: 'NPM', name: 'x' }, { apiKey: null });
      expect(anonymous.errors[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    });
  });
});

describe('routes', () => {
  const repositories: Details['repositories'] = [
    { packageType: 'NPM', url: NPM_STORE },
    { packageType: 'NPM', url: NPM, routes: ['@acme'] },
  ];

  it('are saved, asked alone, and written into the files', async () => {
    const id = await connect(repositories);
    const found = await look(id, 'NPM', '@acme/strings');
    expect(found.repositories).toMatchObject([{ url: NPM, routes: ['@acme'] }]);
    const { files } = await issueBuildCredentials(product, id, 'NPM');
    expect(files.find(({ path }) => path === '.npmrc')?.content).toContain(`@acme:registry=${NPM}`);
  });

  it('stay when an update does not name them', async () => {
    const id = await connect(repositories);
    const input = { id, version: 1, repositories: repositories.map(({ packageType, url }) => ({ packageType, url })) };
    expect((await update(product, input)).userErrors).toEqual([]);
    const found = await look(id, 'NPM', '@acme/strings');
    expect(found.repositories).toMatchObject([{ url: NPM, routes: ['@acme'] }]);
  });

  it('that two repositories claim are refused before saving', async () => {
    const twice: Details['repositories'] = [...repositories, { packageType: 'NPM', url: EU_NPM, routes: ['@acme'] }];
    expect(await create(product, healthyDetails({ repositories: twice }))).toMatchObject({
      integration: null,
      userErrors: [{ code: 'route_conflict', field: ['repositories', '2', 'routes', '0'] }],
    });
  });

  it('can be tried before they are saved', async () => {
    const { data } = await product.graphql(
      `query ($name: String!, $repositories: [RepositoryInput!]) {
        routePackage(packageType: NPM, name: $name, repositories: $repositories) { name route repositoryUrls reason problems { code } }
      }`,
      { name: '@acme/ui', repositories },
    );
    expect(data).toEqual({
      routePackage: {
        name: '@acme/ui',
        route: '@acme',
        repositoryUrls: [NPM],
        reason: 'The route @acme claims @acme/ui for this repository alone.',
        problems: [],
      },
    });
  });
});

const PACKAGE = `query ($id: ID!, $type: PackageType!, $name: String!) {
  package(integrationId: $id, packageType: $type, name: $name) {
    packageType name latest requestCount
    versions { version isPrerelease publishedAt withdrawn repositoryUrl }
    repositories { url routes }
    problems { repository { url } diagnosis { summary causes { code } } evidence { httpStatus message } }
  }
}`;

interface FoundPackage {
  packageType: string;
  name: string;
  latest: string | null;
  requestCount: number;
  versions: { version: string; publishedAt: string | null; withdrawn: string | null; repositoryUrl: string }[];
  repositories: { url: string; routes: string[] }[];
  problems: { repository: { url: string }; diagnosis: { summary: string } }[];
}

function ask(id: string, type: string, name: string) {
  return product.graphql(PACKAGE, { id, type, name });
}

async function look(id: string, type: string, name: string): Promise<FoundPackage> {
  return answerOf(await ask(id, type, name));
}

async function recent(id: string, type: string, prefix: string): Promise<string[]> {
  const query = `query ($id: ID!, $type: PackageType!, $prefix: String) {
    recentPackages(integrationId: $id, packageType: $type, prefix: $prefix)
  }`;
  return answerOf(await product.graphql(query, { id, type, prefix }));
}

function tokenRequests(): number {
  return product.lab.requests.filter(({ path }) => path.includes('/v1/authorization-token')).length;
}

async function connect(repositories: Details['repositories']): Promise<string> {
  return (await createIntegration(product, { repositories })).id;
}
