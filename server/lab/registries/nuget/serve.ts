import { redirectToAsset } from '../assets.ts';
import type { RegistryRequest, RegistryResponse } from '../exchange.ts';
import type { LabPackage } from '../lab-package.ts';
import { compressible, jsonError, unescapePath } from '../reply.ts';
import { buildNupkg } from './build.ts';
import { catalogEntry, registrationIndex, registrationLeaf } from './registration.ts';

/**
 * NuGet's v3 protocol as far as CodeArtifact has it: no v2, no `.nuspec` beside the package, ids in lower case.
 * https://learn.microsoft.com/nuget/api/overview
 */
export async function serveNuget(request: RegistryRequest): Promise<RegistryResponse> {
  const base = `${request.origin}/nuget/${request.repository}/v3`;
  const [, first = '', ...rest] = (unescapePath(request.path) ?? '').slice(1).split('/');
  if (!request.path.startsWith('/v3/')) {
    return jsonError(404, 'Not found.');
  }
  if (first === 'index.json' && rest.length === 0) {
    return json(request, serviceIndex(base));
  }
  if (first === 'query' && rest.length === 0) {
    return json(request, search(request, base));
  }
  const pkg = listedOrHidden(request).find((candidate) => candidate.name.toLowerCase() === rest[0]);
  if (pkg === undefined) {
    return jsonError(404, 'Not found.');
  }
  if (first === 'registration4' && rest.length === 2) {
    const found = registration(base, pkg, rest[1] ?? '');
    return found === undefined ? jsonError(404, 'Not found.') : json(request, found);
  }
  return first === 'flatcontainer' ? serveContent(request, pkg, rest.slice(1)) : jsonError(404, 'Not found.');
}

function registration(base: string, pkg: LabPackage, fileName: string): object | undefined {
  if (fileName === 'index.json') {
    return registrationIndex(base, pkg);
  }
  const version = pkg.versions.find((candidate) => `${lower(candidate.version)}.json` === fileName);
  return version?.status === 'Published' ? registrationLeaf(base, catalogEntry(base, pkg, version)) : undefined;
}

async function serveContent(
  request: RegistryRequest,
  pkg: LabPackage,
  rest: readonly string[],
): Promise<RegistryResponse> {
  if (rest.length === 1 && rest[0] === 'index.json') {
    const versions = pkg.versions.filter((version) => version.status === 'Published').map((version) => version.version);
    return versions.length === 0 ? jsonError(404, 'Not found.') : json(request, { versions: versions.map(lower) });
  }
  const version = pkg.versions.find((candidate) => lower(candidate.version) === rest[0]);
  const fileName = `${lower(pkg.name)}.${rest[0] ?? ''}.nupkg`;
  if (version === undefined || version.status === 'Archived' || rest.length !== 2 || rest[1] !== fileName) {
    return jsonError(404, 'Not found.');
  }
  return redirectToAsset(request, await buildNupkg(pkg, version), 307);
}

function serviceIndex(base: string): object {
  const resource = (id: string, type: string, comment: string) => ({ '@id': `${base}/${id}`, '@type': type, comment });
  return {
    version: '3.0.0',
    resources: [
      resource('flatcontainer/', 'PackageBaseAddress/3.0.0', 'Versions and contents of packages.'),
      resource('registration4/', 'RegistrationsBaseUrl', 'Metadata of packages.'),
      resource('registration4/', 'RegistrationsBaseUrl/3.4.0', 'Metadata of packages.'),
      resource('registration4/', 'RegistrationsBaseUrl/3.6.0', 'Metadata of packages.'),
      resource('query', 'SearchQueryService', 'Search by name.'),
      resource('query', 'SearchQueryService/3.0.0-rc', 'Search by name.'),
      resource('package', 'PackagePublish/2.0.0', 'Publish a package.'),
    ],
  };
}

function search(request: RegistryRequest, base: string): object {
  const text = (request.query.get('q') ?? '').toLowerCase();
  const withPreReleases = request.query.get('prerelease') === 'true';
  const skip = amount(request.query.get('skip'), 0);
  const take = amount(request.query.get('take'), 20);
  const data = listedOrHidden(request).flatMap((pkg) => {
    const versions = pkg.versions.filter(
      (version) =>
        version.status === 'Published' && version.withdrawn === undefined && (withPreReleases || !version.preRelease),
    );
    const highest = versions.at(-1);
    if (highest === undefined || !lower(pkg.name).includes(text)) {
      return [];
    }
    const { id, version, description, authors } = catalogEntry(base, pkg, highest);
    const leaf = (number: string) => `${base}/registration4/${id}/${number}.json`;
    return [
      {
        '@id': `${base}/registration4/${id}/index.json`,
        '@type': 'Package',
        id,
        version,
        description,
        authors: [authors],
        versions: versions.map((each) => ({ version: each.version, downloads: 0, '@id': leaf(lower(each.version)) })),
      },
    ];
  });
  return { totalHits: data.length, data: data.slice(skip, skip + take) };
}

function listedOrHidden(request: RegistryRequest): readonly LabPackage[] {
  return request.packages.filter((pkg) => pkg.format === 'nuget');
}

function amount(text: string | null, otherwise: number): number {
  return text !== null && /^\d{1,4}$/u.test(text) ? Number(text) : otherwise;
}

function lower(text: string): string {
  return text.toLowerCase();
}

function json(request: RegistryRequest, value: object): RegistryResponse {
  return compressible(request, JSON.stringify(value), 'application/json');
}
