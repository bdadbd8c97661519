import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AskedChange,
  changedLines,
  rewriteFiles,
  withLineEnds,
} from '../../../../../../../tests/support/npm-rewrite.ts';
import { integrityOf, type Universe } from '../../../../../../../tests/support/npm-universe.ts';

const UNIVERSE: Universe = {
  app: { '1.1.0': { dependencies: { lib: '^1.0.0' } } },
  lib: {
    '1.0.1': { dependencies: { deep: '^1.0.0' }, engines: { node: '>=12', npm: '^6 || ^7' }, bin: { lib: './cli.js' } },
    '1.0.2': { dependencies: { missing: '^1.0.0' } },
    '1.0.3': { peerDependencies: { host: '*' } },
    '1.0.4': {},
  },
  deep: { '1.0.1': {}, '2.0.0': {} },
  host: { '1.0.1': {} },
  guest: { '1.0.1': { peerDependencies: { host: '^1.0.0' } }, '1.0.2': { peerDependencies: { host: '^2.0.0' } } },
};
const MANIFEST = `{
  "name": "shop",
  "dependencies": {
    "app": "^1.0.0",
    "guest": "^1.0.0",
    "host": "^1.0.0"
  }
}
`;

const NINE = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
      app:
        specifier: ^1.0.0
        version: 1.0.0
      guest:
        specifier: ^1.0.0
        version: 1.0.0(host@1.0.0)
      host:
        specifier: ^1.0.0
        version: 1.0.0

packages:

  app@1.0.0:
    resolution: {integrity: sha512-app}

  deep@1.0.0:
    resolution: {integrity: sha512-deep}

  guest@1.0.0:
    resolution: {integrity: sha512-guest}
    peerDependencies:
      host: ^1.0.0

  host@1.0.0:
    resolution: {integrity: sha512-host}

  lib@1.0.0:
    resolution: {integrity: sha512-lib}

snapshots:

  app@1.0.0:
    dependencies:
      lib: 1.0.0

  deep@1.0.0: {}

  guest@1.0.0(host@1.0.0):
    dependencies:
      host: 1.0.0

  host@1.0.0: {}

  lib@1.0.0:
    dependencies:
      deep: 1.0.0
`;

const SIX = `lockfileVersion: '6.0'

dependencies:
  app:
    specifier: ^1.0.0
    version: 1.0.0
  guest:
    specifier: ^1.0.0
    version: 1.0.0(host@1.0.0)
  host:
    specifier: ^1.0.0
    version: 1.0.0

packages:

  /app@1.0.0:
    resolution: {integrity: sha512-app}
    dependencies:
      lib: 1.0.0
    dev: false

  /deep@1.0.0:
    resolution: {integrity: sha512-deep}
    dev: false

  /guest@1.0.0(host@1.0.0):
    resolution: {integrity: sha512-guest}
    peerDependencies:
      host: ^1.0.0
    dependencies:
      host: 1.0.0
    dev: false

  /host@1.0.0:
    resolution: {integrity: sha512-host}
    dev: false

  /lib@1.0.0:
    resolution: {integrity: sha512-lib}
    dependencies:
      deep: 1.0.0
    dev: false
