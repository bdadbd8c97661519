import * as fc from 'fast-check';
import type { ServedAnswer } from '../../support/registry-server.ts';
import type { HeldPackage, PackageTypeFixture } from './fixture.ts';

const name = 'go.acme.example/Billing';
const base = '/go/shop/go.acme.example/!billing';

const number = fc.oneof(fc.nat(3).map(String), fc.constantFrom('9007199254740993', '9'.repeat(25)));
const label = fc.oneof(
  fc.nat(30).map(String),
  fc.stringMatching(/^[A-Za-z-][A-Za-z0-9-]{0,3}$/),
  fc.constantFrom('0', '20240102030405-abcdefabcdef'),
);

export const goFixture: PackageTypeFixture = {
  id: 'GO',
  repositoryPath: '/go/shop/',
  packageName: name,
  serve: (held) => (path) => answerTo(held, path),

  names: [
    ['github.com/Azure/azure-sdk-for-go', 'github.com/Azure/azure-sdk-for-go'],
    ['go.acme.example', 'go.acme.example'],
    ['go.acme.example/log/v2', 'go.acme.example/log/v2'],
    ['go.acme.example/v2ray', 'go.acme.example/v2ray'],
    ['gopkg.in/yaml.v3', 'gopkg.in/yaml.v3'],
    ['gopkg.in/fsnotify.v1-unstable', 'gopkg.in/fsnotify.v1-unstable'],
    ['example.com/a~b/_c/-d', 'example.com/a~b/_c/-d'],
  ],
  noNames: [
    'fmt', 'net/http', 'Github.com/acme/x', '-x.example/a', '.example.com/a', 'example.com/', 'example.com/.git', 'example.com/a./b',
    'example.com/a/v1', 'example.com/a/v0', 'example.com/a/v02', 'example.com/a/v2.1', 'gopkg.in/yaml', 'gopkg.in/yaml.v0-unstable', 'gopkg.in/yaml.v01', 'example.com/con', 'example.com/Aux.txt/a',
    'example.com/long~1', 'example.com/a+b', 'example.com/!acme', 'example.com/a@v1.0.0', 'example.com:8080/a', 'example.com/a:b',
  ], // prettier-ignore

  ascending: [
    'v0.0.0-20190101000000-abcdefabcdef', 'v0.0.0-20240101000000-abcdefabcdef', 'v0.0.0', 'v0.9.0', 'v0.10.0', 'v1.0.0-alpha',
    'v1.0.0-alpha.1', 'v1.0.0-alpha.beta', 'v1.0.0-beta.2', 'v1.0.0-beta.11', 'v1.0.0-rc.1', 'v1.0.0',
    'v1.0.1-0.20240102030405-abcdefabcdef', 'v1.0.1', 'v1.2', 'v1.2.3-pre.0.20240102030405-abcdefabcdef', 'v1.2.3', 'v2.0.0+incompatible',
    'v9007199254740992.0.0', 'v9007199254740993.0.0',
  ], // prettier-ignore
  equal: [
    ['v1', 'v1.0.0'],
    ['v1.2', 'v1.2.0'],
    ['v2.0.0', 'v2.0.0+incompatible'],
    ['v1.2.3+one', 'v1.2.3+two'],
  ],
  prereleases: ['v1.5.0-rc.1', 'v0.0.0-20190101000000-abcdefabcdef', 'v1.0.0-0+build'],
  releases: ['v1.0.0', 'v2.0.0+incompatible', 'v1'],
  noVersions: [
    '',
    '1.0.0',
    'v',
    'v01.0.0',
    'v1.0.0.0',
    'v1.0.0-',
    'v1.0.0-01',
    'v1.0-rc',
    'v1+meta',
    'latest',
    'V1.0.0',
    'v1.0.0 ',
    'v1.0.0-a..b',
    'go1.22',
  ],
  requirements: [
    ['v1.4.0', 'v1.2.0', true],
    ['v1.2.0', 'v1.2.0', true],
    ['v1.1.9', 'v1.2.0', false],
    ['v2.0.0', 'v1.2.0', false],
    ['v2.1.0', 'v2.0.0', true],
    ['v1.0.0', 'v0.9.0', true],
    ['v2.0.0+incompatible', 'v1.0.0', true],
    ['v3.0.0+incompatible', 'v2.0.0+incompatible', true],
    ['v3.0.0', 'v2.0.0+incompatible', false],
    ['v0.0.0-20240101000000-abcdefabcdef', 'v0.0.0-20190101000000-abcdefabcdef', true],
    ['v0.0.0-20190101000000-abcdefabcdef', 'v0.0.0-20240101000000-abcdefabcdef', false],
    ['v1.0.0', ' v1.0.0 ', true],
    ['v1.0.0', '^1.0.0', false],
    ['v1.0.0', 'latest', false],
    ['v1.0.0', '', false],
    ['1.0.0', 'v1.0.0', false],
  ],
  versions: fc.oneof(
    fc
      .tuple(
        number,
        number,
        number,
        fc.array(label, { maxLength: 3 }),
        fc.constantFrom('', '', '+incompatible', '+build.7'),
      )
      .map(
        ([major, minor, patch, labels, build]) =>
          `v${major}.${minor}.${patch}${labels.length > 0 ? `-${labels.join('.')}` : ''}${build}`,
      ),
    fc.tuple(number, number).map(([major, minor]) => `v${major}.${minor}`),
    fc.constantFrom('v1', 'v1.0.0-00', 'v1.0', 'v01.0.0'),
  ),
  numbered: (index) => `v1.${Math.floor(index / 1_000)}.${index % 1_000}`,

  // Only the latest version's time is asked for: each costs a request.
  whereNothingIs: { unknown: 'not-found', gone: 'gone' },
  says: { published: 'latest', withdrawn: true },
  requirement: { name: 'go.acme.example/log', requirement: 'v1.2.0' },
  mayPass: new Set(),
  hostileVersion: 'v1.0.0',
  hostile: () => (path) => {
    if (path.endsWith('/list')) return text('__proto__\nconstructor\nv1.0.0\nv1.0.0-__proto__\ntoString\n');
    if (path.endsWith('.mod'))
      return text(`module ${name}\n\nretract (\n\t__proto__ // polluted\n\t[constructor, __proto__] // polluted\n)\n`);
    return text(
      '{"__proto__":{"Time":"2024-01-01T00:00:00Z","polluted":1},"constructor":{"prototype":{"polluted":1}},"Version":"v1.0.0"}',
    );
  },
};

