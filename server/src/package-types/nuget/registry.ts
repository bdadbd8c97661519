import { inParallel } from '../../lib/concurrency.ts';
import { filterInSlices, forEachInSlices, mapInSlices } from '../../lib/in-slices.ts';
import { newestUsable } from '../newest.ts';
import { memberOf, textOf } from '../document-members.ts';
import type { ListedVersion, Registry, RegistryClient } from '../package-type.ts';
import { bodyOf, tooLarge, unexpectedContent } from '../registry-answer.ts';
import { MAXIMUM_VERSIONS } from '../too-many-versions.ts';
import { scanFlatContainer } from './registration-scan.ts';
import { readIndex, readPage, scanned, type RegistrationIndex } from './registration.ts';
import { readCatalogEntry } from './catalog-entry.ts';
import { readJson } from './json.ts';
import { readRelease } from './release.ts';
import { serviceIndexOf } from './service-index.ts';
import { versions as rules } from './versions.ts';

const JSON_TYPE = 'application/json';
const PAGES_AT_ONCE = 6;

/** Registrations, and the flat container where there are none: https://learn.microsoft.com/nuget/api/registration-base-url-resource */
export const registry: Registry = {
  async readPackage(client, name) {
    const { registrations, flatContainer } = await serviceIndexOf(client);
    const listed = registrations
      ? await readRegistration(client, registrations, name)
      : await readFlatContainer(client, flatContainer ?? '', name);
    return { versions: listed, latest: await newestUsable(listed, rules) };
  },

  /** Pages are in ascending order, so the last one nearly always has the answer. */
  async readNewest(client, name) {
    const { registrations, flatContainer } = await serviceIndexOf(client);
    if (!registrations) return newestUsable(await readFlatContainer(client, flatContainer ?? '', name), rules);
    const index = await readIndex(client, registrations, name, readCatalogEntry);
    let seen: ListedVersion[] = [];
    for (const page of index.pages.toReversed()) {
      seen = seen.concat(await readPage(client, index, page, readCatalogEntry));
      checkTotal(index, seen.length);
      const found = await newestUsable(seen, rules);
      if (found !== null && !rules.isPrerelease(found)) return found;
    }
    return newestUsable(seen, rules);
  },

  /** https://learn.microsoft.com/nuget/api/registration-base-url-resource#registration-leaf */
  async readVersion(client, name, version) {
    const { registrations } = await serviceIndexOf(client);
    const normalised = rules.normalise(version);
    if (!registrations || normalised === null) return null;
    const answer = await client.get(`${registrations}${name}/${normalised}.json`, { accept: JSON_TYPE });
    if (answer.status !== 200) return null;
    const leaf = readJson(answer, answer.body);
    // The public registry gives the entry's address in its place.
    const isLeaf = memberOf(leaf, 'catalogEntry') !== undefined || textOf(leaf, 'packageContent') !== null;
    if (!isLeaf) throw unexpectedContent(answer, 'is JSON, but no registration of a version');
    const isPrerelease = rules.isPrerelease(normalised);
    return readCatalogEntry(leaf) ?? { version: normalised, isPrerelease, publishedAt: null, withdrawn: null };
  },

  readRelease,
};

async function readRegistration(client: RegistryClient, base: string, name: string): Promise<ListedVersion[]> {
  const index = await readIndex(client, base, name, readCatalogEntry);
  let total = 0;
  const read = await inParallel(index.pages, PAGES_AT_ONCE, async (page) => {
    const versions = await readPage(client, index, page, readCatalogEntry);
    total += versions.length;
    checkTotal(index, total);
    return versions;
  });
  return withoutTwins(read.flat());
}

/** Each page alone is checked as it is read. */
function checkTotal({ answer }: RegistrationIndex<ListedVersion>, total: number): void {
  if (total > MAXIMUM_VERSIONS) throw tooLarge(answer, `lists more than ${MAXIMUM_VERSIONS} versions on its pages`);
}

/** It says nothing of a version but that it is there. */
async function readFlatContainer(client: RegistryClient, base: string, name: string): Promise<ListedVersion[]> {
  const answer = await client.get(`${base}${name}/index.json`, { accept: JSON_TYPE });
  const found = await scanned(answer, bodyOf(answer, name), scanFlatContainer);
  if (!found) throw unexpectedContent(answer, 'is JSON, but no list of versions');
  const valid = await filterInSlices(found, (version) => rules.isValid(version));
  const listed = await mapInSlices(valid, (version) => {
    return { version, isPrerelease: rules.isPrerelease(version), publishedAt: null, withdrawn: null };
  });
  return withoutTwins(listed);
}

/** The last of those that are one version. */
async function withoutTwins(listed: readonly ListedVersion[]): Promise<ListedVersion[]> {
  const found = new Map<string | null, ListedVersion>();
  await forEachInSlices(listed, (version) => found.set(rules.normalise(version.version), version));
  return [...found.values()];
}
