import { inParallel } from '../../lib/concurrency.ts';
import { UnreadableJson } from '../json-bytes.ts';
import { RegistryFailure } from '../package-type.ts';
import type { ListedVersion, Registry, RegistryAnswer, RegistryClient } from '../package-type.ts';
import { bodyOf, unexpectedContent } from '../registry-answer.ts';
import { scanFlatContainer, scanPage, scanRegistration, TooManyVersions } from './registration-scan.ts';
import type { RegistrationPage } from './registration-scan.ts';
import { readCatalogEntry } from './catalog-entry.ts';
import { member, readJson, textIn } from './json.ts';
import { ownAddress, serviceIndexOf } from './service-index.ts';
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
    return { versions: listed, latest: newest(listed) };
  },

  /** Pages are in ascending order, so the last one nearly always has the answer. */
  async readNewest(client, name) {
    const { registrations, flatContainer } = await serviceIndexOf(client);
    if (!registrations) return newest(await readFlatContainer(client, flatContainer ?? '', name));
    const { answer, pages } = await readIndex(client, registrations, name);
    const seen: ListedVersion[] = [];
    for (const page of pages.toReversed()) {
      seen.push(...(await readPage(client, answer, page, name)));
      const found = newest(seen);
      if (found !== null && !rules.isPrerelease(found)) return found;
    }
    return newest(seen);
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
    const isLeaf = member(leaf, 'catalogEntry') !== undefined || textIn(leaf, 'packageContent') !== null;
    if (!isLeaf) throw unexpectedContent(answer, 'is JSON, but no registration of a version');
    const isPrerelease = rules.isPrerelease(normalised);
    return readCatalogEntry(leaf) ?? { version: normalised, isPrerelease, publishedAt: null, withdrawn: null };
  },
};

async function readRegistration(client: RegistryClient, base: string, name: string): Promise<ListedVersion[]> {
  const { answer, pages } = await readIndex(client, base, name);
  const read = await inParallel(pages, PAGES_AT_ONCE, (page) => readPage(client, answer, page, name));
  return withoutTwins(read.flat());
}

async function readIndex(
  client: RegistryClient,
  base: string,
  name: string,
): Promise<{ answer: RegistryAnswer; pages: RegistrationPage[] }> {
  const { answer, found } = await ask(client, `${base}${name}/index.json`, name, scanRegistration);
  if (!found) throw unexpectedContent(answer, 'is JSON, but no list of versions');
  const inlined = found.flatMap(({ versions }) => versions ?? []);
  if (found.length > 0 && inlined.length === 0 && found.every(({ versions }) => versions !== null)) {
    throw unexpectedContent(answer, 'is JSON, but names no version');
  }
  return { answer, pages: found };
}

/** The versions of a page, from the index where it holds them, otherwise from the page's own address. */
async function readPage(
  client: RegistryClient,
  index: RegistryAnswer,
  page: RegistrationPage,
  name: string,
): Promise<ListedVersion[]> {
  if (page.versions) return page.versions;
  if (page.address === null) throw unexpectedContent(index, 'lists a page without versions and without an address');
  const { answer, found } = await ask(client, ownAddress(client, page.address, index), name, scanPage);
  if (!found.versions || found.versions.length === 0)
    throw unexpectedContent(answer, 'is JSON, but no page of versions');
  return found.versions;
}

/** It says nothing of a version but that it is there. */
async function readFlatContainer(client: RegistryClient, base: string, name: string): Promise<ListedVersion[]> {
  const { answer, found } = await ask(client, `${base}${name}/index.json`, name, scanFlatContainer);
  if (!found) throw unexpectedContent(answer, 'is JSON, but no list of versions');
  const listed = found
    .filter((version) => rules.isValid(version))
    .map((version) => ({ version, isPrerelease: rules.isPrerelease(version), publishedAt: null, withdrawn: null }));
  return withoutTwins(listed);
}

async function ask<T>(
  client: RegistryClient,
  url: string,
  name: string,
  scan: (bytes: Buffer) => Promise<T>,
): Promise<{ answer: RegistryAnswer; found: T }> {
  const answer = await client.get(url, { accept: JSON_TYPE });
  const body = bodyOf(answer, name);
  try {
    return { answer, found: await scan(body) };
  } catch (error) {
    if (error instanceof UnreadableJson) throw unexpectedContent(answer, `is no whole JSON document: ${error.message}`);
    if (error instanceof TooManyVersions)
      throw new RegistryFailure('too-large', `The answer ${error.message}.`, answer.status);
    throw error;
  }
}

function withoutTwins(listed: readonly ListedVersion[]): ListedVersion[] {
  return [...new Map(listed.map((version) => [rules.normalise(version.version), version])).values()];
}

/** The newest listed release, or the newest listed pre-release where there is no release. */
function newest(listed: readonly ListedVersion[]): string | null {
  let found: ListedVersion | null = null;
  for (const candidate of listed) {
    if (candidate.withdrawn === null && (found === null || isNewer(candidate, found))) found = candidate;
  }
  return found?.version ?? null;
}

function isNewer(one: ListedVersion, other: ListedVersion): boolean {
  if (one.isPrerelease !== other.isPrerelease) return other.isPrerelease;
  return rules.compare(one.version, other.version) > 0;
}
