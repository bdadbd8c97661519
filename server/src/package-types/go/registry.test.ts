import { expect, it } from 'vitest';
import type { RegistryClient } from '../package-type.ts';
import { registry } from './registry.ts';

const url = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/go/shop/';

/** Answers with the texts by their addresses below the module, a number being a status without a body. */
function proxyOf(
  escapedModule: string,
  documents: Record<string, string | 404 | 410>,
): RegistryClient & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    url,
    get(address) {
      const path = address.replace(`${url}${escapedModule}/`, '');
      asked.push(path);
      const document = documents[path] ?? 404;
      const status = typeof document === 'number' ? document : 200;
      return Promise.resolve({ status, headers: {}, body: Buffer.from(typeof document === 'number' ? '' : document) });
    },
  };
}

const info = (version: string, time = '2024-01-02T03:04:05Z') => JSON.stringify({ Version: version, Time: time });
const real = (module: string, rest = '') => `module ${module}\n\ngo 1.22\n${rest}`;

it('says which documents never change: all but the list', async () => {
  const name = 'acme.example/log';
  const documents = { '@v/list': 'v1.0.0', '@v/v1.0.0.mod': real(name), '@v/v1.0.0.info': info('v1.0.0') };
  const proxy = proxyOf(name, documents);
  const changing: string[] = [];
  const client: RegistryClient = {
    url,
    get(address, request) {
      if (!request.isImmutable) changing.push(address.slice(address.lastIndexOf('/') + 1));
      return proxy.get(address, request);
    },
  };
  await registry.readPackage(client, name);
  await registry.readNewest(client, name);
  expect(changing).toEqual(['list', 'list']);
});

it('needs two requests for the newest version and three for a listing', async () => {
  const name = 'github.com/Azure/sdk';
  const client = proxyOf('github.com/!azure/sdk', {
    '@v/list': 'v1.0.0\nv1.1.0-RC.1\nv1.1.0 2024-01-01T00:00:00Z\r\nv1.2.0-rc.1\n',
    '@v/v1.1.0.mod': real(name, 'retract v1.0.0 // Lost data.'),
    '@v/v1.1.0.info': info('v1.1.0'),
  });
  expect(await registry.readNewest(client, name)).toBe('v1.1.0');
  expect(client.asked).toEqual(['@v/list', '@v/v1.1.0.mod']);
  client.asked.length = 0;
  const { versions, latest } = await registry.readPackage(client, name);
  expect(client.asked.toSorted()).toEqual(['@v/list', '@v/v1.1.0.info', '@v/v1.1.0.mod']);
  expect(latest).toBe('v1.1.0');
  expect(versions).toEqual([
    { version: 'v1.0.0', isPrerelease: false, publishedAt: null, withdrawn: 'Lost data.' },
    { version: 'v1.1.0-RC.1', isPrerelease: true, publishedAt: null, withdrawn: null },
    { version: 'v1.1.0', isPrerelease: false, publishedAt: new Date('2024-01-02T03:04:05Z'), withdrawn: null },
    { version: 'v1.2.0-rc.1', isPrerelease: true, publishedAt: null, withdrawn: null },
  ]);
});

it('escapes capital letters of versions as well', async () => {
  const client = proxyOf('a.example', { '@v/list': 'v1.0.0-RC.1\n', '@v/v1.0.0-!r!c.1.mod': real('a.example') });
  expect(await registry.readNewest(client, 'a.example')).toBe('v1.0.0-RC.1');
});

it('takes the latest of what is not retracted, with its time', async () => {
  const client = proxyOf('a.example', {
    '@v/list': 'v1.0.0\nv1.1.0\nv1.2.0\n',
    '@v/v1.2.0.mod': real('a.example', 'retract (\n\tv1.2.0 // Only says this.\n\tv1.1.0\n)\n'),
    '@v/v1.2.0.info': info('v1.2.0', '2024-03-01T00:00:00Z'),
    '@v/v1.0.0.info': info('v1.0.0', '2024-01-01T00:00:00Z'),
  });
  const { versions, latest } = await registry.readPackage(client, 'a.example');
  expect(latest).toBe('v1.0.0');
  expect(versions.map(({ publishedAt, withdrawn }) => [publishedAt?.getUTCMonth() ?? null, withdrawn])).toEqual([
    [0, null],
    [null, 'Retracted by its author, who gave no reason.'],
    [2, 'Only says this.'],
  ]);
});

it('takes the pseudo-version of a module without tags from @latest', async () => {
  const pseudo = 'v0.0.0-20240102030405-abcdefabcdef';
  const client = proxyOf('a.example', { '@v/list': '', '@latest': info(pseudo) });
  expect(await registry.readPackage(client, 'a.example')).toEqual({
    versions: [{ version: pseudo, isPrerelease: true, publishedAt: new Date('2024-01-02T03:04:05Z'), withdrawn: null }],
    latest: pseudo,
  });
  client.asked.length = 0;
  expect(await registry.readNewest(client, 'a.example')).toBe(pseudo);
  expect(client.asked).toEqual(['@v/list', '@latest']);
  const empty = proxyOf('a.example', { '@v/list': '\n' });
  expect(await registry.readPackage(empty, 'a.example')).toEqual({ versions: [], latest: null });
});

