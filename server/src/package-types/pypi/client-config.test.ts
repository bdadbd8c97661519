import { expect, it } from 'vitest';
import type { ClientRepository } from '../package-type.ts';
import { client } from './client-config.ts';

const host = 'acme-111122223333.d.codeartifact.us-east-1.amazonaws.com';

function repository(name: string, routes: string[] = []): ClientRepository {
  return {
    url: `https://${host}/pypi/${name}/simple/`,
    label: `acme/${name}`,
    userName: 'aws',
    secret: 'tokentoken',
    routes,
  };
}

function contentOf(repositories: ClientRepository[], path: string): string {
  return client.write(repositories).files.find((file) => file.path === path)?.content ?? '';
}

it('writes the files for one repository', () => {
  const one = [repository('shop')];
  expect(contentOf(one, '~/.netrc')).toBe(`machine ${host} login aws password tokentoken\n`);
  expect(contentOf(one, '~/.config/pip/pip.conf')).toBe(`[global]\nindex-url = https://${host}/pypi/shop/simple/\n`);
  expect(contentOf(one, 'uv.toml')).toBe(
    `# acme/shop\n[[index]]\nname = "acme-shop"\nurl = "https://${host}/pypi/shop/simple/"\ndefault = true\n`,
  );
  expect(contentOf(one, 'pyproject.toml')).toBe(
    `# acme/shop\n[[tool.poetry.source]]\nname = "acme-shop"\nurl = "https://${host}/pypi/shop/simple/"\npriority = "primary"\n`,
  );
});

it('names the variables of each client', () => {
  expect(client.write([repository('shop.eu_1')]).environment).toEqual([
    { name: 'PIP_INDEX_URL', value: `https://${host}/pypi/shop.eu_1/simple/` },
    { name: 'UV_INDEX_ACME_SHOP_EU_1_USERNAME', value: 'aws' },
    { name: 'UV_INDEX_ACME_SHOP_EU_1_PASSWORD', value: 'tokentoken' },
    { name: 'POETRY_HTTP_BASIC_ACME_SHOP_EU_1_USERNAME', value: 'aws' },
    { name: 'POETRY_HTTP_BASIC_ACME_SHOP_EU_1_PASSWORD', value: 'tokentoken' },
  ]);
});

it('asks repositories with routes before the default one, and warns where pip cannot', () => {
  const several = [repository('shop'), repository('private', ['acme-'])];
  const uv = contentOf(several, 'uv.toml');
  expect(uv.indexOf('acme-private')).toBeLessThan(uv.indexOf('acme-shop'));
  expect(uv.match(/default = true/g)).toHaveLength(1);
  const pip = client.write(several).files.find((file) => file.client === 'pip');
  expect(pip?.content).toContain(
    `index-url = https://${host}/pypi/shop/simple/\nextra-index-url =\n    https://${host}/pypi/private/`,
  );
  expect(pip?.purpose).toContain('dependency confusion');
  expect(
    client
      .write([repository('shop')])
      .files.map(({ purpose }) => purpose)
      .join(),
  ).not.toContain('confusion');
});

it('lets Poetry ask repositories without routes only for what those with routes do not have', () => {
  const prioritiesOf = (...repositories: ClientRepository[]) =>
    [...contentOf(repositories, 'pyproject.toml').matchAll(/^name = "acme-(.*)"\n.*\npriority = "(.*)"$/gm)].map(
      ([, name, priority]) => `${name} ${priority}`,
    );
  const [shop, mirror, owned] = [repository('shop'), repository('mirror'), repository('private', ['acme-'])];
  expect(prioritiesOf(shop, mirror, owned)).toEqual(['private primary', 'mirror supplemental', 'shop supplemental']);
  expect(prioritiesOf(shop, mirror)).toEqual(['mirror primary', 'shop primary']);
  expect(prioritiesOf(owned, repository('tools', ['tools-']))).toEqual(['tools primary', 'private primary']);
});

it('says how Poetry may confuse a private name with a public one, and what to do', () => {
  const purposeOf = (...repositories: ClientRepository[]) =>
    client.write(repositories).files.find((file) => file.client === 'Poetry')?.purpose;
  const [shop, owned] = [repository('shop'), repository('private', ['acme-'])];
  expect(purposeOf(shop)).not.toContain('confusion');
  expect(purposeOf(shop, owned)).toContain('a supplemental source is asked where no primary one has');
  expect(purposeOf(shop, owned)).toContain('source = "acme-private"');
  expect(purposeOf(shop, repository('mirror'))).toContain('the highest version that any of these 2 offers');
});

it('gives repositories whose names would be one in a variable different names', () => {
  const names = client
    .write([repository('a-b'), repository('a.b'), repository('a_b')])
    .environment.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('UV_INDEX_ACME_A_B_3_PASSWORD');
});
