/** A package's registration: an index of pages, which may be documents of their own. */

import type { RegistryAnswer, RegistryClient } from '../package-type.ts';
import { bodyOf, scanFailure, unexpectedContent } from '../registry-answer.ts';
import { scanPage, scanRegistration, type ReadItem, type RegistrationPage } from './registration-scan.ts';
import { ownAddress } from './service-index.ts';

const JSON_TYPE = 'application/json';
/** Of 64 versions as registries split their lists, with a lot of room. */
const MAXIMUM_PAGE_BYTES = 16 * 1024 * 1024;

export interface RegistrationIndex<T> {
  url: string;
  answer: RegistryAnswer;
  pages: RegistrationPage<T>[];
}

/** Rejects where the package is not there, and where the answer is no index. */
export async function readIndex<T>(
  client: RegistryClient,
  base: string,
  name: string,
  read: ReadItem<T>,
): Promise<RegistrationIndex<T>> {
  const url = `${base}${name}/index.json`;
  const answer = await client.get(url, { accept: JSON_TYPE });
  const found = await scanned(answer, bodyOf(answer, name), (bytes) => scanRegistration(bytes, read));
  if (!found) throw unexpectedContent(answer, 'is JSON, but no list of versions');
  if (found.length > 0 && found.every(({ versions }) => versions !== null && versions.length === 0)) {
    throw unexpectedContent(answer, 'is JSON, but names no version');
  }
  return { url, answer, pages: found };
}

/** The versions of a page, from the index where it holds them, otherwise from the page's own address. */
export async function readPage<T>(
  client: RegistryClient,
  { url, answer: index }: RegistrationIndex<T>,
  page: RegistrationPage<T>,
  read: ReadItem<T>,
): Promise<T[]> {
  if (page.versions) return page.versions;
  if (page.address === null) throw unexpectedContent(index, 'lists a page without versions and without an address');
  const address = ownAddress(client, page.address, url, index);
  const answer = await client.get(address, { accept: JSON_TYPE, maxBytes: MAXIMUM_PAGE_BYTES });
  // The package is there; a part of its list is not.
  if (answer.status !== 200) throw unexpectedContent(index, 'lists a page of versions that is not there');
  const { versions } = await scanned(answer, answer.body, (bytes) => scanPage(bytes, read));
  if (!versions || versions.length === 0) throw unexpectedContent(answer, 'is JSON, but no page of versions');
  return versions;
}

/** What `scan` makes of an answer's bytes; rejects with RegistryFailure where they are nonsense or too much. */
export async function scanned<T>(
  answer: RegistryAnswer,
  body: Buffer,
  scan: (bytes: Buffer) => Promise<T>,
): Promise<T> {
  return scan(body).catch((error: unknown) => {
    throw scanFailure(answer, error);
  });
}
