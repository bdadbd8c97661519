/** What a look-up needs of a packument, read from its bytes in one pass: building the whole document costs four times as much. */

import { runInSlices, type Slices } from '../../lib/in-slices.ts';
import { finishDocument, Members, startOfDocument } from '../json-bytes.ts';
import { JsonScan } from '../json-scan.ts';
import { decodeString, isObject, isString, latin1, SLICE_BYTES, UnreadableJson } from '../json-values.ts';
import { MAXIMUM_VERSIONS, TooManyVersions } from '../too-many-versions.ts';
import { withdrawalReason } from '../registry-answer.ts';

export interface PackumentIndex {
  tags: Map<string, string>;
  /** By version, its manifest's message where it is deprecated, else null; null where the document lists no versions at all. */
  versions: Map<string, string | null> | null;
  /** The one version whose message was looked for; null where that is every version. */
  onlyMessageOf: string | null;
  /** By version, milliseconds since 1970; more keys than versions are usual, and none in the abbreviated form. */
  publishedAt: Map<string, number>;
  /** The maintainer took every version back. */
  isUnpublished: boolean;
}

/** Longer messages are cut: they are somebody else's words, and are shown in a list. */
const MAXIMUM_MESSAGE_BYTES = 2_000;

/** No version, tag or time is longer; a longer text is none. */
const MAXIMUM_TEXT_BYTES = 1_024;

/**
 * Reads a packument, full or abbreviated, with its keys in any order; of two equal keys the later one counts, as in
 * JSON.parse. What `isVersion` does not take for a version is left out. However long the document and whatever is long in it,
 * others have their turn meanwhile. Where `isLatestEnough`, the messages of other versions than the one tagged latest may be left
 * out, which saves a third of the time. Rejects with UnreadableJson and TooManyVersions.
 */
export async function scanPackument(
  bytes: Buffer,
  isVersion: (key: string) => boolean,
  isLatestEnough = false,
): Promise<PackumentIndex> {
  const scan = new PackumentScan(bytes, isVersion, isLatestEnough);
  await runInSlices(scan.run());
  return scan.index;
}

/** One that is being read. */
interface Manifest {
  members: Members;
  /** The message that was come by so far. */
  deprecated: string | null;
}

class PackumentScan extends JsonScan {
  readonly index: PackumentIndex = {
    tags: new Map(),
    versions: null,
    onlyMessageOf: null,
    publishedAt: new Map(),
    isUnpublished: false,
  };

  constructor(
    bytes: Buffer,
    private readonly isVersion: (key: string) => boolean,
    private readonly isLatestEnough: boolean,
  ) {
    super(bytes);
  }

  /** Yields where a pause is due. */
  *run(): Slices<void> {
    const { bytes, index } = this;
    const document = new Members(bytes, startOfDocument(bytes));
    while (document.next()) {
      if (document.keyIs('versions')) {
        index.versions = new Map();
        document.at = yield* this.readVersions(document.at, index.versions);
      } else if (document.keyIs('dist-tags')) {
        index.tags.clear();
        yield* this.readTags(document);
      } else if (document.keyIs('time')) {
        index.publishedAt.clear();
        index.isUnpublished = false;
        yield* this.readTimes(document);
      } else {
        yield* this.pass(document);
      }
    }
    finishDocument(bytes, document.at);
  }

  private *readVersions(start: number, versions: Map<string, string | null>): Slices<number> {
    const members = new Members(this.bytes, start);
    const manifest: Manifest = { members: new Members(this.bytes, start), deprecated: null };
    const only = this.isLatestEnough ? (this.index.tags.get('latest') ?? null) : null;
    this.index.onlyMessageOf = only;
    for (let count = 1; members.next(); count += 1) {
      checkCount(count, 'versions');
      const version = members.key();
      if (!isObject(this.bytes, members.at)) {
        versions.delete(version);
        yield* this.pass(members);
      } else if (only !== null && version !== only) {
        if (this.isVersion(version)) versions.set(version, null);
        yield* this.pass(members);
      } else {
        manifest.members.enter(members.at);
        manifest.deprecated = null;
        // Nearly every manifest is read in one go.
        for (let stop = this.readOn(manifest); stop !== 'end'; stop = this.readOn(manifest)) {
          if (stop === 'long-value') yield* this.readLongValue(manifest);
          else yield;
        }
        if (this.isVersion(version)) versions.set(version, manifest.deprecated);
        members.at = manifest.members.at;
        if (this.isPauseDue(members.at)) yield;
      }
    }
    return members.at;
  }

