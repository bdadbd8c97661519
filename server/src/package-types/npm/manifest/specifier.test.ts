import { describe, expect, it } from 'vitest';
import { readPnpmKey } from './pnpm-key.ts';
import { readSpecifier } from './specifier.ts';

describe('what stands behind a name', () => {
  it.each([
    ['^1.2.3', 'x', 'registry', '^1.2.3'],
    ['', 'x', 'registry', '*'],
    ['>=1 <2 || 3.x', 'x', 'registry', '>=1 <2 || 3.x'],
    ['latest', 'x', 'registry', 'latest'],
    ['npm:y@^1', 'y', 'registry', '^1'],
    ['npm:@acme/y@^1', '@acme/y', 'registry', '^1'],
    ['npm:@acme/y', '@acme/y', 'registry', '*'],
    ['npm:^1.0.0', 'x', 'registry', '^1.0.0'],
    ['npm:latest', 'x', 'registry', 'latest'],
    ['patch:y@npm%3A1.0.0#./y.patch', 'y', 'registry', '1.0.0'],
    ['jsr:@std/path@^1', '@jsr/std__path', 'registry', '^1'],
    ['workspace:*', 'x', 'local', null],
    ['file:../y', 'x', 'local', null],
    ['link:./y', 'x', 'local', null],
    ['portal:./y', 'x', 'local', null],
    ['../y', 'x', 'local', null],
    ['~/y', 'x', 'local', null],
    ['C:\\y', 'x', 'local', null],
    ['acme/y#semver:^1', 'x', 'git', null],
    ['github:acme/y', 'x', 'git', null],
    ['git@git.acme.example:acme/y.git', 'x', 'git', null],
    ['git+https://git.acme.example/y.git', 'x', 'git', null],
    ['https://git.acme.example/y.git#main', 'x', 'git', null],
    ['https://files.acme.example/y.tgz', 'x', 'url', null],
  ])('%j', (written, name, source, requirement) => {
    expect(readSpecifier('x', written)).toMatchObject({ name, source, requirement });
  });
});

describe('a key of pnpm', () => {
  it.each([
    ['/a/1.0.0', 5.4, '/a/1.0.0', 'a', '1.0.0'],
    ['/@s/a/1.0.0_b@2.0.0', 5.4, '/@s/a/1.0.0', '@s/a', '1.0.0'],
    ['/a@1.0.0(b@2.0.0)(c@3.0.0)', 6, '/a@1.0.0', 'a', '1.0.0'],
    ['@s/a@1.0.0-rc.1(b@2.0.0(d@1.0.0))', 9, '@s/a@1.0.0-rc.1', '@s/a', '1.0.0-rc.1'],
    ['a@file:../a', 9, 'a@file:../a', 'a', null],
    ['a@https://files.acme.example/a.tgz', 9, 'a@https://files.acme.example/a.tgz', 'a', null],
    ['git.acme.example/acme/a/0123456789abcdef', 6, 'git.acme.example/acme/a/0123456789abcdef', 'a', null],
  ])('%s of version %d', (written, lockfileVersion, key, name, version) => {
    expect(readPnpmKey(written, lockfileVersion)).toMatchObject({ key, name, version });
  });
});
