import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type RegistryServer, startRegistryServer } from '../../../../../../../tests/support/registry-server.ts';
import { resolveTree, type TreeInput } from './resolve-tree.ts';

const INPUT: TreeInput = {
  manifests: new Map([['', JSON.stringify({ name: 'shop', dependencies: { lib: '^1.0.0' } })]]),
  lockfile: { lockfileVersion: 3, requires: true, packages: {} },
  lockfileVersion: 3,
  written: [],
};
const PACKUMENT = {
  name: 'lib',
  'dist-tags': { latest: '1.0.0' },
  versions: { '1.0.0': { name: 'lib', version: '1.0.0', dist: { tarball: 'https://npm.example/lib-1.0.0.tgz' } } },
};

let registry: RegistryServer;
let scratch: string;
beforeEach(async () => {
  [registry, scratch] = await Promise.all([startRegistryServer(), mkdtemp(join(tmpdir(), 'scratch-'))]);
  vi.stubEnv('TMPDIR', scratch);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([registry.close(), rm(scratch, { recursive: true })]);
});

function resolve(signal: AbortSignal = new AbortController().signal) {
  return resolveTree(INPUT, { registry: { url: registry.origin, token: 'secret' }, settings: {}, signal });
}

it('leaves nothing behind', async () => {
  registry.serve(() => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(PACKUMENT) }));
  const { lockfile, unmet } = await resolve();
  expect(lockfile).toMatchObject({ packages: { 'node_modules/lib': { version: '1.0.0' } } });
  expect(unmet).toEqual([]);
  expect(registry.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret']);
  expect(await readdir(scratch)).toEqual([]);
});

it('leaves nothing behind where it fails, and says what the resolver said', async () => {
  await expect(resolve()).rejects.toThrow(/404 Not Found - GET .*\/lib/);
  expect(await readdir(scratch)).toEqual([]);
});

it('stops in the middle when it is told to, and leaves nothing behind', async () => {
  const stop = new AbortController();
  let before: string[] = [];
  registry.serve(() => {
    before = readdirSync(scratch);
    stop.abort(new Error('stopped'));
    return { delayMs: 30_000 };
  });
  await expect(resolve(stop.signal)).rejects.toThrow('stopped');
  expect(before).toHaveLength(1);
  expect(await readdir(scratch)).toEqual([]);
});
