import { expect, it } from 'vitest';
import type { ClientRepository } from '../package-type.ts';
import { client } from './client-config.ts';

const host = 'acme-111122223333.d.codeartifact.us-east-1.amazonaws.com';

function repository(name: string, more: Partial<ClientRepository> = {}): ClientRepository {
  const url = `https://${host}/go/${name}/`;
  return { url, label: `acme/${name}`, userName: 'aws', secret: 'tokentoken', routes: [], ...more };
}

function variables(...repositories: ClientRepository[]): Record<string, string> {
  return Object.fromEntries(client.write(repositories).environment.map(({ name, value }) => [name, value]));
}

it('asks repositories with routes first, falls back on 404 and 410 only, and keeps private names from the checksum database', () => {
  const routes = ['go.acme.example/', 'github.com/acme/', 'go.acme.example/'];
  expect(variables(repository('shop'), repository('private', { routes }))).toEqual({
    GOPROXY: `https://${host}/go/private,https://${host}/go/shop`,
    GONOPROXY: 'none',
    GONOSUMDB: 'go.acme.example,github.com/acme',
  });
});

it('keeps every name from the checksum database where no route says which are private', () => {
  expect(variables(repository('shop'))).toEqual({
    GOPROXY: `https://${host}/go/shop`,
    GONOPROXY: 'none',
    GONOSUMDB: '*',
  });
  const [settings] = client.write([repository('shop')]).files;
  expect(settings?.content).toContain('# No route says which modules are private');
  expect(settings?.purpose).toContain('no module is checked against the public checksum database');
  const [routed] = client.write([repository('shop', { routes: ['go.acme.example/'] })]).files;
  expect(routed?.content).not.toContain('No route');
  expect(routed?.purpose).not.toContain('checksum database');
});

it('never leaves go with its own default, the public proxy', () => {
  expect(variables(repository('shop', { url: `http://${host}/go/shop/` })).GOPROXY).toBe('off');
});

it('puts the token into .netrc alone, with the login that go needs', () => {
  const { files, environment } = client.write([
    repository('shop'),
    repository('private', { routes: ['go.acme.example/'] }),
  ]);
  const netrc = files.find(({ path }) => path === '~/.netrc');
  expect(netrc?.content).toBe(`machine ${host} login aws password tokentoken\n`);
  const rest = [...files.filter((file) => file !== netrc), ...environment];
  expect(JSON.stringify(rest)).not.toContain('tokentoken');
});

it('writes settings that the go command reads, and says that AWS lists no Go format', () => {
  const { files, environment } = client.write([repository('shop', { routes: ['go.acme.example/'] })]);
  const settings = files.find(({ path }) => path === '~/.config/go/env');
  const lines = settings?.content
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  expect(lines).toEqual(environment.map(({ name, value }) => `${name}=${value}`));
  expect(settings?.content).toContain('AWS lists no Go format');
});

it('lets no route add a pattern or a line', () => {
  const routes = ['a.example/,evil.example', 'b.example/\nGOPROXY=x', '*', 'c.example/*'];
  expect(variables(repository('shop', { routes })).GONOSUMDB).toBe('c.example');
});
