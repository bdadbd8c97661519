import * as fc from 'fast-check';
import type { ManifestFixture } from './fixture.ts';

const version = fc.tuple(fc.nat(1), fc.nat(20), fc.nat(20)).map((numbers) => `v${numbers.join('.')}`);
const held = fc.uniqueArray(
  fc.record({ name: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/).map((name) => `go.acme.example/lib-${name}`), version }),
  { minLength: 1, maxLength: 20, selector: ({ name }) => name },
);

export const goManifests: ManifestFixture = {
  id: 'GO',
  recognised: [
    ['go.mod', 'manifest'],
    ['go.sum', 'lockfile'],
    ['go.work', 'configuration'],
    ['go.work.sum', 'lockfile'],
  ],
  unknown: ['go.mod.orig', 'cargo.mod', 'GO.MOD', 'main.go'],

  projects: [
    {
      title: 'a go.mod with replacements, an exclusion, pseudo-versions and indirect requirements',
      files: {
        'go.mod': `// The shop.
module go.acme.example/shop // import

go 1.21
toolchain go1.21.4

require github.com/gorilla/mux v1.8.0
require (
	"github.com/acme/billing" v0.0.0-20240102030405-abcdefabcdef // pinned
	github.com/acme/fork v1.0.0
	github.com/acme/local v1.0.0
	github.com/old/thing v2.0.0+incompatible // indirect; for a tool
)

replace github.com/acme/fork => github.com/other/fork v1.2.0

replace (
	github.com/acme/local v1.0.0 => ../local
)

exclude github.com/gorilla/mux v1.7.0

retract [v0.1.0, v0.2.0] // broken
`,
        'go.sum': `github.com/gorilla/mux v1.8.0 h1:aa=
github.com/gorilla/mux v1.8.0/go.mod h1:bb=
github.com/unused/thing v1.0.0 h1:cc=
`,
      },
      dependencies: [
        'github.com/gorilla/mux@v1.8.0 direct at go.mod:7 <- go.mod:7 v1.8.0',
        'github.com/acme/billing@v0.0.0-20240102030405-abcdefabcdef direct at go.mod:9 <- go.mod:9 v0.0.0-20240102030405-abcdefabcdef',
        'github.com/other/fork@v1.2.0 direct at go.mod:10 <- go.mod:10 (v1.0.0)',
        'github.com/acme/local@? direct local at go.mod:11 <- go.mod:11 (v1.0.0)',
        'github.com/old/thing@v2.0.0+incompatible at go.mod:12 <- go.mod:12 v2.0.0+incompatible',
      ],
      constraints: [
        'exclude github.com/gorilla/mux v1.7.0 at go.mod:21',
        'replace github.com/acme/fork github.com/other/fork v1.2.0 at go.mod:15',
        'replace github.com/acme/local ../local at go.mod:18',
      ],
    },
    {
      title: 'a go.mod of before graph pruning, whose go.sum knows the rest',
      files: {
        'go.mod': 'module go.acme.example/old\n\ngo 1.16\n\nrequire github.com/a/b v1.0.0\n',
        'go.sum':
          'github.com/a/b v1.0.0 h1:aa=\ngithub.com/c/d v1.2.0 h1:bb=\ngithub.com/c/d v1.10.0 h1:cc=\ngithub.com/e/f v1.0.0/go.mod h1:dd=\n',
      },
      dependencies: [
        'github.com/a/b@v1.0.0 direct at go.mod:5 <- go.mod:5 v1.0.0',
        'github.com/c/d@v1.10.0 at go.sum:3 <- go.sum:3 v1.10.0',
      ],
    },
    {
      title: 'a workspace',
      files: {
        'go.work': 'go 1.22\n\nuse (\n\t./api\n\t./server\n)\n\nreplace github.com/a/b => github.com/a/b v1.0.1\n',
        'api/go.mod': 'module go.acme.example/api\n\ngo 1.22\n',
        'server/go.mod':
          'module go.acme.example/server\n\ngo 1.22\n\nrequire (\n\tgithub.com/a/b v1.0.0\n\tgo.acme.example/api v0.1.0\n)\n',
      },
      dependencies: [
        'github.com/a/b@v1.0.1 direct at server/go.mod:6 <- server/go.mod:6 v1.0.0',
        'go.acme.example/api@? direct local at server/go.mod:7 <- server/go.mod:7 (v0.1.0)',
      ],
      constraints: ['replace github.com/a/b github.com/a/b v1.0.1 at go.work:8'],
    },
  ],

  broken: [
    {
      title: 'a go.mod without a module',
      path: 'go.mod',
      text: 'go 1.21\n',
      line: null,
      reason: /^It has no `module` directive/,
    },
    {
      title: 'a block that does not end',
      path: 'go.mod',
      text: 'module a.example/b\n\nrequire (\n\ta.example/c v1.0.0\n',
      line: 3,
      reason: /^The block `require \(` does not end\.$/,
    },
    {
      title: 'a quote that does not end',
      path: 'go.mod',
      text: 'module a.example/b\nrequire "a.example/c v1.0.0\n',
      line: 2,
      reason: /quote that does not end/,
    },
    {
      title: 'a requirement without a version',
      path: 'go.mod',
      text: 'module a.example/b\nrequire a.example/c\n',
      line: 2,
      reason: /^A requirement is a module path and a version, so the line was left out\.$/,
    },
    {
      title: 'a directive that is none',
      path: 'go.mod',
      text: 'module a.example/b\ndepend a.example/c v1.0.0\n',
      line: 2,
      reason: /^depend is no directive/,
    },
    {
      title: 'a path that is none',
      path: 'go.mod',
      text: 'module a.example/b\nrequire ../etc v1.0.0\n',
      line: 2,
      reason: /is no path of a module/,
    },
    {
      title: 'a go.sum with half a line',
      path: 'go.sum',
      text: 'a.example/b v1.0.0 h1:aa=\na.example/c v1\n',
      line: 2,
      reason: /module path, a version and a hash/,
    },
    {
      title: 'a go.work with something else',
      path: 'go.work',
      text: 'go 1.22\nrequire a.example/b v1.0.0\n',
      line: 2,
      reason: /no directive of a go\.work file/,
    },
  ],

  generated: held.map((modules) => ({
    files: {
      'go.mod': `module go.acme.example/shop\n\ngo 1.22\n\nrequire (\n${modules.map((each) => `\t${each.name} ${each.version} // indirect\n`).join('')})\n`,
    },
    locked: modules.map((each) => `${each.name} ${each.version}`),
  })),

  hostile: {
    'go.mod':
      'module __proto__\nrequire __proto__ v1.0.0\nrequire a.example/__proto__ v1.0.0\nreplace __proto__ => constructor v1.0.0\n',
    'go.sum': '__proto__ v1.0.0 h1:a=\nconstructor __proto__ h1:b=\na.example/constructor __proto__ h1:b=\n',
    'go.work': 'use __proto__\nreplace constructor => __proto__\n',
  },
};
