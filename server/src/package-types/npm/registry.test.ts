import { expect, it } from 'vitest';
import type { RegistryAnswer, RegistryClient } from '../package-type.ts';
import { registry } from './registry.ts';

interface Asked {
  url: string;
  accept: string;
}

/** A repository that answers everything with one document. */
function repositoryWith(
  document: unknown,
  more: Partial<RegistryAnswer> = {},
  url = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/shop/',
): RegistryClient & { asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    url,
    get(address, { accept }) {
      asked.push({ url: address, accept });
      const body = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
      return Promise.resolve({ status: 200, headers: {}, body, ...more });
    },
  };
}

const manifest = (version: string, more: object = {}) => ({
  name: 'ui',
  version,
  dependencies: { deprecated: 'x' },
  ...more,
});

it('asks for one document, with the slash of a scoped name escaped', async () => {
  const base = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/shop';
  for (const url of [base, `${base}/`]) {
    const client = repositoryWith({ versions: {} }, {}, url);
    await registry.readPackage(client, '@acme/ui');
    await registry.readNewest(client, 'left-pad');
    expect(client.asked).toEqual([
      { url: `${base}/@acme%2fui`, accept: 'application/json' },
      { url: `${base}/left-pad`, accept: 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8' },
    ]);
  }
});

it('lists a full document', async () => {
  const listing = await registry.readPackage(
    repositoryWith({
      name: 'ui',
      'dist-tags': { latest: '1.1.0', next: '2.0.0-rc.1' },
      versions: {
        '1.0.0': manifest('1.0.0', { deprecated: 'Use 1.1.0,\n\tplease' }),
        '1.1.0': manifest('1.1.0', { deprecated: false }),
        '2.0.0-rc.1': manifest('2.0.0-rc.1'),
      },
      time: {
        created: '2024-01-01T00:00:00.000Z',
        '1.0.0': '2024-01-02T03:04:05.678Z',
        '1.1.0': 'no time',
        '0.9.0': '2023-01-01T00:00:00.000Z',
      },
    }),
    'ui',
  );
  expect(listing).toEqual({
    latest: '1.1.0',
    mentioned: new Map([['0.9.0', new Date('2023-01-01T00:00:00.000Z')]]),
    versions: [
      {
        version: '1.0.0',
        isPrerelease: false,
        publishedAt: new Date('2024-01-02T03:04:05.678Z'),
        withdrawn: 'Use 1.1.0, please',
      },
      { version: '1.1.0', isPrerelease: false, publishedAt: null, withdrawn: null },
      { version: '2.0.0-rc.1', isPrerelease: true, publishedAt: null, withdrawn: null },
    ],
  });
});

it('lists an abbreviated document where that is all the repository has', async () => {
  const document = {
    name: 'ui',
    modified: '2024-01-01T00:00:00.000Z',
    'dist-tags': { latest: '1.0.0' },
    versions: { '1.0.0': {} },
  };
  expect(await registry.readPackage(repositoryWith(document), 'ui')).toEqual({
    latest: '1.0.0',
    mentioned: new Map(),
    versions: [{ version: '1.0.0', isPrerelease: false, publishedAt: null, withdrawn: null }],
  });
});

it.each([
  ['a text', 'It leaks', 'It leaks'],
  ['true', true, 'The maintainer deprecated it and gave no reason.'],
  ['white space', ' \n ', 'The maintainer deprecated it and gave no reason.'],
  ['an empty text, which takes it back', '', null],
  ['false', false, null],
  ['null', null, null],
  ['an object', { deprecated: 'x' }, null],
])('reads `deprecated` with %s', async (_what, deprecated, withdrawn) => {
  const { versions } = await registry.readPackage(
    repositoryWith({ versions: { '1.0.0': manifest('1.0.0', { deprecated }) } }),
    'ui',
  );
  expect(versions[0]?.withdrawn).toBe(withdrawn);
});

it.each([
  ['the tag', { 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': {}, '2.0.0': {} } }, '1.0.0', '1.0.0'],
  ['the newest release where nothing is tagged', { versions: { '1.2.0': {}, '1.10.0': {}, '2.0.0-rc.1': {} } }, '1.10.0', '1.10.0'],
  ['the newest release where the tag names a version that is not here', { 'dist-tags': { latest: '9.0.0' }, versions: { '1.0.0': {}, '1.0.1': {} } }, '1.0.1', '1.0.1'],
  ['the tag though it is deprecated, but newest is another', { 'dist-tags': { latest: '2.0.0' }, versions: { '1.0.0': {}, '1.5.0': {}, '2.0.0': { deprecated: 'x' } } }, '2.0.0', '1.5.0'],
  ['the tag though other versions are deprecated as well', { 'dist-tags': { latest: '2.0.0' }, versions: { '1.0.0': {}, '1.5.0': { deprecated: 'x' }, '2.0.0': { deprecated: 'x' } } }, '2.0.0', '1.0.0'],
  ['the tag that stands behind the versions', { versions: { '1.0.0': {}, '2.0.0': { deprecated: 'x' } }, 'dist-tags': { latest: '2.0.0' } }, '2.0.0', '1.0.0'],
  ['nothing where there are pre-releases only', { versions: { '1.0.0-a': {}, '1.0.0-b': {} } }, null, '1.0.0-b'],
  ['nothing where there are no versions', { versions: {} }, null, null],
  ['nothing where all were taken back', { name: 'ui', time: { unpublished: { versions: ['1.0.0'] } } }, null, null],
])('takes for latest %s', async (_what, document, latest, newest) => {
  expect((await registry.readPackage(repositoryWith(document), 'ui')).latest).toBe(latest);
  expect(await registry.readNewest(repositoryWith(document), 'ui')).toBe(newest);
}); // prettier-ignore

it('leaves out what is no version', async () => {
  const document = { versions: { latest: {}, '1.0': {}, '1.0.0': {}, '1.0.1': null, '1.0.2': 'x', '': {} } };
  const { versions } = await registry.readPackage(repositoryWith(document), 'ui');
  expect(versions.map(({ version }) => version)).toEqual(['1.0.0']);
});

it.each([
  ['{"error":"not for you"}', /lists no versions/],
  ['<html>', /no whole JSON document/],
  ['{"versions":{"1.0.0":{', /ends in the middle/],
])('says of %s that it was not expected', async (body, message) => {
  const asked = registry.readPackage(repositoryWith(body, { headers: { 'x-amzn-requestid': 'request-1' } }), 'ui');
  await expect(asked).rejects.toMatchObject({
    reason: 'unexpected-content',
    awsRequestId: 'request-1',
    message: expect.stringMatching(message) as string,
  });
});

it('reads one version from its own document, deprecation included, and no other version', async () => {
  const client = repositoryWith({ name: '@acme/ui', version: '1.0.0-rc.1', deprecated: 'Use 2.' });
  expect(await registry.readVersion?.(client, '@acme/ui', '1.0.0-rc.1')).toEqual({
    version: '1.0.0-rc.1',
    isPrerelease: true,
    publishedAt: null,
    withdrawn: 'Use 2.',
  });
  expect(client.asked.map(({ url }) => url)).toEqual([`${client.url}@acme%2fui/1.0.0-rc.1`]);
  await expect(registry.readVersion?.(client, '@acme/ui', '1.0.0')).rejects.toThrow('no manifest of 1.0.0');
});

it('names versions that only tags and times still know', async () => {
  const client = repositoryWith({
    'dist-tags': { latest: '1.0.0', next: '2.0.0-rc.1' },
    versions: { '1.0.0': manifest('1.0.0') },
    time: {
      created: '2020-01-01T00:00:00.000Z',
      '1.0.0': '2024-01-01T00:00:00.000Z',
      '0.9.0': '2023-01-01T00:00:00.000Z',
    },
  });
  const { mentioned } = await registry.readPackage(client, 'ui');
  expect([...(mentioned ?? [])]).toEqual([
    ['2.0.0-rc.1', null],
    ['0.9.0', new Date('2023-01-01T00:00:00.000Z')],
  ]);
});
