/**
 * What a look-up needs of a registration or of a flat container's list, read from the bytes: one version is built at a time, and
 * others are served in between, however long the document is.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  decodeString,
  Elements,
  isList,
  isObject,
  isString,
  Members,
  skipSpace,
  UnreadableJson,
} from '../json-bytes.ts';
import type { ListedVersion } from '../package-type.ts';
import { readCatalogEntry } from './catalog-entry.ts';

export interface RegistrationPage {
  /** Null where the page is at an address of its own. */
  versions: ListedVersion[] | null;
  address: string | null;
}

/** More than any package has; the message completes "The answer ...". */
export class TooManyVersions extends Error {}

const MAXIMUM_VERSIONS = 250_000;
/** A page holds 64 versions where a registry splits its list. */
const MAXIMUM_PAGES = 500;
/** Of one version with all its dependencies. */
const MAXIMUM_ENTRY_BYTES = 1024 * 1024;
const SLICE_BYTES = 1024 * 1024;

/** The pages of a registration index; null where it has no list of them. Rejects with UnreadableJson and TooManyVersions. */
export async function scanRegistration(bytes: Buffer): Promise<RegistrationPage[] | null> {
  const scan = new Scan(bytes);
  return drive(scan.index());
}

/** A page that is a document of its own, as `scanRegistration`. */
export async function scanPage(bytes: Buffer): Promise<RegistrationPage> {
  const scan = new Scan(bytes);
  return drive(scan.page(scan.start, true));
}

/** The texts in the member `versions`; null where there is no such list. Rejects as `scanRegistration`. */
export async function scanFlatContainer(bytes: Buffer): Promise<string[] | null> {
  const scan = new Scan(bytes);
  return drive(scan.texts());
}

/** Yields where a pause is due. */
type Steps<T> = Generator<undefined, T>;

async function drive<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}

class Scan {
  readonly start: number;
  private end = 0;
  private pauseAt = SLICE_BYTES;
  private count = 0;

  constructor(private readonly bytes: Buffer) {
    const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.start = skipSpace(bytes, hasByteOrderMark ? 3 : 0);
  }

  *index(): Steps<RegistrationPage[] | null> {
    const document = new Members(this.bytes, this.start);
    let pages: RegistrationPage[] | null = null;
    while (document.next()) {
      if (!document.keyIs('items') || !isList(this.bytes, document.at)) {
        document.skip();
        continue;
      }
      pages = [];
      const list = new Elements(this.bytes, document.at);
      while (list.next()) {
        if (pages.length === MAXIMUM_PAGES)
          throw new TooManyVersions(`lists more than ${MAXIMUM_PAGES} pages of versions`);
        if (!isObject(this.bytes, list.at)) throw new UnreadableJson(`a page was expected at byte ${list.at}`);
        pages.push(yield* this.page(list.at, false));
        list.at = this.end;
      }
      document.at = list.at;
    }
    this.finish(document.at);
    return pages;
  }

  *page(start: number, isWhole: boolean): Steps<RegistrationPage> {
    const page: RegistrationPage = { versions: null, address: null };
    const members = new Members(this.bytes, start);
    while (members.next()) {
      const from = members.at;
      if (members.keyIs('items') && isList(this.bytes, from)) {
        page.versions = yield* this.versions(from);
        members.at = this.end;
      } else {
        members.skip();
        if (members.keyIs('@id') && isString(this.bytes, from))
          page.address = decodeString(this.bytes, from, members.at);
      }
    }
    this.end = members.at;
    if (isWhole) this.finish(members.at);
    return page;
  }

  *texts(): Steps<string[] | null> {
    const document = new Members(this.bytes, this.start);
    let found: string[] | null = null;
    while (document.next()) {
      if (!document.keyIs('versions') || !isList(this.bytes, document.at)) {
        document.skip();
        continue;
      }
      found = [];
      const list = new Elements(this.bytes, document.at);
      while (list.next()) {
        const from = list.at;
        list.skip();
        if (this.isPauseDue(list.at)) yield;
        if (!isString(this.bytes, from)) continue;
        this.countOne();
        found.push(decodeString(this.bytes, from, list.at));
      }
      document.at = list.at;
    }
    this.finish(document.at);
    return found;
  }

  private *versions(start: number): Steps<ListedVersion[]> {
    const found: ListedVersion[] = [];
    const list = new Elements(this.bytes, start);
    while (list.next()) {
      const from = list.at;
      list.skip();
      if (this.isPauseDue(list.at)) yield;
      const version = readCatalogEntry(this.entry(from, list.at));
      if (version === null) continue;
      this.countOne();
      found.push(version);
    }
    this.end = list.at;
    return found;
  }

  private entry(from: number, to: number): unknown {
    if (to - from > MAXIMUM_ENTRY_BYTES) throw new UnreadableJson(`the entry at byte ${from} is far too long`);
    try {
      return JSON.parse(this.bytes.toString('utf8', from, to)) as unknown;
    } catch {
      throw new UnreadableJson(`the entry at byte ${from} cannot be read`);
    }
  }

  private countOne(): void {
    this.count += 1;
    if (this.count > MAXIMUM_VERSIONS) throw new TooManyVersions(`lists more than ${MAXIMUM_VERSIONS} versions`);
  }

  private isPauseDue(at: number): boolean {
    if (at < this.pauseAt) return false;
    this.pauseAt = at + SLICE_BYTES;
    return true;
  }

  private finish(at: number): void {
    if (skipSpace(this.bytes, at) < this.bytes.length) throw new UnreadableJson('something follows the document');
  }
}
