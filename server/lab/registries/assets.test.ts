import { afterEach, expect, test, vi } from 'vitest';
import { askRegistry } from '../../../tests/support/registry-requests.ts';
import { assetHost, isAssetHost, serveAsset } from './assets.ts';
import type { AssetRequest } from './exchange.ts';

afterEach(() => vi.useRealTimers());

test('the host is the one AWS has published for the region', () => {
  expect(assetHost('us-east-1')).toBe('assets-193858265520-us-east-1.s3.us-east-1.amazonaws.com');
  expect(isAssetHost(assetHost('eu-north-1'))).toBe(true);
  expect(isAssetHost(assetHost('ca-central-1'))).toBe(true);
  expect(isAssetHost('assets-193858265520-us-east-1.s3.us-east-2.amazonaws.com')).toBe(false);
  expect(isAssetHost('acme-111122223333.d.codeartifact.us-east-1.amazonaws.com')).toBe(false);
});

test('serves what a package endpoint redirected to', async () => {
  const asset = await redirected();
  const response = serveAsset(asset);
  expect(response.status).toBe(200);
  expect(response.headers['content-length']).toBe(String(Buffer.byteLength(response.body ?? '')));
  expect(Buffer.from(response.body ?? '').subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
});

test('refuses an Authorization header beside the signed URL, and does not repeat it', async () => {
  const response = serveAsset({ ...(await redirected()), headers: { authorization: 'Bearer very-secret' } });
  expect(response.status).toBe(400);
  expect(String(response.body)).toContain('Only one auth mechanism allowed');
  expect(String(response.body)).not.toContain('very-secret');
});

test('notices every change to what was signed', async () => {
  const asset = await redirected();
  const longer = new URLSearchParams(asset.query);
  longer.set('X-Amz-Expires', '90000');
  const changes: Partial<AssetRequest>[] = [
    { host: `${asset.host}:443` },
    { path: `${asset.path}0` },
    { method: 'HEAD' },
    { query: longer },
  ];
  for (const change of changes) {
    const response = serveAsset({ ...asset, ...change });
    expect(response.status).toBe(403);
    expect(String(response.body)).toContain('<Code>SignatureDoesNotMatch</Code>');
  }
});

test('a URL expires, and without a signature there is nothing to see', async () => {
  const asset = await redirected();
  expect(String(serveAsset({ ...asset, query: new URLSearchParams() }).body)).toContain('<Code>AccessDenied</Code>');
  vi.useFakeTimers({ now: Date.now() + 901_000 });
  expect(String(serveAsset(asset).body)).toContain('Request has expired');
});

async function redirected(): Promise<AssetRequest> {
  const response = await askRegistry('npm', '/@acme/greeting/-/greeting-1.0.0.tgz');
  expect(response.status).toBe(302);
  const location = new URL(response.headers.location ?? '');
  return { method: 'GET', host: location.host, path: location.pathname, query: location.searchParams, headers: {} };
}
