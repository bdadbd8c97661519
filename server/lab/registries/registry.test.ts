import { describe, expect, test } from 'vitest';
import { askRegistry, bodyText } from '../../../tests/support/registry-requests.ts';

describe('every package endpoint', () => {
  test.each([
    ['npm', '/@acme%2fgreeting'],
    ['pypi', '/simple/acme-greeting/'],
    ['nuget', '/v3/index.json'],
    ['go', '/go.acme.example/greeting/@v/list'],
  ] as const)('answers HEAD like GET without the body: %s', async (format, path) => {
    const get = await askRegistry(format, path);
    const head = await askRegistry(format, path, { method: 'HEAD' });
    expect(get.status).toBe(200);
    expect(head).toMatchObject({ status: 200, body: null });
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });

  test.each([
    ['npm', '//@acme/greeting'],
    ['npm', '/@acme//greeting'],
    ['pypi', '/simple//acme-greeting/'],
    ['nuget', '//v3/index.json'],
    ['go', '/go.acme.example//greeting/@v/list'],
  ] as const)('does not know a path with a double slash: %s %s', async (format, path) => {
    expect((await askRegistry(format, path)).status).toBe(404);
  });

  test.each([
    ['npm', '/no-such-package', 'application/json'],
    ['npm', '/%zz', 'application/json'],
    ['pypi', '/simple/no-such-project/', 'text/plain; charset=UTF-8'],
    ['pypi', '/', 'text/plain; charset=UTF-8'],
    ['nuget', '/v3/flatcontainer/no.such.package/index.json', 'application/json'],
    ['nuget', '/v2/', 'application/json'],
    ['go', '/no.such.example/module/@v/list', 'text/plain; charset=UTF-8'],
  ] as const)('answers 404 for what it does not have: %s %s', async (format, path, contentType) => {
    const response = await askRegistry(format, path);
    expect(response.status).toBe(404);
    expect(response.headers['content-type']).toBe(contentType);
    expect(bodyText(response).length).toBeLessThan(100);
  });

  test('refuses to publish', async () => {
    expect((await askRegistry('npm', '/@acme%2fgreeting', { method: 'PUT' })).status).toBe(404);
    expect((await askRegistry('nuget', '/v3/package', { method: 'PUT' })).status).toBe(404);
  });
});
