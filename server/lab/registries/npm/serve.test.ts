import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askRegistry, bodyJson, bodyText, registryOrigin } from '../../../../tests/support/registry-requests.ts';
import { serveAsset } from '../registry.ts';

const packumentShape = z.object({
  name: z.string(),
  'dist-tags': z.record(z.string(), z.string()),
  time: z.record(z.string(), z.string()).optional(),
  versions: z.record(
    z.string(),
    z.object({
      deprecated: z.string().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      dist: z.object({ tarball: z.string(), integrity: z.string(), shasum: z.string() }),
    }),
  ),
});

describe('a packument', () => {
  test.each(['/@acme%2fgreeting', '/@acme%2Fgreeting', '/@acme/greeting'])('is found at %s', async (path) => {
    const packument = packumentShape.parse(bodyJson(await askRegistry('npm', path)));
    expect(packument.name).toBe('@acme/greeting');
    expect(packument['dist-tags']).toEqual({ latest: '1.2.0', next: '1.3.0-rc.1' });
    expect(packument.time?.['1.0.0']).toBe('2024-02-13T09:00:00Z');
    expect(packument.versions['1.2.0']).toMatchObject({
      dependencies: { '@acme/strings': '~1.2.0' },
      dist: { tarball: `${registryOrigin}/npm/shop/@acme/greeting/-/greeting-1.2.0.tgz` },
    });
  });

  test('shows a withdrawn version as deprecated and hides an archived one', async () => {
    const { versions } = packumentShape.parse(bodyJson(await askRegistry('npm', '/@acme/strings')));
    expect(versions['1.1.0']?.deprecated).toContain('use 1.1.1');
    expect(versions).not.toHaveProperty('0.9.0');
    expect((await askRegistry('npm', '/@acme/strings/-/strings-0.9.0.tgz')).status).toBe(404);
  });

  test('is the full one whatever the client accepts, unless the lab is told otherwise', async () => {
    const headers = { accept: 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8' };
    const full = await askRegistry('npm', '/@acme/strings', { headers });
    expect(full.headers['content-type']).toBe('application/json');
    expect(packumentShape.parse(bodyJson(full)).time).toBeDefined();
    const short = await askRegistry('npm', '/@acme/strings', { headers, options: { abbreviatedNpm: true } });
    expect(short.headers['content-type']).toBe('application/vnd.npm.install-v1+json');
    expect(packumentShape.parse(bodyJson(short)).time).toBeUndefined();
  });

  test('is compressed where that is accepted, and not sent again where it is known', async () => {
    const compressed = await askRegistry('npm', '/ms', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(packumentShape.parse(bodyJson(compressed)).name).toBe('ms');
    const again = await askRegistry('npm', '/ms', { headers: { 'if-none-match': compressed.headers['etag'] } });
    expect(again).toMatchObject({ status: 304, body: null });
  });
});

test('a tarball comes from the asset host and has the promised hashes', async () => {
  const path = '/@acme/strings/-/strings-1.2.0.tgz';
  const response = await askRegistry('npm', path);
  expect(response.status).toBe(302);
  const location = new URL(response.headers['location'] ?? '');
  expect(location.host).toBe('assets-193858265520-us-east-1.s3.us-east-1.amazonaws.com');
  const { body } = serveAsset({
    method: 'GET',
    host: location.host,
    path: location.pathname,
    query: location.searchParams,
    headers: {},
  });
  const { versions } = packumentShape.parse(bodyJson(await askRegistry('npm', '/@acme/strings')));
  const hash = createHash('sha512')
    .update(Buffer.from(body ?? ''))
    .digest('base64');
  expect(versions['1.2.0']?.dist.integrity).toBe(`sha512-${hash}`);
});

test('ping is all there is beside packages', async () => {
  const ping = await askRegistry('npm', '/-/ping');
  expect([ping.status, bodyText(ping)]).toEqual([200, '{}']);
  for (const path of ['/-/whoami', '/-/v1/search?text=acme', '/-/all', '/']) {
    expect((await askRegistry('npm', path)).status).toBe(404);
  }
  expect((await askRegistry('npm', '/-/npm/v1/security/advisories/bulk', { method: 'POST' })).status).toBe(404);
});
