/** Packages of npm that exist in a test alone: as a registry serves them, as releases, and as an address to ask. */

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
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

/** What a repository's metadata says of it; `registry` is where archives are said to be. */
export function universeRelease(universe: Universe, name: string, version: string, registry = REGISTRY): Release {
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
  const bytes = archiveOf(name, version, manifest);
  const integrity = [sri('sha512', bytes), sri('sha1', bytes)];
  const archive = { fileName: fileNameOf(name, version), url: `${registry}/${archivePath(name, version)}`, integrity };
  return { version, requirements, archives: [archive], manifest: { ...manifest } };
}

export interface UniverseServer {
  /** Of the registry, without a slash behind it. */
  url: string;
  requests: RegistryServer['requests'];
  close(): Promise<void>;
}

/** Serves metadata; and archives too, where they are said to be here and not at another registry. */
export async function serveUniverse(universe: Universe, place: 'here' | 'elsewhere'): Promise<UniverseServer> {
  const server = await startRegistryServer();
  const url = `${server.origin}/npm`;
  const registry = place === 'here' ? url : REGISTRY;
  const archives = new Map(
    Object.entries(universe).flatMap(([name, versions]) =>
      Object.entries(versions).map(([version, manifest]): [string, Buffer] => [
        archivePath(name, version),
        archiveOf(name, version, manifest),
      ]),
    ),
  );
  server.serve(({ path }) => {
    const asked = decodeURIComponent(path.replace(/^\/npm\//, '').replace(/\?.*$/, ''));
    const archive = place === 'here' ? archives.get(asked) : undefined;
    if (archive) return { body: archive };
    const versions = universe[asked];
    const headers = { 'content-type': 'application/json' };
    return versions && { headers, body: packument(asked, versions, registry) };
  });
  return { url, requests: server.requests, close: () => server.close() };
}

export function integrityOf(universe: Universe, name: string, version: string): string {
  return sri('sha512', archiveOf(name, version, universe[name]?.[version] ?? {}));
}

function archivePath(name: string, version: string): string {
  return `${name}/-/${fileNameOf(name, version)}`;
}

function fileNameOf(name: string, version: string): string {
  return `${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`;
}

function sri(algorithm: string, bytes: Buffer): string {
  return `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;
}

function packument(name: string, versions: Readonly<Record<string, UniversePackage>>, registry: string): string {
  const listed = Object.entries(versions).map(([version, manifest]): [string, unknown] => {
    const bytes = archiveOf(name, version, manifest);
    const shasum = createHash('sha1').update(bytes).digest('hex');
    const dist = { tarball: `${registry}/${archivePath(name, version)}`, integrity: sri('sha512', bytes), shasum };
    return [version, { name, version, ...manifest, dist }];
  });
  // Package managers wait some days before they take what is new.
  const time = Object.fromEntries(listed.map(([version]) => [version, '2020-01-01T00:00:00.000Z']));
  return JSON.stringify({
    name,
    'dist-tags': { latest: listed.at(-1)?.[0] },
    versions: Object.fromEntries(listed),
    time,
  });
}

/** The same bytes for the same package: an archive with nothing but package.json. */
function archiveOf(name: string, version: string, manifest: UniversePackage): Buffer {
  const content = Buffer.from(JSON.stringify({ name, version, ...manifest }));
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return gzipSync(
    Buffer.concat([tarHeader('package/package.json', content.length), content, padding, Buffer.alloc(1024)]),
  );
}

/** https://www.gnu.org/software/tar/manual/html_node/Standard.html */
function tarHeader(path: string, size: number): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        0', 148);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
