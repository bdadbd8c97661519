import { createHash } from 'node:crypto';
import { redirectToAsset } from '../assets.ts';
import type { RegistryRequest, RegistryResponse } from '../exchange.ts';
import type { LabPackage, LabVersion } from '../lab-package.ts';
import { compressible, jsonError, reply, unescapePath } from '../reply.ts';
import { buildTarball, tarballName } from './build.ts';

const abbreviatedType = 'application/vnd.npm.install-v1+json';

/**
 * Nobody has published the status. It cannot be the 307 of NuGet and Maven: Yarn 1, which is confirmed to work, sends its
 * Authorization on after a 307 and after no other redirect, and S3 refuses that.
 * https://docs.aws.amazon.com/codeartifact/latest/ug/npm-other-clients.html
 */
const ASSET_REDIRECT = 302;

/**
 * npm's registry as far as CodeArtifact has it: packuments, tarballs, ping. Search, audit, whoami and the rest answer 404.
 * https://docs.aws.amazon.com/codeartifact/latest/ug/npm-commands.html
 */
export async function serveNpm(request: RegistryRequest): Promise<RegistryResponse> {
  const path = unescapePath(request.path.slice(1));
  if (path === '-/ping') {
    return reply(200, '{}', 'application/json');
  }
  const [, name, fileName] = /^((?:@[^/]+\/)?[^/@-][^/]*)(?:\/-\/([^/]+))?$/u.exec(path ?? '') ?? [];
  const pkg = request.packages.find((candidate) => candidate.format === 'npm' && candidate.name === name);
  if (pkg === undefined) {
    return jsonError(404, 'Not found.');
  }
  return fileName === undefined ? servePackument(request, pkg) : serveTarball(request, pkg, fileName);
}

async function serveTarball(request: RegistryRequest, pkg: LabPackage, fileName: string): Promise<RegistryResponse> {
  const version = pkg.versions.find((candidate) => tarballName(pkg.name, candidate.version) === fileName);
  if (version === undefined || version.status === 'Archived') {
    return jsonError(404, 'Not found.');
  }
  return redirectToAsset(request, (await buildTarball(pkg, version)).content, ASSET_REDIRECT);
}

async function servePackument(request: RegistryRequest, pkg: LabPackage): Promise<RegistryResponse> {
  const listed = pkg.versions.filter((version) => version.status === 'Published');
  const latest = listed.findLast((version) => !version.preRelease) ?? listed.at(-1);
  if (latest === undefined) {
    return jsonError(404, 'Not found.');
  }
  const tags = { latest: latest.version, ...pkg.tags };
  const versions = await Promise.all(
    listed.map(async (version) => [version.version, await versionManifest(request, pkg, version)] as const),
  );
  const short = request.options?.abbreviatedNpm === true && (request.headers.accept ?? '').includes(abbreviatedType);
  const packument = short
    ? { name: pkg.name, modified: modified(listed), 'dist-tags': tags, versions: Object.fromEntries(versions) }
    : {
        _id: pkg.name,
        name: pkg.name,
        description: pkg.summary,
        'dist-tags': tags,
        versions: Object.fromEntries(versions),
        time: {
          created: listed.map((version) => version.publishedAt).sort()[0],
          modified: modified(listed),
          ...Object.fromEntries(listed.map((version) => [version.version, version.publishedAt])),
        },
        author: { name: pkg.author },
        license: pkg.license,
      };

  const body = JSON.stringify(packument);
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  if (request.headers['if-none-match'] === etag) {
    return { status: 304, headers: { etag }, body: null };
  }
  return compressible(request, body, short ? abbreviatedType : 'application/json', { etag });
}

async function versionManifest(request: RegistryRequest, pkg: LabPackage, version: LabVersion): Promise<object> {
  const { manifest, dist, fileName } = await buildTarball(pkg, version);
  return {
    ...manifest,
    _id: `${pkg.name}@${version.version}`,
    ...(version.withdrawn === undefined ? {} : { deprecated: version.withdrawn }),
    dist: { ...dist, tarball: `${request.origin}/npm/${request.repository}/${pkg.name}/-/${fileName}` },
  };
}

function modified(versions: readonly LabVersion[]): string | undefined {
  return versions
    .map((version) => version.publishedAt)
    .sort()
    .at(-1);
}
