import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { askRegistry, bodyJson, registryOrigin } from '../../../../tests/support/registry-requests.ts';
import { serveAsset } from '../registry.ts';

const base = `${registryOrigin}/nuget/shop/v3`;

const serviceIndexShape = z.object({
  version: z.literal('3.0.0'),
  resources: z.array(z.object({ '@id': z.string(), '@type': z.string() })),
});

const registrationShape = z.object({
  count: z.literal(1),
  items: z.tuple([
    z.object({
      lower: z.string(),
      upper: z.string(),
      items: z.array(
        z.object({
          '@id': z.string(),
          catalogEntry: z.object({ id: z.string(), version: z.string(), listed: z.boolean() }),
          packageContent: z.string(),
        }),
      ),
    }),
  ]),
});

test('the service index names where everything is', async () => {
  const { resources } = serviceIndexShape.parse(bodyJson(await askRegistry('nuget', '/v3/index.json')));
  const places = Object.fromEntries(resources.map((resource) => [resource['@type'], resource['@id']]));
  expect(places).toMatchObject({
    'PackageBaseAddress/3.0.0': `${base}/flatcontainer/`,
    'RegistrationsBaseUrl/3.6.0': `${base}/registration4/`,
    SearchQueryService: `${base}/query`,
    'PackagePublish/2.0.0': `${base}/package`,
  });
});

test('the flat container lists versions under the id in lower case only', async () => {
  const response = await askRegistry('nuget', '/v3/flatcontainer/acme.strings/index.json');
  expect(bodyJson(response)).toEqual({ versions: ['1.0.0', '1.1.1', '1.2.0', '1.3.0-beta.1'] });
  expect((await askRegistry('nuget', '/v3/flatcontainer/Acme.Strings/index.json')).status).toBe(404);
});

test('a package comes from the asset host, even an unlisted one, but not an archived one', async () => {
  const path = (version: string) => `/v3/flatcontainer/acme.strings/${version}/acme.strings.${version}.nupkg`;
  expect((await askRegistry('nuget', path('1.1.0'))).status).toBe(307);
  expect((await askRegistry('nuget', path('0.9.0'))).status).toBe(404);
  const response = await askRegistry('nuget', path('1.2.0'));
  const location = new URL(response.headers['location'] ?? '');
  const asset = { method: 'GET', host: location.host, path: location.pathname, query: location.searchParams };
  const files = unzipSync(Buffer.from(serveAsset({ ...asset, headers: {} }).body ?? ''));
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['Acme.Strings.nuspec', '[Content_Types].xml', '_rels/.rels']),
  );
});

test('there is no nuspec beside the package', async () => {
  expect((await askRegistry('nuget', '/v3/flatcontainer/acme.strings/1.2.0/acme.strings.nuspec')).status).toBe(404);
});

test('the registration is compressed, complete, and tells unlisted from listed', async () => {
  const response = await askRegistry('nuget', '/v3/registration4/tiny.colours/index.json', {
    headers: { 'accept-encoding': 'gzip' },
  });
  expect(response.headers['content-encoding']).toBe('gzip');
  const [page] = registrationShape.parse(bodyJson(response)).items;
  expect(page.items.map(({ catalogEntry }) => catalogEntry)).toMatchObject([
    { id: 'tiny.colours', version: '0.9.0', listed: false },
    { id: 'tiny.colours', version: '1.0.0', listed: true },
    { id: 'tiny.colours', version: '1.1.0', listed: true },
  ]);
  for (const item of page.items) {
    expect((await askRegistry('nuget', item['@id'].slice(base.length - '/v3'.length))).status).toBe(200);
    expect((await askRegistry('nuget', item.packageContent.slice(base.length - '/v3'.length))).status).toBe(307);
  }
});

test('search finds by part of the id and leaves pre-releases out unless asked', async () => {
  const found = bodyJson(await askRegistry('nuget', '/v3/query?q=greet&take=5'));
  expect(found).toMatchObject({ totalHits: 1, data: [{ id: 'acme.greeting', version: '1.2.0' }] });
  const withPreReleases = bodyJson(await askRegistry('nuget', '/v3/query?q=Greet&prerelease=true'));
  expect(withPreReleases).toMatchObject({ data: [{ version: '1.3.0-rc.1' }] });
});
