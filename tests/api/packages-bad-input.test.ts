import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultExternalId } from '../../server/lab/start.ts';
import { startProduct, type Product } from '../support/product.ts';

const ACCOUNT = '111122223333';
const HOST = `my-domain-${ACCOUNT}.d.codeartifact.us-east-1.amazonaws.com`;
const URLS = {
  NPM: `https://${HOST}/npm/my-repo/`,
  PYPI: `https://${HOST}/pypi/my-repo/simple/`,
  NUGET: `https://${HOST}/nuget/my-repo/v3/index.json`,
  GO: `https://${HOST}/go/my-repo/`,
};
const PACKAGE_TYPES = Object.keys(URLS) as (keyof typeof URLS)[];

let product: Product;
let allTypes: string;

beforeAll(async () => {
  product = await startProduct();
  allTypes = await connect(PACKAGE_TYPES.map((packageType) => ({ packageType, url: URLS[packageType] })));
});
afterAll(() => product.stop());
beforeEach(() => {
  product.lab.reset();
  product.lab.edit((world) => {
    world.settings.servesGo = true;
  });
});

/** What is a name in no package world. */
const noNames = [
  '', ' ', '.', '..', '../../etc/passwd', 'a/../b', '..%2f..%2fsecret', 'a%2fb', 'a%2Fb', '%00', 'a\nb', 'a\r\nHost: evil.example',
  'a\u0000b', 'a b', ' left-pad ', 'a\\b', '/a', 'a//b', 'a?b', 'a#b', 'x'.repeat(300), 'x'.repeat(100_000), 'пакет', '包', 'پکیج',
  'le\u0301ft-pad', 'left\u200bpad', 'left\u202epad', 'ｌeft-pad', '😀', 'https://evil.example/x', '<script>', "'; drop table packages; --",
]; // prettier-ignore

describe('package refuses', () => {
  it.each(PACKAGE_TYPES)('what is no name of %s, says what one is, and asks no repository', async (packageType) => {
    const before = product.lab.requests.length;
    for (const name of noNames) {
      const [error] = await ask(allTypes, packageType, name);
      expect([name, error?.extensions?.code]).toEqual([name, 'INVALID_INPUT']);
      expect(error?.message).toMatch(/^[^\p{Cc}\p{Cf}]{20,300}\.$/u);
    }
    expect(product.lab.requests).toHaveLength(before);
  });

  it.each([
    ['NPM', '@acme/no-such-package', '@acme/no-such-package'],
    ['PYPI', 'No_Such.Project', 'no-such-project'],
    ['NUGET', 'No.Such.Package', 'no.such.package'],
    ['GO', 'go.acme.example/no/such', 'go.acme.example/no/such'],
  ])('a package of %s that nobody offers, and says who was asked', async (packageType, asked, name) => {
    const [error] = await ask(allTypes, packageType, asked);
    expect(error?.extensions?.code).toBe('NOT_FOUND');
    expect(error?.message).toContain(`offers ${name}. Asked: my-domain/my-repo. Check the spelling`);
  });

  it.each(PACKAGE_TYPES)(
    '%s where the integration has no repository for it, and says what to do',
    async (packageType) => {
      const other = packageType === 'NPM' ? 'PYPI' : 'NPM';
      const id = await connect([{ packageType: other, url: URLS[other] }]);
      const [error] = await ask(id, packageType, 'left.pad');
      expect(error?.extensions?.code).toBe('INVALID_INPUT');
      expect(error?.message).toMatch(
        /has no \w+ repository; it has \w+\. Add the repository's URL to the integration first\.$/,
      );
    },
  );

  it('a NuGet repository that is not there as such, and not as one without the package', async () => {
    const id = await connect([{ packageType: 'NUGET', url: `https://${HOST}/nuget/no-such-repo/v3/index.json` }]);
    const [error] = await ask(id, 'NUGET', 'Acme.Strings');
    expect(error?.extensions?.code).toBe('UPSTREAM');
    expect(error?.message).toContain('no-such-repo');
  });

  it.each(['x', '', ' ', '../x', '%2f', 'x'.repeat(100_000), '01234567-89AB-7DEF-8123-456789ABCDEF', '\u0000', '😀'])(
    'an integration %j that is none',
    async (id) => {
      const [error] = await ask(id, 'NPM', 'left-pad');
      expect(error?.extensions?.code).toBe('NOT_FOUND');
    },
  );

  it('a package type that there is not', async () => {
    const [error] = await ask(allTypes, 'MAVEN', 'left-pad');
    expect(error?.message).toContain('MAVEN');
    expect(error?.extensions?.code).not.toBe('INTERNAL');
  });
});

it.each(['x'.repeat(301), 'a\u0000', '%', '_', '\\', "'", '😀', '\ud800', ' '])(
  'recentPackages has nothing for the beginning %j, and no error',
  async (prefix) => {
    const query = `query ($id: ID!, $prefix: String) { recentPackages(integrationId: $id, packageType: NPM, prefix: $prefix) }`;
    const { data, errors } = await product.graphql(query, { id: allTypes, prefix });
    expect([errors, data]).toEqual([[], { recentPackages: [] }]);
  },
);

async function ask(id: string, type: string, name: string) {
  const query = `query ($id: ID!, $type: PackageType!, $name: String!) {
    package(integrationId: $id, packageType: $type, name: $name) { name versions { version } }
  }`;
  const { errors } = await product.graphql(query, { id, type, name });
  return errors;
}

async function connect(repositories: { packageType: string; url: string }[]): Promise<string> {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/BacklineCodeArtifactIntegrationRole`;
  const input = { accountId: ACCOUNT, externalId: defaultExternalId, roleArn, repositories };
  const { data, errors } = await product.graphql(
    `mutation ($input: CodeArtifactDetailsInput!) {
      createCodeArtifactIntegration(input: $input) { integration { id } userErrors { message } }
    }`,
    { input },
  );
  const created = data as { createCodeArtifactIntegration: { integration: { id: string } | null } } | null;
  const id = created?.createCodeArtifactIntegration.integration?.id;
  if (!id) throw new Error(JSON.stringify({ data, errors }));
  return id;
}