  /** Reads on to the end of the manifest, to a value that is too long to be passed at once, or until a pause is due. */
  private readOn(manifest: Manifest): 'end' | 'long-value' | 'pause' {
    const { members } = manifest;
    const pauseAt = members.at + SLICE_BYTES;
    while (members.next()) {
      const start = members.at;
      if (!members.skip()) return 'long-value';
      if (members.keyIs('deprecated')) manifest.deprecated = this.deprecationMessage(start, members.at);
      if (members.at > pauseAt) return 'pause';
    }
    return 'end';
  }

  private *readLongValue(manifest: Manifest): Slices<void> {
    const { members } = manifest;
    const start = members.at;
    yield* members.skipLong();
    if (members.keyIs('deprecated')) manifest.deprecated = this.deprecationMessage(start, members.at);
  }

  /** An empty text takes a deprecation back: https://docs.npmjs.com/cli/commands/npm-deprecate */
  private deprecationMessage(start: number, end: number): string | null {
    if (!isString(this.bytes, start)) return latin1(this.bytes, start, end) === 'true' ? NO_REASON : null;
    if (end - start === 2) return null;
    const text = end - start > MAXIMUM_MESSAGE_BYTES ? this.beginning(start) : decodeString(this.bytes, start, end);
    return withdrawalReason(text, NO_REASON);
  }

  /** The first part of a long string, without what a cut in the middle of an escape or of a character leaves. */
  private beginning(start: number): string {
    const text = this.bytes.toString('utf8', start + 1, start + MAXIMUM_MESSAGE_BYTES);
    const whole = text.replace(/\ufffd+$/, '').replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, '');
    try {
      return `${(JSON.parse(`"${whole}"`) as string).replace(/[\ud800-\udbff]$/, '')} …`;
    } catch {
      throw new UnreadableJson(`the string at byte ${start} cannot be read`);
    }
  }

  private *readTags(document: Members): Slices<void> {
    if (!isObject(this.bytes, document.at)) return yield* this.pass(document);
    const members = new Members(this.bytes, document.at);
    for (let count = 1; members.next(); count += 1) {
      checkCount(count, 'tags');
      const [tag, start] = [members.key(), members.at];
      yield* this.pass(members);
      if (this.isText(start, members.at)) this.index.tags.set(tag, decodeString(this.bytes, start, members.at));
      else this.index.tags.delete(tag);
    }
    document.at = members.at;
    return undefined;
  }

  private *readTimes(document: Members): Slices<void> {
    if (!isObject(this.bytes, document.at)) return yield* this.pass(document);
    const members = new Members(this.bytes, document.at);
    for (let count = 1; members.next(); count += 1) {
      checkCount(count, 'times');
      const start = members.at;
      if (!members.skip()) yield* members.skipLong();
      if (members.keyIs('unpublished')) this.index.isUnpublished = isObject(this.bytes, start);
      if (this.isText(start, members.at)) {
        this.index.publishedAt.set(members.key(), this.readTime(start, members.at));
      } else {
        this.index.publishedAt.delete(members.key());
      }
      if (this.isPauseDue(members.at)) yield;
    }
    document.at = members.at;
    return undefined;
  }

  private isText(start: number, end: number): boolean {
    return isString(this.bytes, start) && end - start <= MAXIMUM_TEXT_BYTES;
  }

  /** NaN where it is no time. */
  private readTime(start: number, end: number): number {
    // Every registry writes this form; reading its digits costs a tenth of making a text of them.
    if (end - start === '"2024-01-02T03:04:05.678Z"'.length && this.bytes[end - 2] === 0x5a) {
      const date = Date.UTC(this.digits(start + 1, 4), this.digits(start + 6, 2) - 1, this.digits(start + 9, 2));
      const minutes = this.digits(start + 12, 2) * 60 + this.digits(start + 15, 2);
      const milliseconds = date + minutes * 60_000 + this.digits(start + 18, 2) * 1_000 + this.digits(start + 21, 3);
      if (!Number.isNaN(milliseconds)) return milliseconds;
    }
    return Date.parse(decodeString(this.bytes, start, end));
  }

  private digits(start: number, count: number): number {
    let value = 0;
    for (let at = start; at < start + count; at += 1) {
      const digit = (this.bytes[at] as number) - 0x30;
      if (digit < 0 || digit > 9) return Number.NaN;
      value = value * 10 + digit;
    }
    return value;
  }
}

function checkCount(count: number, what: string): void {
  if (count > MAXIMUM_VERSIONS) throw new TooManyVersions(`lists more than ${MAXIMUM_VERSIONS} ${what}`);
}

const NO_REASON = 'The maintainer deprecated it and gave no reason.';
