import * as fc from 'fast-check';
import type { ServedAnswer } from '../../support/registry-server.ts';
import type { HeldPackage, PackageTypeFixture } from './fixture.ts';

const name = 'acme.billing';
const base = '/nuget/shop/v3';

const digits = fc.oneof(fc.nat(3).map(String), fc.constantFrom('00', '01', '2147483648', '9'.repeat(25)));
const label = fc.oneof(fc.nat(30).map(String), fc.stringMatching(/^[A-Za-z0-9-]{1,4}$/));

/** More versions than this stand on a page of their own. */
const LARGEST_INDEX = 64;
const LARGEST_PAGE = 1_000;

export const nugetFixture: PackageTypeFixture = {
  id: 'NUGET',
  repositoryPath: `${base}/index.json`,
  packageName: name,
  serve: (held, origin) => (path) => answerTo(held, origin, path),

  names: [
    ['Newtonsoft.Json', 'newtonsoft.json'],
    ['jQuery', 'jquery'],
    ['Acme_Billing.Core-Preview', 'acme_billing.core-preview'],
    ['_x', '_x'],
    ['7zip', '7zip'],
    ['x'.repeat(100), 'x'.repeat(100)],
  ],
  noNames: [
    '.Acme', 'Acme.', 'Acme..Billing', 'Acme.-Billing', '-Acme', 'Acme-', 'Acme/1.0.0', 'Acme@1.0.0', 'Acme+Billing',
    'Acme Billing', 'x'.repeat(101),
  ], // prettier-ignore

  ascending: [
    '0.0.1-alpha', '0.0.1', '0.9', '0.10', '1.0.0-1', '1.0.0-2', '1.0.0-10', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta',
    '1.0.0-beta.2', '1.0.0-BETA.10', '1.0.0-rc', '1.0', '1.0.0.1-rc', '1.0.0.1', '1.0.0.10', '1.0.1', '1.10.0', '2',
    '2147483648.0.0', '99999999999999999999.0',
  ], // prettier-ignore
  equal: [
    ['1', '1.0.0.0'],
    ['1.0', '1.0.0'],
    ['01.02.03', '1.2.3'],
    ['1.0.0-BETA', '1.0.0-beta'],
    ['1.0.0+one', '1.0.0+two'],
    ['1.0.0-rc.1+one', '1.0-RC.1'],
  ],
  prereleases: ['1.5.0-rc.1', '1.0.0-0', '1.0.0.1-x+y'],
  releases: ['1.0', '1.0.0.1', '1.0.0+a-b'],
  noVersions: [
    '',
    'v1.0.0',
    '1.0.0.0.0',
    '1.',
    '.1',
    '1.0.0-',
    '1.0.0-a..b',
    '1.0.0+',
    '1.0.0-a_b',
    '1.*',
    '[1.0]',
    ' 1.0',
    '-1.0',
    '1.0.0-é',
  ],
  requirements: [
    ['1.0.0', '1.0', true],
    ['2.5.0', '1.0', true],
    ['0.9.0', '1.0', false],
    ['1.1.0-rc', '1.0', true],
    ['1.0.0', '[1.0]', true],
    ['1.0.1', '[1.0]', false],
    ['1.5.0', '[1.0,2.0)', true],
    ['2.0.0', '[1.0, 2.0)', false],
    ['2.0.0', '[1.0,2.0]', true],
    ['1.0.0', '(1.0,2.0)', false],
    ['0.1.0', '(,1.0]', true],
    ['1.0.1', '(,1.0]', false],
    ['1.0.1', '(1.0,)', true],
    ['1.0.0', '(1.0)', false],
    ['1.0.0', '[]', false],
    ['1.0.0', '[,]', false],
    ['1.0.0', '[1.0,2.0,3.0]', false],
    ['1.0.0', '[1.0,2.0', false],
    ['1.9.0', '1.*', true],
    ['2.0.0', '1.*', false],
    ['1.9.0-rc', '1.*', false],
    ['1.9.0-rc', '1.*-*', true],
    ['1.2.9', '1.2.*', true],
    ['1.3.0', '1.2.*', false],
    ['1.2.3.4', '1.2.3.*', true],
    ['3.0.0', '*', true],
    ['3.0.0-rc', '*', false],
    ['3.0.0-rc', '*-*', true],
    ['1.0.0-beta.2', '1.0.0-*', true],
    ['1.0.0', '1.0.0-*', true],
    ['1.0.1', '1.0.0-*', false],
    ['1.0.0-beta.2', '1.0.0-beta.*', true],
    ['1.0.0-alpha', '1.0.0-beta.*', false],
    ['1.5.0', '[1.*,2.0)', true],
    ['1.0.0', 'latest', false],
    ['no version', '1.0', false],
  ],
  versions: fc.oneof(
    fc
      .tuple(
        fc.array(digits, { minLength: 1, maxLength: 4 }),
        fc.array(label, { maxLength: 3 }),
        fc.option(label, { nil: null }),
      )
      .map(([numbers, labels, build]) => {
        const release = labels.length > 0 ? `-${labels.join('.')}` : '';
        return `${numbers.join('.')}${release}${build === null ? '' : `+${build}`}`;
      }),
    fc.constantFrom('1.0.0-006', '1.0.0-6', '1.0.0-00', '1.0.0-A', '1.0.0-a'),
  ),
  numbered: (index) => `${Math.floor(index / 1_000)}.${index % 1_000}.0`,

  whereNothingIs: { unknown: 'no-repository', gone: 'no-repository' },
  says: { published: true, withdrawn: true },
  requirement: { name: 'acme.log', requirement: '[1.2.0, )' },
  mayPass: new Set(),
  hostileVersion: '1.0.0',
  hostile: (origin) => (path) => {
    const body = path.endsWith('/v3/index.json')
      ? `{"__proto__":{"polluted":1},"resources":[{"__proto__":{"@type":"RegistrationsBaseUrl/3.6.0","@id":"https://polluted.example/"}},
          {"@id":"${origin}${base}/registration/","@type":["constructor","RegistrationsBaseUrl"],"constructor":{"polluted":true}}]}`
      : `{"__proto__":{"polluted":"top"},"constructor":{"prototype":{"polluted":1}},"items":[{"__proto__":{"polluted":1},"items":[
          {"catalogEntry":{"__proto__":{"listed":false},"version":"1.0.0","deprecation":null}},
          {"__proto__":{"catalogEntry":{"version":"polluted"}}},
          {"catalogEntry":{"version":"1.1.0","deprecation":{"reasons":["constructor","__proto__"],"__proto__":{"message":"polluted"}}}},
          {"catalogEntry":{"version":"__proto__"}}]}]}`;
    return { headers: { 'content-type': 'application/json' }, body };
  },
};

