import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapePath, unescapePath } from './escape.ts';

it.each([
  ['github.com/Azure/azure-sdk-for-go', 'github.com/!azure/azure-sdk-for-go'],
  ['github.com/BurntSushi/toml', 'github.com/!burnt!sushi/toml'],
  ['v1.0.0-RC.1', 'v1.0.0-!r!c.1'],
  ['go.acme.example/log', 'go.acme.example/log'],
])('writes %j as %j', (path, escaped) => {
  expect(escapePath(path)).toBe(escaped);
  expect(unescapePath(escaped)).toBe(path);
});

it.each(['github.com/Azure', 'a!', 'a!!b', 'a!B', 'a!1'])('says that nobody escapes a path as %j', (escaped) => {
  expect(unescapePath(escaped)).toBeNull();
});

it('gives every path one escaped form, without a capital letter, and the path back', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9._~/-]{0,40}$/), (path) => {
      const escaped = escapePath(path);
      expect(escaped).not.toMatch(/[A-Z]/);
      expect(unescapePath(escaped)).toBe(path);
    }),
  );
});
