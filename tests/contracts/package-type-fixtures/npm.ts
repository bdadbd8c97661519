import * as fc from 'fast-check';
import type { ServedAnswer } from '../../support/registry-server.ts';
import type { HeldPackage, PackageTypeFixture } from './fixture.ts';

const name = '@acme/ui';

const identifier = fc.oneof(fc.nat(30).map(String), fc.stringMatching(/^[a-z][a-z0-9-]{0,4}$/));
const number = fc.oneof(fc.nat(3), fc.nat(Number.MAX_SAFE_INTEGER));

export const npmFixture: PackageTypeFixture = {
  id: 'NPM',
  repositoryPath: '/npm/shop/',
  packageName: name,
  serve: (held, origin) => (path) => (path === '/npm/shop/@acme%2fui' ? packument(held, origin) : undefined),

  names: [
    ['left-pad', 'left-pad'],
    ['@acme/ui', '@acme/ui'],
    ['@Acme/UI.kit_2', '@Acme/UI.kit_2'],
    ['JSONStream', 'JSONStream'],
    ["it's~(old)!*", "it's~(old)!*"],
    ['a', 'a'],
    ['7zip-bin', '7zip-bin'],
    ['x'.repeat(214), 'x'.repeat(214)],
  ],
  noNames: [
    '@acme',
    '@acme/',
    '@/ui',
    '@acme/ui/more',
    '@acme//ui',
    '@acme%2fui',
    '@@acme/ui',
    '@acme/@ui',
    'acme/ui',
    '.bin',
    '_private',
    '-flag',
    '@.acme/ui',
    '@acme/.ui',
    'node_modules',
    'Favicon.ico',
    'x'.repeat(215),
    'left-pad@1.3.0',
    '@acme/ui@1.0.0',
    'npm:left-pad',
    'left:pad',
    'left+pad',
    'left,pad',
    'left&pad',
    '"left-pad"',
  ],

  ascending: [
    '0.0.0-0',
    '0.0.0',
    '0.0.1-alpha',
    '0.0.1-alpha.1',
    '0.0.1-alpha.beta',
    '0.0.1-beta.2',
    '0.0.1-beta.11',
    '0.0.1-rc.1',
    '0.0.1',
    '0.0.2',
    '0.1.0',
    '0.9.0',
    '0.10.0',
    '1.0.0-2',
    '1.0.0-10',
    '1.0.0-a',
    '1.0.0',
    '2.0.0',
    '10.0.0',
    '10.0.9007199254740991',
  ],
  equal: [
    ['1.2.3', 'v1.2.3'],
    ['1.2.3', '1.2.3+build.7'],
    ['1.2.3-rc.1+one', '1.2.3-rc.1+two'],
  ],
  prereleases: ['1.0.0-0', '1.0.0-rc.1', '1.0.0-x+y'],
  releases: ['1.0.0', '1.0.0+build-1', '0.0.0'],
  noVersions: [
    '',
    '1',
    '1.2',
    '1.2.3.4',
    '01.2.3',
    '1.2.3-',
    'latest',
    '^1.0.0',
    '1.2.3-01',
    '1.2.x',
    `1.0.0-${'9'.repeat(300)}`,
  ],
  requirements: [
    ['1.4.0', '^1.2.0', true],
    ['2.0.0', '^1.2.0', false],
    ['0.3.0', '^0.2.1', false],
    ['1.2.9', '~1.2.3', true],
    ['1.3.0', '~1.2.3', false],
    ['1.5.0', '>=1.2.0 <2', true],
    ['3.1.0', '^1.0.0 || ^3.0.0', true],
    ['1.2.3', '1.2.3', true],
    ['1.2.4', '1.2.3', false],
    ['1.2.4', '1.x', true],
    ['1.2.4', '1.2.3 - 1.3', true],
    ['1.0.0', '*', true],
    ['1.0.0', '', true],
    ['1.0.0-rc.1', '*', false],
    ['1.0.0-rc.2', '^1.0.0-rc.1', true],
    ['1.1.0-rc.1', '^1.0.0-rc.1', false],
    ['18.2.0', 'npm:react@^18.0.0', true],
    ['17.0.0', 'npm:@acme/react@^18.0.0', false],
    ['17.0.0', 'npm:@acme/react', true],
    ['1.0.0', 'latest', false],
    ['1.0.0', 'https://example.com/ui-1.0.0.tgz', false],
    ['1.0.0', 'git+ssh://git@example.com/acme/ui.git#semver:^1.0.0', false],
    ['1.0.0', 'file:../ui', false],
    ['1.0.0', 'workspace:*', false],
    ['1.0.0', 'acme/ui', false],
    ['no version', '*', false],
    ['1.0.0', `${'1.0.0 || '.repeat(100_000)}1.0.0`, false],
  ],
  versions: fc.oneof(
    fc
      .tuple(number, number, number, fc.array(identifier, { maxLength: 3 }), fc.option(identifier))
      .map(([major, minor, patch, labels, build]) => {
        const label = labels.length > 0 ? `-${labels.join('.')}` : '';
        return `${major}.${minor}.${patch}${label}${build === null ? '' : `+${build}`}`;
      }),
    fc.constantFrom('1.0', 'v1.0.0', ' 1.0.0', '1.0.0 ', '=1.0.0', '1.0.0-', '99999999999999999999.0.0'),
  ),
  numbered: (index) => `${Math.floor(index / 1_000)}.${index % 1_000}.0`,

  whereNothingIs: { unknown: 'not-found', gone: 'gone' },
  says: { published: true, withdrawn: true },
  requirement: { name: '@acme/log', requirement: '^1.2.0' },
  mayPass: new Set(),
  hostileVersion: '1.0.0',
  hostile: () => () => ({
    headers: { 'content-type': 'application/json' },
    body: `{"__proto__":{"polluted":"top"},"constructor":{"prototype":{"polluted":1}},"name":"@acme/ui",
      "dist-tags":{"__proto__":"1.0.0","constructor":"1.0.0","latest":"1.0.0"},
      "versions":{"__proto__":{"polluted":"version"},"constructor":{"prototype":{"polluted":"version"}},
        "1.0.0":{"__proto__":{"deprecated":"polluted"},"constructor":{"polluted":true}},"toString":{}},
      "time":{"__proto__":{"polluted":"time"},"constructor":"2024-01-01T00:00:00.000Z","1.0.0":"2024-01-01T00:00:00.000Z"}}`,
  }),
};

function packument({ versions, latest }: HeldPackage, origin: string): ServedAnswer {
  const body = JSON.stringify({
    _id: name,
    name,
    'dist-tags': latest === undefined ? {} : { latest },
    versions: Object.fromEntries(
      versions.map(({ version, withdrawn, isWhole }) => [
        version,
        {
          name,
          version,
          ...(withdrawn && { deprecated: withdrawn }),
          ...(isWhole && {
            dependencies: { '@acme/log': '^1.2.0' },
            dist: { tarball: `${origin}/npm/shop/@acme/ui/-/ui-${version}.tgz`, shasum: '0'.repeat(40) },
          }),
        },
      ]),
    ),
    time: {
      created: '2020-01-01T00:00:00.000Z',
      ...Object.fromEntries(
        versions.flatMap(({ version, publishedAt }) => (publishedAt ? [[version, publishedAt.toISOString()]] : [])),
      ),
    },
  });
  return { headers: { 'content-type': 'application/json' }, body };
}
