import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { askRegistry, bodyText, registryOrigin } from '../../../../tests/support/registry-requests.ts';

describe('a project page', () => {
  test.each(['acme-strings', 'Acme_Strings', 'acme.-strings'])(
    'is found as %s and links relative files',
    async (name) => {
      const response = await askRegistry('pypi', `/simple/${name}/`);
      expect(response.status).toBe(200);
      expect(response.headers['content-type']).toBe('text/html; charset=UTF-8');
      expect(response.headers).not.toHaveProperty('etag');
      const page = bodyText(response);
      expect(page).toMatch(
        /^<!DOCTYPE html><html><head><title>Links for acme-strings<\/title><\/head><body><h1>Links for acme-strings<\/h1><a href=/u,
      );
      expect(page).toMatch(
        /<a href="1\.2\.0\/acme_strings-1\.2\.0\.tar\.gz#sha256=[0-9a-f]{64}" data-requires-python="&gt;=3\.8" data-gpg-sig="false" >acme_strings-1\.2\.0\.tar\.gz<\/a><br\/>/u,
      );
      expect(page).toMatch(/<\/a><br\/><\/body><\/html>$/u);
    },
  );

  test('marks a yanked version, lists a pre-release and hides an archived version', async () => {
    const page = bodyText(await askRegistry('pypi', '/simple/acme-strings/'));
    expect(page).toMatch(/href="1\.1\.0\/[^>]*data-yanked="Capitalises[^"]*; use 1\.1\.1\."/u);
    expect(page.match(/data-yanked/gu)).toHaveLength(2);
    expect(page).toContain('1.3.0b1');
    expect(page).not.toContain('0.9.0');
  });

  test('moves to its canonical address where the last slash is missing', async () => {
    const response = await askRegistry('pypi', '/simple/Acme.Strings');
    expect(response.status).toBe(301);
    expect(response.headers['location']).toBe(`${registryOrigin}/pypi/shop/simple/acme-strings/`);
  });

  test.each([
    ['application/vnd.pypi.simple.v1+json', 406],
    ['application/json', 406],
    ['application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01', 200],
    ['application/vnd.pypi.simple.v1+json, text/html;q=0', 406],
    ['*/*', 200],
  ])('is HTML only: Accept %s answers %i', async (accept, status) => {
    expect((await askRegistry('pypi', '/simple/acme-strings/', { headers: { accept } })).status).toBe(status);
  });

  test.each(['/simple/', '/simple', '/', '/acme-strings/json'])('is all there is: %s answers 404', async (path) => {
    expect((await askRegistry('pypi', path)).status).toBe(404);
  });
});

test('files come from the same host with the promised hash, whole even if a range is asked for', async () => {
  const page = bodyText(await askRegistry('pypi', '/simple/acme-greeting/'));
  const links = [...page.matchAll(/href="([^"#]+)#sha256=([0-9a-f]+)"/gu)];
  expect(links).toHaveLength(8);
  for (const [, path, hash] of links) {
    const response = await askRegistry('pypi', `/simple/acme-greeting/${path}`, { headers: { range: 'bytes=0-9' } });
    expect(response.status).toBe(200);
    expect(
      createHash('sha256')
        .update(Buffer.from(response.body ?? ''))
        .digest('hex'),
    ).toBe(hash);
  }
  expect((await askRegistry('pypi', `/simple/acme-greeting/${links[1]?.[1]}.metadata`)).status).toBe(404);
});

test('a wheel records every file', async () => {
  const path = '/simple/acme-greeting/1.2.0/acme_greeting-1.2.0-py3-none-any.whl';
  const files = unzipSync(Buffer.from((await askRegistry('pypi', path)).body ?? ''));
  const read = (name: string) => Buffer.from(files[`acme_greeting-1.2.0.dist-info/${name}`] ?? '').toString();
  expect(read('METADATA')).toContain('Requires-Dist: acme-strings~=1.2.0\n');
  expect(read('WHEEL')).toContain('Root-Is-Purelib: true\n');
  const recorded = read('RECORD')
    .trim()
    .split('\n')
    .map((line) => line.split(',')[0] ?? '');
  expect(new Set(recorded)).toEqual(new Set(Object.keys(files)));
});
