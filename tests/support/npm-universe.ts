/** Packages of npm that exist in a test alone: as a registry serves them, as releases, and as an address to ask. */

import { createHash } from 'node:crypto';
import type { Release, ReleaseRequirement } from '../../server/src/package-types/index.ts';
import { startRegistryServer, type RegistryServer } from './registry-server.ts';

export interface UniversePackage {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional: boolean }>;
  bin?: Record<string, string>;
  engines?: Record<string, string>;
  license?: string;
  bundleDependencies?: string[];
}

/** By name and version. */
export type Universe = Readonly<Record<string, Readonly<Record<string, UniversePackage>>>>;

export const REGISTRY = 'https://npm.example';

export function universeRelease(universe: Universe, name: string, version: string): Release {
  const manifest = universe[name]?.[version] ?? {};
  const sections = [
    ['production', manifest.dependencies],
    ['optional', manifest.optionalDependencies],
    ['peer', manifest.peerDependencies],
  ] as const;
  const requirements = sections.flatMap(([kind, section]) =>
    Object.entries(section ?? {}).map(([asked, requirement]): ReleaseRequirement => ({
      name: asked,
      requirement,
      kind,
      condition: null,
    })),
  );
  const fileName = fileNameOf(name, version);
  const archive = { fileName, url: tarballOf(name, version), integrity: [integrityOf(name, version), sha1Of(name, version)] };
  return { version, requirements, archives: [archive], manifest: { ...manifest } };
}

/** Serves the metadata and nothing else. */
export async function serveUniverse(universe: Universe): Promise<RegistryServer> {
  const server = await startRegistryServer();
  server.serve(({ path }) => {
    const name = decodeURIComponent(path.replace(/^\/npm\//, ''));
    const versions = universe[name];
    return versions && { headers: { 'content-type': 'application/json' }, body: packument(name, versions) };
  });
  return server;
}

export function integrityOf(name: string, version: string): string {
  return `sha512-${createHash('sha512').update(`${name}@${version}`).digest('base64')}`;
}

export function shasumOf(name: string, version: string): string {
  return createHash('sha1').update(`${name}@${version}`).digest('hex');
}

export function tarballOf(name: string, version: string): string {
  return `${REGISTRY}/${name}/-/${fileNameOf(name, version)}`;
}

function sha1Of(name: string, version: string): string {
  return `sha1-${Buffer.from(shasumOf(name, version), 'hex').toString('base64')}`;
}

function fileNameOf(name: string, version: string): string {
  return `${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`;
}

function packument(name: string, versions: Readonly<Record<string, UniversePackage>>): string {
  const listed = Object.entries(versions).map(([version, manifest]): [string, unknown] => [
    version,
    { name, version, ...manifest, dist: { tarball: tarballOf(name, version), integrity: integrityOf(name, version) } },
  ]);
  return JSON.stringify({ name, 'dist-tags': { latest: listed.at(-1)?.[0] }, versions: Object.fromEntries(listed) });
}