it('passes over incompatible versions once there is a go.mod', async () => {
  const list = 'v1.0.0\nv2.0.0+incompatible\nv3.0.0+incompatible\n';
  const withFile = proxyOf('a.example', { '@v/list': list, '@v/v1.0.0.mod': real('a.example') });
  expect(await registry.readNewest(withFile, 'a.example')).toBe('v1.0.0');
  const without = proxyOf('a.example', { '@v/list': list, '@v/v1.0.0.mod': 'module a.example\n' });
  expect(await registry.readNewest(without, 'a.example')).toBe('v3.0.0+incompatible');
  const only = proxyOf('a.example', { '@v/list': 'v2.0.0+incompatible\n' });
  expect(await registry.readNewest(only, 'a.example')).toBe('v2.0.0+incompatible');
});

it('lists only versions of the major version in the path, and no pseudo-versions', async () => {
  const list = 'v1.0.0\nv2.0.0\nv3.0.0\nv2.1.0-0.20240102030405-abcdefabcdef\nv2.2\nv2.3.0+meta\n';
  const client = proxyOf('a.example/x/v2', { '@v/list': list, '@v/v2.0.0.mod': real('a.example/x/v2') });
  const { versions } = await registry.readPackage(client, 'a.example/x/v2');
  expect(versions.map(({ version }) => version)).toEqual(['v2.0.0']);
  const gopkg = proxyOf('gopkg.in/yaml.v3', { '@v/list': list, '@v/v3.0.0.mod': real('gopkg.in/yaml.v3') });
  expect(await registry.readNewest(gopkg, 'gopkg.in/yaml.v3')).toBe('v3.0.0');
});

it('passes over a version that is listed but not there, and does not believe a list of such', async () => {
  const client = proxyOf('a.example', { '@v/list': 'v1.0.0\nv1.1', '@v/v1.0.0.mod': real('a.example') });
  expect(await registry.readNewest(client, 'a.example')).toBe('v1.0.0');
  const cut = proxyOf('a.example', { '@v/list': 'v1.0.0\nv1.0.10\nv1.1.0', '@v/v1.0.10.mod': real('a.example') });
  const { versions, latest } = await registry.readPackage(cut, 'a.example');
  expect([versions.map(({ version }) => version), latest]).toEqual([['v1.0.0', 'v1.0.10'], 'v1.0.10']);
  const none = proxyOf('a.example', { '@v/list': 'v1.0.0\nv1.1.0\nv1.2.0\nv1.3.0\nv1.4.0\n' });
  await expect(registry.readNewest(none, 'a.example')).rejects.toMatchObject({ reason: 'unexpected-content' });
});

it('tells unknown from gone', async () => {
  await expect(registry.readPackage(proxyOf('a.example', {}), 'a.example')).rejects.toMatchObject({
    reason: 'not-found',
    httpStatus: 404,
  });
  const gone = proxyOf('a.example', { '@v/list': 410 });
  await expect(registry.readNewest(gone, 'a.example')).rejects.toMatchObject({ reason: 'gone', httpStatus: 410 });
});

it.each([
  ['a list of something else', { '@v/list': '<html>Sign in</html>' }, 'unexpected-content'],
  ['a latest that is no version', { '@v/list': '', '@latest': info('latest') }, 'unexpected-content'],
  ['a latest that is no JSON', { '@v/list': '', '@latest': 'v1.0.0' }, 'unexpected-content'],
  ['a go.mod that is none', { '@v/list': 'v1.0.0', '@v/v1.0.0.mod': '<html>' }, 'unexpected-content'],
  [
    'more versions than any module has',
    { '@v/list': Array.from({ length: 300_000 }, (_, patch) => `v1.0.${patch}`).join('\n') },
    'too-large',
  ],
])('refuses %s', async (_, documents: Record<string, string>, reason) => {
  await expect(registry.readNewest(proxyOf('a.example', documents), 'a.example')).rejects.toMatchObject({ reason });
});

it('reads one version from its own document, and takes none that only a shorter one stands for', async () => {
  const client = proxyOf('github.com/!azure/sdk', {
    '@v/v1.1.0-!r!c.1.info': info('v1.1.0-RC.1'),
    '@v/v1.1.info': info('v1.1.7'),
  });
  expect(await registry.readVersion?.(client, 'github.com/Azure/sdk', 'v1.1.0-RC.1')).toMatchObject({
    version: 'v1.1.0-RC.1',
    isPrerelease: true,
    publishedAt: new Date('2024-01-02T03:04:05Z'),
  });
  expect(await registry.readVersion?.(client, 'github.com/Azure/sdk', 'v1.1')).toBeNull();
  expect(await registry.readVersion?.(client, 'github.com/Azure/sdk', 'v9.0.0')).toBeNull();
});