`;

const rewrite = (lockfile: string, asked: AskedChange[], files: Record<string, string> = {}) =>
  rewriteFiles(UNIVERSE, { 'package.json': MANIFEST, 'pnpm-lock.yaml': lockfile, ...files }, ...asked);

it('changes what version 9 says of a package, and who leads to it', async () => {
  const { files, refused, commands } = await rewrite(NINE, [['lib', '1.0.0', '1.0.1']]);
  expect([refused, commands]).toEqual([[], []]);
  expect(changedLines(NINE, files['pnpm-lock.yaml'] ?? '')).toEqual([
    '- lib@1.0.0:',
    '- resolution: {integrity: sha512-lib}',
    '- lib: 1.0.0',
    '- lib@1.0.0:',
    '+ lib@1.0.1:',
    `+ resolution: {integrity: ${integrityOf(UNIVERSE, 'lib', '1.0.1')}}`,
    "+ engines: {node: '>=12', npm: ^6 || ^7}",
    '+ hasBin: true',
    '+ lib: 1.0.1',
    '+ lib@1.0.1:',
  ]);
});

describe.each([
  ['6', SIX, '/'],
  ['9', NINE, ''],
])('pnpm-lock.yaml of version %s', (_, lockfile, slash) => {
  const text = async (...asked: AskedChange[]): Promise<string> => {
    const { files, refused } = await rewrite(lockfile, asked);
    expect(refused).toEqual([]);
    return files['pnpm-lock.yaml'] ?? '';
  };

  it('changes the keys that a peer is part of', async () => {
    const changed = await text(['host', '1.0.0', '1.0.1']);
    expect(changed).toContain('version: 1.0.0(host@1.0.1)');
    expect(changed).toContain(`  ${slash}guest@1.0.0(host@1.0.1):\n`);
    expect(changed).not.toContain('host@1.0.0');
  });

  it('raises what the project asks for', async () => {
    const { files } = await rewrite(lockfile, [['app', '1.0.0', '1.1.0', 'requirement']]);
    expect(changedLines(MANIFEST, files['package.json'] ?? '')).toEqual(['- "app": "^1.0.0",', '+ "app": "^1.1.0",']);
    expect(files['pnpm-lock.yaml']).toMatch(/ app:\n +specifier: \^1\.1\.0\n +version: 1\.1\.0\n/);
  });

  it('takes away what nobody asks for any more', async () => {
    expect(await text(['lib', '1.0.0', '1.0.4'])).not.toContain('deep');
  });

  it.each([
    [
      ['lib', '1.0.0', '1.0.2'],
      /asks for missing \^1\.0\.0, which nothing in pnpm-lock\.yaml satisfies.*`pnpm update lib --lockfile-only`/,
    ],
    [['lib', '1.0.0', '1.0.3'], /has other peers \(host\) than 1\.0\.0 \(none\).*`pnpm install --lockfile-only`/],
    [['guest', '1.0.0', '1.0.2'], /asks for its peer host as \^2\.0\.0, and pnpm-lock\.yaml has 1\.0\.0/],
  ] as [AskedChange, RegExp][])('refuses %j, and makes the others', async (asked, reason) => {
    const { files, refused } = await rewrite(lockfile, [asked, ['deep', '1.0.0', '1.0.1']]);
    expect(refused.map((one) => one.reason)).toEqual([expect.stringMatching(reason)]);
    expect(files['pnpm-lock.yaml']).toBe(await text(['deep', '1.0.0', '1.0.1']));
  });

  it('keeps line ends, and the end of the file', async () => {
    const changes: AskedChange[] = [
      ['lib', '1.0.0', '1.0.1'],
      ['deep', '1.0.0', '1.0.1'],
      ['host', '1.0.0', '1.0.1'],
      ['app', '1.0.0', '1.1.0', 'requirement'],
      ['guest', '1.0.0', '1.0.1', 'override'],
    ];
    await fc.assert(
      fc.asyncProperty(fc.subarray(changes, { minLength: 1 }), fc.boolean(), async (asked, isCut) => {
        const manifest = MANIFEST.replace('{', '{\n  "packageManager": "pnpm@9.0.0",');
        const texts = { 'package.json': manifest, 'pnpm-lock.yaml': isCut ? lockfile.trimEnd() : lockfile };
        const plain = await rewriteFiles(UNIVERSE, texts, ...asked);
        const other = await rewriteFiles(UNIVERSE, withLineEnds(texts, '\r\n'), ...asked);
        expect(plain.refused).toEqual([]);
        expect(other.files).toEqual(withLineEnds(plain.files, '\r\n'));
        expect(plain.files['pnpm-lock.yaml']?.endsWith('\n')).toBe(!isCut);
      }),
      { numRuns: 20 },
    );
  });
});

describe('an override of pnpm', () => {
  const asked: AskedChange[] = [['deep', '1.0.0', '2.0.0', 'override']];

  it.each([
    [
      'in package.json where pnpm 9 reads it',
      { 'package.json': MANIFEST.replace('{', '{\n  "packageManager": "pnpm@9.1.0",') },
    ],
    [
      'in package.json where others are',
      { 'package.json': MANIFEST.replace('{', '{\n  "pnpm": { "overrides": { "x": "1" } },') },
    ],
  ])('stands %s', async (_, given) => {
    const { files } = await rewrite(NINE, asked, given);
    expect(JSON.parse(files['package.json'] ?? '')).toMatchObject({ pnpm: { overrides: { 'deep@<2.0.0': '2.0.0' } } });
    expect(files['pnpm-lock.yaml']).toContain('\noverrides:\n  deep@<2.0.0: 2.0.0\n\nimporters:\n');
  });

  it.each([
    ['', 'overrides:\n  deep@<2.0.0: 2.0.0\n'],
    ['packages:\n  - web\n', 'packages:\n  - web\n\noverrides:\n  deep@<2.0.0: 2.0.0\n'],
    [
      'overrides:\n    # kept\n    x: 1 # here\nnext: 1\n',
      'overrides:\n    # kept\n    x: 1 # here\n    deep@<2.0.0: 2.0.0\nnext: 1\n',
    ],
    ["overrides: { 'x': 1 }\n", "overrides: { deep@<2.0.0: 2.0.0, 'x': 1 }\n"],
    ["overrides:\n  'deep': '1.0.0' # pinned", "overrides:\n  'deep': '2.0.0' # pinned"],
  ])('stands in pnpm-workspace.yaml %j', async (given, expected) => {
    const manifest = { 'package.json': MANIFEST.replace('{', '{\n  "packageManager": "pnpm@10.1.0",') };
    const { files } = await rewrite(NINE, asked, { ...manifest, 'pnpm-workspace.yaml': given });
    expect(files['pnpm-workspace.yaml']).toBe(expected);
    expect(files['package.json']).toBeUndefined();
  });

  it('is refused where its file would be a new one', async () => {
    const { files, refused } = await rewrite(NINE, asked);
    expect(files).toEqual({});
    expect(refused[0]?.reason).toMatch(/pnpm-workspace\.yaml, which is not among the files/);
  });
});

it('raises the catalog that a requirement comes from', async () => {
  const workspace = "packages: ['.']\ncatalog:\n  app: '^1.0.0' # ours\n";
  const catalogs = '\ncatalogs:\n  default:\n    app:\n      specifier: ^1.0.0\n      version: 1.0.0\n';
  const lockfile = NINE.replace('\nimporters:', `${catalogs}\nimporters:`).replace(
    'specifier: ^1.0.0',
    'specifier: ^1.0.0',
  );
  const inCatalog = lockfile.replace(
    '      app:\n        specifier: ^1.0.0',
    "      app:\n        specifier: 'catalog:'",
  );
  const { files, refused } = await rewrite(inCatalog, [['app', '1.0.0', '1.1.0', 'requirement']], {
    'package.json': MANIFEST.replace('"app": "^1.0.0"', '"app": "catalog:"'),
    'pnpm-workspace.yaml': workspace,
  });
  expect(refused).toEqual([]);
  expect(files['pnpm-workspace.yaml']).toBe(workspace.replace('^1.0.0', '^1.1.0'));
  expect(files['package.json']).toBeUndefined();
  expect(files['pnpm-lock.yaml']).toContain('      specifier: ^1.1.0\n      version: 1.1.0\n');
  expect(files['pnpm-lock.yaml']).toContain("        specifier: 'catalog:'\n        version: 1.1.0\n");
});
