/** What a NuGet repository's metadata says of one version. */

import { isObject, memberOf, textOf } from '../document-members.ts';
import type { Release, ReleaseArchive, ReleaseRequirement } from '../manifest.ts';
import { RegistryFailure, type RegistryClient } from '../package-type.ts';
import { archiveAt } from '../release-archive.ts';
import { bodyOf, unexpectedContent } from '../registry-answer.ts';
import { readCatalogEntry } from './catalog-entry.ts';
import { listIn, readJson } from './json.ts';
import { readIndex, readPage, scanned } from './registration.ts';
import { scanFlatContainer, type ReadItem, type RegistrationPage } from './registration-scan.ts';
import { serviceIndexOf } from './service-index.ts';
import { versions as rules } from './versions.ts';

const JSON_TYPE = 'application/json';
/** Of one version with all its dependencies. */
const MAXIMUM_LEAF_BYTES = 1024 * 1024;

/** Repositories whose leaves say nothing of dependencies: by batch, which does not live long. */
const withoutLeaves = new WeakSet<object>();

/**
 * From the version's own leaf where it holds the catalog entry, otherwise from the page that lists it; the flat container tells
 * only that a version is there.
 */
export async function readRelease(client: RegistryClient, name: string, version: string): Promise<Release | null> {
  const wanted = rules.normalise(version);
  if (wanted === null) return null;
  const { registrations, flatContainer } = await serviceIndexOf(client);
  const archive = flatContainer && archiveAt(`${flatContainer}${name}/${wanted}/${name}.${wanted}.nupkg`, []);
  if (!registrations) return listedAlone(client, flatContainer ?? '', name, version, archive || null);
  const batch = client.batch ?? client;
  const leaf = withoutLeaves.has(batch)
    ? null
    : await askLeaf(client, `${registrations}${name}/${wanted}.json`, wanted);
  if (leaf !== null) return asRelease(leaf, version, archive || null);
  const item = await findItem(client, registrations, name, wanted);
  if (item === null) return null;
  withoutLeaves.add(batch);
  return asRelease(item, version, archive || null);
}

/** Null where there is none, or where it gives the entry's address in its place. */
async function askLeaf(client: RegistryClient, url: string, wanted: string): Promise<unknown> {
  try {
    const answer = await client.get(url, { accept: JSON_TYPE, maxBytes: MAXIMUM_LEAF_BYTES });
    if (answer.status !== 200) return null;
    const leaf = readJson(answer, answer.body);
    const entry = memberOf(leaf, 'catalogEntry');
    if (typeof entry === 'string') return null;
    if (!isObject(entry) || !isOf(leaf, wanted)) throw unexpectedContent(answer, `is no registration of ${wanted}`);
    return leaf;
  } catch (error) {
    // Such as 400 for an address that the repository does not know.
    if (error instanceof RegistryFailure && error.reason === 'unexpected-status') return null;
    throw error;
  }
}

interface FoundItem {
  version: string;
  /** Of the wanted version alone. */
  item: unknown;
}

async function findItem(client: RegistryClient, base: string, name: string, wanted: string): Promise<unknown> {
  const read: ReadItem<FoundItem> = (item) => {
    const listed = readCatalogEntry(item);
    return listed && { version: listed.version, item: isOf(item, wanted) ? item : null };
  };
  const index = await readIndex(client, base, name, read);
  for (const page of index.pages) {
    if (page.versions === null && !mayHold(page, wanted)) continue;
    const found = (await readPage(client, index, page, read)).findLast(({ item }) => item !== null);
    if (found) return found.item;
  }
  return null;
}

function isOf(item: unknown, wanted: string): boolean {
  const listed = readCatalogEntry(item);
  return listed !== null && rules.normalise(listed.version) === wanted;
}

function mayHold({ lower, upper }: RegistrationPage<FoundItem>, wanted: string): boolean {
  const isBelow = lower !== null && rules.isValid(lower) && rules.compare(wanted, lower) < 0;
  const isAbove = upper !== null && rules.isValid(upper) && rules.compare(wanted, upper) > 0;
  return !isBelow && !isAbove;
}

async function listedAlone(
  client: RegistryClient,
  base: string,
  name: string,
  version: string,
  archive: ReleaseArchive | null,
): Promise<Release | null> {
  const answer = await client.get(`${base}${name}/index.json`, { accept: JSON_TYPE });
  const listed = await scanned(answer, bodyOf(answer, name), scanFlatContainer);
  if (!listed) throw unexpectedContent(answer, 'is JSON, but no list of versions');
  if (!listed.some((one) => rules.compare(one, version) === 0)) return null;
  return { version, requirements: null, archives: archive ? [archive] : [], manifest: {} };
}

/**
 * The entry's `packageHash` is told in `manifest` and is no integrity: lockfiles hold the hash of a package's content, which
 * differs from that of its file where the package is signed. `targetFrameworks` names those without dependencies as well.
 */
function asRelease(item: unknown, version: string, flatArchive: ReleaseArchive | null): Release {
  const entry = memberOf(item, 'catalogEntry');
  const groups = listIn(entry, 'dependencyGroups') ?? [];
  const content = textOf(item, 'packageContent') ?? textOf(entry, 'packageContent');
  const archive = archiveAt(content, []) ?? flatArchive;
  const [hash, algorithm] = [textOf(entry, 'packageHash'), textOf(entry, 'packageHashAlgorithm')];
  return {
    version,
    requirements: groups.flatMap(requirementsOf),
    archives: archive ? [archive] : [],
    manifest: {
      targetFrameworks: groups.map((group) => textOf(group, 'targetFramework') ?? ''),
      ...(hash !== null && { packageHash: hash, packageHashAlgorithm: algorithm ?? 'SHA512' }),
    },
  };
}

/** https://learn.microsoft.com/nuget/api/registration-base-url-resource#package-dependency-group */
function requirementsOf(group: unknown): ReleaseRequirement[] {
  const condition = textOf(group, 'targetFramework') || null;
  return (listIn(group, 'dependencies') ?? []).flatMap((dependency) => {
    const id = textOf(dependency, 'id');
    if (id === null) return [];
    return [{ name: id.toLowerCase(), requirement: rangeOf(dependency), kind: 'production', condition }];
  });
}

/** Without a range, any version will do. */
function rangeOf(dependency: unknown): string {
  const range = textOf(dependency, 'range')?.trim() ?? '';
  return range === '' || /^\(\s*,\s*\)$/.test(range) ? ANY_VERSION : range;
}

/** From the lowest that there can be. */
const ANY_VERSION = '[0.0.0-0, )';
