import { expect, it } from 'vitest';
import type { ClientRepository } from '../package-type.ts';
import { client } from './client-config.ts';

const host = 'acme-111122223333.d.codeartifact.us-east-1.amazonaws.com';

function repository(name: string, routes: string[] = [], more: Partial<ClientRepository> = {}): ClientRepository {
  return {
    url: `https://${host}/npm/${name}/`,
    label: `acme/${name}`,
    userName: 'aws',
    secret: `token-${name}`,
    routes,
    ...more,
  };
}

function contentOf(path: string, repositories: ClientRepository[]): string {
  return client.write(repositories).files.find((file) => file.path === path)?.content ?? '';
}

it('gives npm and pnpm the default repository, scopes, and a token for each repository', () => {
  const content = contentOf('.npmrc', [repository('shop'), repository('private', ['@acme', '@acme-labs/*'])]);
  expect(content).toBe(
    [
      `registry=https://${host}/npm/shop/`,
      `@acme:registry=https://${host}/npm/private/`,
      `@acme-labs:registry=https://${host}/npm/private/`,
      '',
      '# acme/shop',
      `//${host}/npm/shop/:_authToken=token-shop`,
      '',
      '# acme/private',
      `//${host}/npm/private/:_authToken=token-private`,
      '',
    ].join('\n'),
  );
});

it('leaves the client its own default where every repository has routes', () => {
  const content = contentOf('.npmrc', [repository('private', ['@acme'])]);
  expect(content).not.toMatch(/^registry=/m);
  expect(contentOf('.yarnrc.yml', [repository('private', ['@acme'])])).not.toMatch(/^npmRegistryServer/m);
});

it('makes Yarn 1 alone send the token always, outside the project', () => {
  const repositories = [repository('shop'), repository('private', ['@acme'])];
  expect(contentOf('~/.npmrc', repositories)).toContain(`//${host}/npm/shop/:always-auth=true\n`);
  expect(contentOf('.npmrc', repositories)).not.toContain('always-auth');
});

it('gives Yarn 2 and later its own file', () => {
  expect(contentOf('.yarnrc.yml', [repository('shop'), repository('private', ['@acme'])])).toBe(
    [
      `npmRegistryServer: "https://${host}/npm/shop/"`,
      'npmScopes:',
      '  "acme":',
      `    npmRegistryServer: "https://${host}/npm/private/"`,
      'npmRegistries:',
      '  # acme/shop',
      `  "//${host}/npm/shop/":`,
      '    npmAlwaysAuth: true',
      '    npmAuthToken: "token-shop"',
      '  # acme/private',
      `  "//${host}/npm/private/":`,
      '    npmAlwaysAuth: true',
      '    npmAuthToken: "token-private"',
      '',
    ].join('\n'),
  );
});

it('writes key and URL with one slash behind them and without a default port', () => {
  const content = contentOf('.npmrc', [repository('shop', [], { url: `https://${host}:443/npm/shop` })]);
  expect(content).toContain(`registry=https://${host}/npm/shop/\n`);
  expect(content).toContain(`\n//${host}/npm/shop/:_authToken=`);
});

it('routes a scope once, and says what npm cannot route', () => {
  const content = contentOf('.npmrc', [repository('one', ['@acme', 'acme-']), repository('two', ['@acme'])]);
  expect(content.match(/^@acme:registry=.*$/gm)).toEqual([`@acme:registry=https://${host}/npm/one/`]);
  expect(content).toContain('# npm knows scopes only, so this is not routed: acme-\n');
});

it('quotes a token that would mean something else in .npmrc', () => {
  const content = contentOf('.npmrc', [repository('shop', [], { secret: 'a;b#c"d\ne' })]);
  expect(content).toContain('_authToken="a;b#c\\"d\\ne"\n');
});