function answerTo(held: HeldPackage, origin: string, path: string): ServedAnswer | undefined {
  const pages = pagesOf(held);
  const page = /^\/nuget\/shop\/v3\/registration4\/acme\.billing\/page\/(\d+)\.json$/.exec(path);
  if (path === `${base}/index.json`) return json(serviceIndex(origin));
  if (path === `${base}/registration4/${name}/index.json`) return json(registrationIndex(pages, origin));
  return page ? json({ items: pages[Number(page[1])]?.map(leaf) ?? [] }) : undefined;
}

function pagesOf({ versions }: HeldPackage): HeldPackage['versions'][] {
  if (versions.length <= LARGEST_INDEX) return [versions];
  return Array.from({ length: Math.ceil(versions.length / LARGEST_PAGE) }, (_, page) =>
    versions.slice(page * LARGEST_PAGE, (page + 1) * LARGEST_PAGE),
  );
}

function serviceIndex(origin: string): object {
  const resource = (path: string, type: string) => ({ '@id': `${origin}${base}/${path}`, '@type': type });
  return {
    version: '3.0.0',
    resources: [
      resource('query', 'SearchQueryService'),
      resource('flatcontainer/', 'PackageBaseAddress/3.0.0'),
      resource('registration-old/', 'RegistrationsBaseUrl'),
      resource('registration4/', 'RegistrationsBaseUrl/3.6.0'),
    ],
  };
}

function registrationIndex(pages: HeldPackage['versions'][], origin: string): object {
  const items = pages.map((versions, page) => ({
    '@id': `${origin}${base}/registration4/${name}/page/${page}.json`,
    count: versions.length,
    lower: versions[0]?.version,
    upper: versions.at(-1)?.version,
    ...(pages.length === 1 && { items: versions.map(leaf) }),
  }));
  return { count: items.length, items };
}

function leaf({ version, publishedAt, withdrawn, isWhole }: HeldPackage['versions'][number]): object {
  return {
    catalogEntry: {
      id: 'Acme.Billing',
      version,
      listed: true,
      published: (publishedAt ?? new Date('2024-01-01T00:00:00Z')).toISOString(),
      ...(withdrawn !== undefined && { deprecation: { reasons: ['Legacy'], message: withdrawn } }),
      ...(isWhole && {
        dependencyGroups: [{ targetFramework: 'net8.0', dependencies: [{ id: 'Acme.Log', range: '[1.2.0, )' }] }],
      }),
    },
  };
}

function json(value: object): ServedAnswer {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
