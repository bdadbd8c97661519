/** What an npm repository's metadata says of one version, as lockfiles repeat it. */

import { isObject, memberOf, membersOf, textOf } from '../document-members.ts';
import { type Release, type ReleaseArchive, type ReleaseRequirement, type RequirementKind } from '../manifest.ts';
import { RegistryFailure, type RegistryAnswer, type RegistryClient } from '../package-type.ts';
import { archiveAt } from '../release-archive.ts';
import { bodyOf, scanFailure, unexpectedContent } from '../registry-answer.ts';
import { manifestUrl, packumentUrl } from './addresses.ts';
import { readSpecifier } from './manifest/specifier.ts';
import { MAXIMUM_MANIFEST, scanManifest } from './manifest-scan.ts';

const JSON_TYPE = 'application/json';

/** Repositories that answered 404 for a version's own document and list the version: by batch, which does not live long. */
const withoutDocuments = new WeakSet<object>();

/**
 * From the version's own document, which is a hundredth of a packument, where the repository serves one; CodeArtifact is known to
 * serve packuments alone, so those are asked where the document is not there. A batch of look-ups learns that once.
 */
export async function readRelease(client: RegistryClient, name: string, version: string): Promise<Release | null> {
  const batch = client.batch ?? client;
  const documented = withoutDocuments.has(batch) ? null : await askDocument(client, name, version);
  if (documented !== null) return asRelease(documented, version);
  const answer = await client.get(packumentUrl(client.url, name), { accept: JSON_TYPE });
  const { manifest, isPackument } = await scanManifest(bodyOf(answer, name), version).catch((error: unknown) => {
    throw scanFailure(answer, error);
  });
  if (!isPackument) throw unexpectedContent(answer, 'is JSON, but lists no versions');
  if (manifest === null) return null;
  withoutDocuments.add(batch);
  return asRelease(manifest, version);
}

/** Null where the repository has no such document. */
async function askDocument(client: RegistryClient, name: string, version: string): Promise<unknown> {
  try {
    const url = manifestUrl(client.url, name, version);
    const answer = await client.get(url, { accept: JSON_TYPE, maxBytes: MAXIMUM_MANIFEST });
    return answer.status === 200 ? readManifest(answer, version) : null;
  } catch (error) {
    // Such as 400 or 405 for an address that the repository does not know.
    if (error instanceof RegistryFailure && error.reason === 'unexpected-status') return null;
    throw error;
  }
}

function readManifest(answer: RegistryAnswer, version: string): unknown {
  let read: unknown = null;
  try {
    read = JSON.parse(answer.body.toString('utf8'));
  } catch {
    throw unexpectedContent(answer, 'is no JSON document');
  }
  if (textOf(read, 'version') !== version) throw unexpectedContent(answer, `is no manifest of ${version}`);
  return read;
}

function asRelease(manifest: unknown, version: string): Release {
  return {
    version,
    requirements: requirementsOf(manifest),
    archives: archivesOf(memberOf(manifest, 'dist')),
    manifest: repeated(manifest),
  };
}

/** Registries list what is optional under `dependencies` as well; an optional peer is told from others by `peerDependenciesMeta`. */
function requirementsOf(manifest: unknown): ReleaseRequirement[] {
  const optional = memberOf(manifest, 'optionalDependencies');
  const sections: [section: unknown, kind: RequirementKind][] = [
    [required(manifest), 'production'],
    [optional, 'optional'],
    [memberOf(manifest, 'peerDependencies'), 'peer'],
  ];
  return sections.flatMap(([section, kind]) =>
    membersOf(section).flatMap(([name, written]) => {
      if (typeof written !== 'string') return [];
      const wanted = readSpecifier(name, written);
      // What is no matter of versions, such as a git address, is accepted by none and told as it is written.
      return [{ name: wanted.name, requirement: wanted.requirement ?? written, kind, condition: null }];
    }),
  );
}

function required(manifest: unknown): Record<string, unknown> {
  const optional = memberOf(manifest, 'optionalDependencies');
  const dependencies = membersOf(memberOf(manifest, 'dependencies'));
  return Object.fromEntries(dependencies.filter(([name]) => memberOf(optional, name) === undefined));
}

/**
 * Integrity as SRI texts, strongest first. Old versions have a SHA-1 alone, which is told as an SRI too: npm writes it so, and
 * Yarn 1 writes its hexadecimal form behind the address.
 */
function archivesOf(dist: unknown): ReleaseArchive[] {
  const shasum = textOf(dist, 'shasum');
  const sha1 = shasum !== null && /^[0-9a-f]{40}$/i.test(shasum) ? [`sha1-${base64(shasum)}`] : [];
  const stated = (textOf(dist, 'integrity') ?? '').split(/\s+/).filter((text) => SRI.test(text));
  const integrity = [...new Set([...stated.toSorted(byStrength), ...sha1])];
  const archive = archiveAt(textOf(dist, 'tarball'), integrity);
  return archive === null ? [] : [archive];
}

const STRENGTHS = ['sha512', 'sha384', 'sha256', 'sha1'];
const SRI = /^sha(?:512|384|256|1)-[A-Za-z0-9+/]{20,90}={0,2}$/;

function byStrength(one: string, other: string): number {
  return STRENGTHS.indexOf(algorithmOf(one)) - STRENGTHS.indexOf(algorithmOf(other));
}

function algorithmOf(sri: string): string {
  return sri.slice(0, sri.indexOf('-'));
}

function base64(hexadecimal: string): string {
  return Buffer.from(hexadecimal, 'hex').toString('base64');
}

/** Members that lockfiles repeat as they are. */
const REPEATED = [
  'peerDependencies',
  'peerDependenciesMeta',
  'optionalDependencies',
  'acceptDependencies',
  'funding',
  'engines',
  'os',
  'cpu',
  'libc',
  'deprecated',
] as const;

const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

/** What npm writes of a package into its lockfile: https://docs.npmjs.com/cli/configuring-npm/package-lock-json#packages */
function repeated(manifest: unknown): Record<string, unknown> {
  const scripts = memberOf(manifest, 'scripts');
  const hasInstallScript =
    memberOf(manifest, 'hasInstallScript') === true ||
    memberOf(manifest, 'gypfile') === true ||
    INSTALL_SCRIPTS.some((script) => textOf(scripts, script) !== null);
  const license = memberOf(manifest, 'license');
  const found: [key: string, value: unknown][] = [
    ['dependencies', required(manifest)],
    ...REPEATED.map((key): [string, unknown] => [key, memberOf(manifest, key)]),
    ['bundleDependencies', bundled(manifest)],
    ['bin', commands(manifest)],
    ['license', textOf(license, 'type') ?? license],
    ['hasInstallScript', hasInstallScript],
    ['hasShrinkwrap', memberOf(manifest, '_hasShrinkwrap')],
  ];
  return Object.fromEntries(found.filter(([, value]) => isWorthRepeating(value)));
}

function isWorthRepeating(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}

/** `true` stands for all of them. */
function bundled(manifest: unknown): unknown {
  const stated = memberOf(manifest, 'bundleDependencies') ?? memberOf(manifest, 'bundledDependencies');
  return stated === true ? Object.keys(required(manifest)) : stated;
}

/** A single command has the package's name without its scope. */
function commands(manifest: unknown): unknown {
  const bin = memberOf(manifest, 'bin');
  if (typeof bin !== 'string') return bin;
  const name = textOf(manifest, 'name')?.replace(/^@[^/]*\//, '');
  return name === undefined ? undefined : { [name]: bin };
}
