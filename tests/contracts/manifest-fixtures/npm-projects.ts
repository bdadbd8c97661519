import type { ManifestFixture } from './fixture.ts';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const manifest = json({
  name: 'shop',
  dependencies: { express: '^4.18.0', pad: 'npm:left-pad@^1.3.0' },
  devDependencies: { mocha: '~10.2.0' },
});

export const npmProjects: ManifestFixture['projects'] = [
  {
    title: 'a package.json without a lockfile, aliases, git, archives, folders and overrides included',
    files: {
      'package.json': `{
  "dependencies": {
    "pad": "npm:left-pad@^1.3.0",
    "ui": "git+ssh://git@git.acme.example/ui.git#v2",
    "short": "acme/short",
    "archive": "https://files.acme.example/a.tgz",
    "local": "file:../local",
    "tagged": "latest"
  },
  "peerDependencies": { "react": ">=17" },
  "optionalDependencies": { "fsevents": "^2" },
  "overrides": { "tar": "6.2.1", "a@1": { "b": "2.0.0", ".": "1.1.0" }, "tagged": "$tagged" },
  "resolutions": { "**/x/@y/z": "3.0.0" }
}`,
    },
    dependencies: [
      'left-pad@? direct at package.json:3 <- package.json:3 ^1.3.0',
      'ui@? direct git at package.json:4 <- package.json:4 (git+ssh://git@git.acme.example/ui.git#v2)',
      'short@? direct git at package.json:5 <- package.json:5 (acme/short)',
      'archive@? direct url at package.json:6 <- package.json:6 (https://files.acme.example/a.tgz)',
      'local@? direct local at package.json:7 <- package.json:7 (file:../local)',
      'tagged@? direct at package.json:8 <- package.json:8 latest',
      'react@? direct peer at package.json:10 <- package.json:10 >=17',
      'fsevents@? direct optional at package.json:11 <- package.json:11 ^2',
    ],
    constraints: [
      'override tar 6.2.1 at package.json:12',
      'override a > b 2.0.0 at package.json:12',
      'override a 1.1.0 at package.json:12',
      'override tagged latest at package.json:12',
      'override x > @y/z 3.0.0 at package.json:13',
    ],
  },
  {
    title: 'package-lock v1, with a nested version and a development tree',
    files: {
      'package.json': manifest,
      'package-lock.json': json({
        lockfileVersion: 1,
        dependencies: {
          express: {
            version: '4.18.2',
            resolved: 'https://npm.acme.example/express/-/express-4.18.2.tgz',
            integrity: 'sha512-x',
            requires: { debug: '2.6.9' },
            dependencies: { debug: { version: '2.6.9' } },
          },
          pad: { version: 'npm:left-pad@1.3.0' },
          mocha: { version: '10.2.0', dev: true, requires: { debug: '4.3.4' } },
          debug: { version: '4.3.4', dev: true },
        },
      }),
    },
    dependencies: [
      'express@4.18.2 direct at package-lock.json:4 <- package.json:4 ^4.18.0',
      'debug@2.6.9 at package-lock.json:12 <- express 2.6.9',
      'left-pad@1.3.0 direct at package-lock.json:17 <- package.json:5 ^1.3.0',
      'mocha@10.2.0 direct development at package-lock.json:20 <- package.json:8 ~10.2.0',
      'debug@4.3.4 development at package-lock.json:27 <- mocha 4.3.4',
    ],
  },
  {
    title: 'package-lock v3 with workspaces, a cycle and a missing edge',
    files: {
      'package.json': json({ name: 'root', workspaces: ['packages/*'], dependencies: { a: '^1' } }),
      'packages/web/package.json': json({ name: 'web', dependencies: { b: '^2', root: '*', lib: '*' } }),
      'package-lock.json': json({
        lockfileVersion: 3,
        packages: {
          '': { name: 'root', workspaces: ['packages/*'], dependencies: { a: '^1' } },
          'node_modules/a': {
            version: '1.0.0',
            dependencies: { b: '^1', gone: '*' },
            peerDependencies: { absent: '*' },
          },
          'node_modules/b': { version: '1.5.0', dependencies: { a: '^1' } },
          'node_modules/lib': { resolved: 'packages/lib', link: true },
          'node_modules/web': { resolved: 'packages/web', link: true },
          'packages/lib': { dependencies: { a: '1.x' } },
          'packages/web': { dependencies: { b: '^2' } },
          'packages/web/node_modules/b': { version: '2.0.0', inBundle: true },
        },
      }),
    },
    dependencies: [
      'a@1.0.0 direct at package-lock.json:13 <- b ^1, package-lock.json:37 1.x, package.json:7 ^1',
      'b@1.5.0 at package-lock.json:23 <- a ^1',
      'b@2.0.0 direct at package-lock.json:47 <- packages/web/package.json:4 ^2',
      'lib@? direct local at packages/web/package.json:6 <- packages/web/package.json:6 *',
      'root@? direct local at packages/web/package.json:5 <- packages/web/package.json:5 *',
    ],
    remarks: [
      'package-lock.json:13 a asks for gone, which the lockfile does not hold.',
      'package-lock.json: It does not hold root, which line 5 of packages/web/package.json asks for; it is out of date.',
    ],
  },
  {
    title: 'yarn.lock of Yarn 1',
    files: {
      'package.json': manifest,
      'yarn.lock': `# yarn lockfile v1


debug@2.6.9, "debug@^2.6.0":
  version "2.6.9"
  resolved "https://npm.acme.example/debug/-/debug-2.6.9.tgz#5d128515df134ff327e90a4c93f4e077a536341f"

express@^4.18.0:
  version "4.18.2"
  integrity sha512-abc
  dependencies:
    debug "2.6.9"
  optionalDependencies:
    fsevents "^2.0.0"

mocha@~10.2.0:
  version "10.2.0"

"pad@npm:left-pad@^1.3.0":
  version "1.3.0"
`,
    },
    dependencies: [
      'debug@2.6.9 at yarn.lock:4 <- express 2.6.9',
      'express@4.18.2 direct at yarn.lock:8 <- package.json:4 ^4.18.0',
      'mocha@10.2.0 direct development at yarn.lock:16 <- package.json:8 ~10.2.0',
      'left-pad@1.3.0 direct at yarn.lock:19 <- package.json:5 ^1.3.0',
    ],
  },
  {
    title: 'yarn.lock of Yarn 4',
    files: {
      'package.json': manifest,
      'yarn.lock': `__metadata:
  version: 8
  cacheKey: 10c0

"debug@npm:2.6.9, debug@npm:^2.6.0":
  version: 2.6.9
  resolution: "debug@npm:2.6.9"
  languageName: node

"express@npm:^4.18.0":
  version: 4.18.2
  resolution: "express@npm:4.18.2"
  dependencies:
    debug: "npm:2.6.9"

"mocha@npm:~10.2.0":
  version: 10.2.0
  resolution: "mocha@npm:10.2.0"

"pad@npm:left-pad@^1.3.0":
  version: 1.3.0
  resolution: "left-pad@npm:1.3.0"

"shop@workspace:.":
  version: 0.0.0-use.local
  resolution: "shop@workspace:."
  dependencies:
    express: "npm:^4.18.0"
`,
    },
    dependencies: [
      'debug@2.6.9 at yarn.lock:5 <- express 2.6.9',
      'express@4.18.2 direct at yarn.lock:10 <- package.json:4 ^4.18.0',
      'mocha@10.2.0 direct development at yarn.lock:16 <- package.json:8 ~10.2.0',
      'left-pad@1.3.0 direct at yarn.lock:20 <- package.json:5 ^1.3.0',
    ],
  },
  {
    title: 'pnpm-lock of version 9, with peers and a catalog',
    files: {
      'package.json': json({
        dependencies: { react: 'catalog:', ui: 'npm:@acme/ui@^1.0.0', sibling: 'workspace:*' },
      }),
      'pnpm-workspace.yaml': 'packages: [packages/*]\ncatalog:\n  react: ^18.0.0\n',
      'pnpm-lock.yaml': `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      react:
        specifier: 'catalog:'
        version: 18.3.1
      sibling:
        specifier: workspace:*
        version: link:packages/sibling
      ui:
        specifier: npm:@acme/ui@^1.0.0
        version: '@acme/ui@1.0.0(react@18.3.1)'

packages:

  '@acme/ui@1.0.0':
    resolution: {integrity: sha512-abc==}
    peerDependencies:
      react: '>=17'
    deprecated: |-
      Use something else:
        really

  react@18.3.1:
    resolution: {integrity: sha512-def==, tarball: https://npm.acme.example/react.tgz}

snapshots:

  '@acme/ui@1.0.0(react@18.3.1)':
    dependencies:
      react: 18.3.1

  react@18.3.1: {}
`,
    },
    dependencies: [
      '@acme/ui@1.0.0 direct at pnpm-lock.yaml:19 <- package.json:4 ^1.0.0',
      'react@18.3.1 direct at pnpm-lock.yaml:27 <- @acme/ui >=17, package.json:3 ^18.0.0',
      'sibling@? direct local at package.json:5 <- package.json:5 (workspace:*)',
    ],
  },
  {
    title: 'pnpm-lock of version 5 without a package.json',
    files: {
      'pnpm-lock.yaml': `lockfileVersion: 5.4
specifiers:
  mocha: ^10.0.0
  vue: ^3.0.0
devDependencies:
  mocha: 10.2.0
dependencies:
  vue: 3.4.0_typescript@5.0.0
packages:
  /mocha/10.2.0:
    resolution: {integrity: sha512-a==}
    dev: true
  /vue/3.4.0_typescript@5.0.0:
    resolution: {integrity: sha512-b==}
    dev: false
`,
    },
    dependencies: [
      'mocha@10.2.0 direct development at pnpm-lock.yaml:10 <- pnpm-lock.yaml:6 ^10.0.0',
      'vue@3.4.0 direct at pnpm-lock.yaml:13 <- pnpm-lock.yaml:8 ^3.0.0',
    ],
  },
  {
    title: 'two lockfiles that disagree',
    files: {
      'package.json': json({ dependencies: { a: '^1' } }),
      'package-lock.json': json({
        lockfileVersion: 3,
        packages: { '': { dependencies: { a: '^1' } }, 'node_modules/a': { version: '1.0.0' } },
      }),
      'yarn.lock': '# yarn lockfile v1\n\na@^1:\n  version "1.1.0"\n',
    },
    dependencies: [
      'a@1.0.0 direct at package-lock.json:9 <- package.json:3 ^1',
      'a@1.1.0 direct at yarn.lock:3 <- package.json:3 ^1',
    ],
    remarks: ['yarn.lock:3 It disagrees with package-lock.json: it has a 1.1.0, and that one has 1.0.0.'],
  },
];