function answerTo({ versions, latest }: HeldPackage, path: string): ServedAnswer | undefined {
  const [, asked = '', kind] = /^(.*)\.(info|mod)$/.exec(path) ?? [];
  const known = new Set(versions.map(({ version }) => version));
  if (path === `${base}/@v/list`) return text(versions.map(({ version }) => `${version}\n`).join(''));
  const version = asked.startsWith(`${base}/@v/`) ? asked.slice(`${base}/@v/`.length) : '';
  if (!known.has(version)) return undefined;
  if (kind === 'mod') {
    const isWhole = versions.some((held) => held.version === version && held.isWhole);
    const needs = isWhole ? '\nrequire go.acme.example/log v1.2.0 // indirect\n' : '';
    return text(moduleFile(version === latest ? versions : []) + needs);
  }
  const time = versions.find((held) => held.version === version)?.publishedAt ?? new Date('2024-01-01T00:00:00Z');
  return text(JSON.stringify({ Version: version, Time: time.toISOString() }));
}

function moduleFile(versions: HeldPackage['versions']): string {
  const retracted = versions.filter(({ withdrawn }) => withdrawn !== undefined);
  return `module ${name}\n\ngo 1.22\n${retracted.map(({ version, withdrawn }) => `\nretract ${version} // ${withdrawn}\n`).join('')}`;
}

function text(body: string): ServedAnswer {
  return { headers: { 'content-type': 'text/plain; charset=UTF-8' }, body };
}
