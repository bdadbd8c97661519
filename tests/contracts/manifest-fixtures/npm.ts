import * as fc from 'fast-check';
import type { ManifestFixture } from './fixture.ts';
import { npmProjects } from './npm-projects.ts';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((name) => name !== 'node_modules');
const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((numbers) => numbers.join('.'));
const held = fc.uniqueArray(
  fc.record({
    name: fc.oneof(
      word,
      fc.tuple(word, word).map(([scope, name]) => `@${scope}/${name}`),
    ),
    version,
  }),
  { minLength: 1, maxLength: 20, selector: ({ name }) => name },
);

export const npmManifests: ManifestFixture = {
  id: 'NPM',
  recognised: [
    ['package.json', 'manifest'],
    ['package-lock.json', 'lockfile'],
    ['npm-shrinkwrap.json', 'lockfile'],
    ['yarn.lock', 'lockfile'],
    ['pnpm-lock.yaml', 'lockfile'],
    ['pnpm-workspace.yaml', 'configuration'],
    ['.npmrc', 'configuration'],
  ],
  unknown: ['package.json.bak', 'my-package.json', 'tsconfig.json', 'pnpm-lock.yml', 'PACKAGE.JSON'],

  projects: npmProjects,

  broken: [
    {
      title: 'a package.json that is no JSON',
      path: 'package.json',
      text: '{\n  "name": "x",\n  "dependencies": {\n    "a": "1"\n    "b": "2"\n  }\n}',
      line: 5,
      reason: /^It is no valid JSON: Expected ',' or '}' after property value\.$/,
    },
    {
      title: 'an empty package.json',
      path: 'package.json',
      text: '',
      line: 1,
      reason: /^It is no valid JSON: Unexpected end of JSON input\.$/,
    },
    { title: 'a package.json that is a list', path: 'package.json', text: '[]', line: 1, reason: /no object/ },
    {
      title: 'a name that is none',
      path: 'package.json',
      text: '{"dependencies": {\n"__proto__": "1.0.0" }}',
      line: 2,
      reason: /^__proto__ is no name of a package, and was left out\./,
    },
    {
      title: 'a lockfile of the future',
      path: 'package-lock.json',
      text: '{\n"lockfileVersion": 4\n}',
      line: 2,
      reason: /lockfileVersion 4; 1, 2 and 3 can be read/,
    },
    {
      title: 'a text that calls itself yarn.lock',
      path: 'yarn.lock',
      text: 'Dear all,\nthe lockfile is gone.',
      line: 1,
      reason: /^It is no lockfile of Yarn/,
    },
    {
      title: 'a pnpm-lock without a version',
      path: 'pnpm-lock.yaml',
      text: 'packages: {}\n',
      line: 1,
      reason: /^It has no lockfileVersion\.$/,
    },
    {
      title: 'aliases that multiply',
      path: 'pnpm-lock.yaml',
      text: "lockfileVersion: '9.0'\na: &a ['x','x']\nb: &b [*a,*a]\n",
      line: 2,
      reason: /anchor, alias or tag/,
    },
    {
      title: 'a pnpm-lock indented with tabs',
      path: 'pnpm-lock.yaml',
      text: "lockfileVersion: '9.0'\n\tpackages:\n",
      line: 2,
      reason: /indented with a tab/,
    },
    {
      title: 'a workspace file that is no YAML',
      path: 'pnpm-workspace.yaml',
      text: 'packages:\n  - "a\n',
      line: 3,
      reason: /^It is no valid YAML: /,
    },
  ],

  generated: held.map((packages) => ({
    files: {
      'package.json': json({
        dependencies: Object.fromEntries(packages.map((each) => [each.name, `^${each.version}`])),
      }),
      'package-lock.json': json({
        lockfileVersion: 3,
        packages: Object.fromEntries([
          ['', {}],
          ...packages.map((each) => [`node_modules/${each.name}`, { version: each.version }]),
        ]),
      }),
    },
    locked: packages.map((each) => `${each.name} ${each.version}`),
  })),

  hostile: {
    'package.json':
      '{"__proto__": {"polluted": 1}, "dependencies": {"__proto__": "1", "constructor": "^1", "toString": "2"}, "overrides": {"__proto__": {"polluted": "1"}}}',
    'package-lock.json':
      '{"lockfileVersion": 3, "packages": {"": {}, "__proto__": {"polluted": 1}, "node_modules/__proto__": {"version": "1"}, "node_modules/constructor": {"version": "1.0.0", "dependencies": {"__proto__": "*", "toString": "*"}}}}',
    'yarn.lock':
      '# yarn lockfile v1\n\n"__proto__@1":\n  version "1"\n  dependencies:\n    __proto__ "1"\n\nconstructor@^1:\n  version "1.0.0"\n',
    'pnpm-lock.yaml':
      "lockfileVersion: '9.0'\n__proto__:\n  polluted: 1\npackages:\n  __proto__@1.0.0:\n    __proto__: {polluted: 1}\n  constructor@1.0.0:\n    resolution: {__proto__: x, integrity: y}\n",
    'pnpm-workspace.yaml': 'catalog:\n  __proto__: 1\noverrides:\n  __proto__: {polluted: 1}\n',
  },
};
