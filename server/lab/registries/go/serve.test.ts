import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { askRegistry, bodyJson, bodyText } from '../../../../tests/support/registry-requests.ts';

test('lists versions, retracted ones included, archived ones not', async () => {
  const list = bodyText(await askRegistry('go', '/go.acme.example/strings/@v/list'));
  expect(list).toBe('v1.0.0\nv1.1.0\nv1.1.1\nv1.2.0\nv1.3.0-beta.1\n');
  expect(bodyText(await askRegistry('go', '/go.acme.example/strings/@v/v1.2.0.mod'))).toContain('retract v1.1.0 //');
  expect((await askRegistry('go', '/go.acme.example/strings/@v/v0.9.0.info')).status).toBe(404);
});

test('the latest is the highest release', async () => {
  expect(bodyJson(await askRegistry('go', '/go.acme.example/greeting/@latest'))).toEqual({
    Version: 'v1.2.0',
    Time: '2025-04-08T09:00:00Z',
  });
});

test('a zip holds everything below module and version', async () => {
  const response = await askRegistry('go', '/go.acme.example/greeting/@v/v1.2.0.zip');
  expect(Object.keys(unzipSync(Buffer.from(response.body ?? ''))).sort()).toEqual([
    'go.acme.example/greeting@v1.2.0/go.mod',
    'go.acme.example/greeting@v1.2.0/greeting.go',
  ]);
});

test('capital letters are escaped', async () => {
  expect((await askRegistry('go', '/go.tiny.example/!colours/@v/v1.1.0.info')).status).toBe(200);
  expect((await askRegistry('go', '/go.tiny.example/Colours/@v/v1.1.0.info')).status).toBe(404);
});

test('there is no checksum database behind it, and branches are unknown', async () => {
  expect((await askRegistry('go', '/sumdb/sum.example/supported')).status).toBe(404);
  expect((await askRegistry('go', '/go.acme.example/greeting/@v/main.info')).status).toBe(404);
});
