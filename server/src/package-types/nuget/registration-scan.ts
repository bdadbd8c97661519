/**
 * What a look-up needs of a registration or of a flat container's list, read from the bytes: one version is built at a time, and
 * others are served in between, however long the document is.
 */

import { runInSlices, type Slices } from '../../lib/in-slices.ts';
import { Elements, finishDocument, Members, startOfDocument } from '../json-bytes.ts';
import { JsonScan } from '../json-scan.ts';
import { decodeString, isList, isObject, isString, UnreadableJson } from '../json-values.ts';
import { MAXIMUM_VERSIONS, TooManyVersions } from '../too-many-versions.ts';

export interface RegistrationPage<T> {
  /** What was made of its versions; null where the page is at an address of its own. */
  versions: T[] | null;
  address: string | null;
  /** The oldest and the newest version on it, as the registry says; null where it does not. */
  lower: string | null;
  upper: string | null;
}

/** What to make of one version of a list; null where it is left out. */
export type ReadItem<T> = (item: unknown) => T | null;

/** A page holds 64 versions where a registry splits its list. */
const MAXIMUM_PAGES = 500;
/** Of one version with all its dependencies. */
const MAXIMUM_ENTRY_BYTES = 1024 * 1024;
/** Longer texts are no versions, and longer addresses lead nowhere. */
const MAXIMUM_TEXT_BYTES = 1_024;
const MAXIMUM_ADDRESS_BYTES = 8_192;

/** The pages of a registration index; null where it has no list of them. Rejects with UnreadableJson and TooManyVersions. */
export async function scanRegistration<T>(bytes: Buffer, read: ReadItem<T>): Promise<RegistrationPage<T>[] | null> {
  const scan = new RegistrationScan(bytes, read);
  return runInSlices(scan.index());
}

/** A page that is a document of its own, as `scanRegistration`. */
export async function scanPage<T>(bytes: Buffer, read: ReadItem<T>): Promise<RegistrationPage<T>> {
  const scan = new RegistrationScan(bytes, read);
  return runInSlices(scan.page());
}

/** The texts in the member `versions`; null where there is no such list. Rejects as `scanRegistration`. */
export async function scanFlatContainer(bytes: Buffer): Promise<string[] | null> {
  const scan = new RegistrationScan<never>(bytes, () => null);
  return runInSlices(scan.texts());
}

class RegistrationScan<T> extends JsonScan {
  readonly start: number;
  private count = 0;

  constructor(
    bytes: Buffer,
    private readonly read: ReadItem<T>,
  ) {
    super(bytes);
    this.start = startOfDocument(bytes);
  }

  *index(): Slices<RegistrationPage<T>[] | null> {
    const document = new Members(this.bytes, this.start);
    let pages: RegistrationPage<T>[] | null = null;
    while (document.next()) {
      if (!document.keyIs('items') || !isList(this.bytes, document.at)) {
        yield* this.pass(document);
        continue;
      }
      pages = [];
      const list = new Elements(this.bytes, document.at);
      while (list.next()) {
        if (pages.length === MAXIMUM_PAGES)
          throw new TooManyVersions(`lists more than ${MAXIMUM_PAGES} pages of versions`);
        if (!isObject(this.bytes, list.at)) throw new UnreadableJson(`a page was expected at byte ${list.at}`);
        const members = new Members(this.bytes, list.at);
        pages.push(yield* this.membersOfPage(members));
        list.at = members.at;
      }
      document.at = list.at;
    }
    finishDocument(this.bytes, document.at);
    return pages;
  }

  *page(): Slices<RegistrationPage<T>> {
    const document = new Members(this.bytes, this.start);
    const page = yield* this.membersOfPage(document);
    finishDocument(this.bytes, document.at);
    return page;
  }

  *texts(): Slices<string[] | null> {
    const document = new Members(this.bytes, this.start);
    let found: string[] | null = null;
    while (document.next()) {
      if (!document.keyIs('versions') || !isList(this.bytes, document.at)) {
        yield* this.pass(document);
        continue;
      }
      found = [];
      const list = new Elements(this.bytes, document.at);
      while (list.next()) {
        this.countOne();
        const from = list.at;
        yield* this.pass(list);
        if (isString(this.bytes, from) && list.at - from <= MAXIMUM_TEXT_BYTES)
          found.push(decodeString(this.bytes, from, list.at));
      }
      document.at = list.at;
    }
    finishDocument(this.bytes, document.at);
    return found;
  }

  private *membersOfPage(members: Members): Slices<RegistrationPage<T>> {
    const page: RegistrationPage<T> = { versions: null, address: null, lower: null, upper: null };
    while (members.next()) {
      const from = members.at;
      if (members.keyIs('items') && isList(this.bytes, from)) {
        const list = new Elements(this.bytes, from);
        page.versions = yield* this.versions(list);
        members.at = list.at;
      } else {
        yield* this.pass(members);
        if (!isString(this.bytes, from) || members.at - from > MAXIMUM_ADDRESS_BYTES) continue;
        if (members.keyIs('@id')) page.address = decodeString(this.bytes, from, members.at);
        else if (members.keyIs('lower')) page.lower = decodeString(this.bytes, from, members.at);
        else if (members.keyIs('upper')) page.upper = decodeString(this.bytes, from, members.at);
      }
    }
    return page;
  }

  private *versions(list: Elements): Slices<T[]> {
    const found: T[] = [];
    while (list.next()) {
      this.countOne();
      const from = list.at;
      yield* this.pass(list);
      const version = isObject(this.bytes, from) ? this.read(this.entry(from, list.at)) : null;
      if (version !== null) found.push(version);
    }
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
}
