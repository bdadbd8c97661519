/**
 * Walks a JSON document byte by byte without building what is not asked for. It judges the structure that it walks through;
 * what is skipped must have its brackets and quotes in balance and is not read further.
 */

import type { Slices } from '../lib/in-slices.ts';
import {
  cutOff,
  decodeString,
  endOfLongValue,
  endOfValue,
  isList,
  isObject,
  isWord,
  latin1,
  misplaced,
  SLICE_BYTES,
  skipSpace,
  TOO_LONG,
  UnreadableJson,
} from './json-values.ts';

const [QUOTE, COMMA, COLON, BACKSLASH, CLOSE_BRACKET, CLOSE_BRACE] = [0x22, 0x2c, 0x3a, 0x5c, 0x5d, 0x7d];

/** No registry writes a longer one; the limit only bounds nonsense. */
const MAXIMUM_KEY_BYTES = 64 * 1024;

/** A way through an object or a list. */
abstract class Walk {
  /** Where the value that was come to begins; behind the whole once `next` has said false. */
  at: number;
  protected isFirst = true;

  constructor(
    protected readonly bytes: Buffer,
    start: number,
  ) {
    this.at = start + 1;
  }

  /** Moves to the next value; false at the end. Then either `skip` the value or move `at` behind it. */
  abstract next(): boolean;

  /** Moves behind the value; false where it is long, so that `skipLong` has to do it. */
  skip(): boolean {
    const end = endOfValue(this.bytes, this.at, this.at + SLICE_BYTES);
    if (end !== TOO_LONG) this.at = end;
    return end !== TOO_LONG;
  }

  *skipLong(): Slices<void> {
    this.at = yield* endOfLongValue(this.bytes, this.at);
  }
}

/** The members of one object, in order. */
export class Members extends Walk {
  private keyStart = 0;
  private keyEnd = 0;
  private isKeyPlain = true;

  /** `start` is the place of the object's opening brace. */
  constructor(bytes: Buffer, start: number) {
    if (!isObject(bytes, start)) throw new UnreadableJson(`an object was expected at byte ${start}`);
    super(bytes, start);
  }

  /** Begins anew with another object of the same document: one walk serves for a thousand objects of one kind. */
  enter(start: number): void {
    if (!isObject(this.bytes, start)) throw new UnreadableJson(`an object was expected at byte ${start}`);
    this.at = start + 1;
    this.isFirst = true;
  }

  override next(): boolean {
    const { bytes } = this;
    let at = skipSpace(bytes, this.at);
    if (bytes[at] === CLOSE_BRACE) {
      this.at = at + 1;
      return false;
    }
    if (!this.isFirst) {
      if (bytes[at] !== COMMA) throw misplaced(bytes, at);
      at = skipSpace(bytes, at + 1);
    }
    this.isFirst = false;
    if (bytes[at] !== QUOTE) throw misplaced(bytes, at);
    at = skipSpace(bytes, this.readKey(at + 1) + 1);
    if (bytes[at] !== COLON) throw misplaced(bytes, at);
    this.at = skipSpace(bytes, at + 1);
    return true;
  }

  /** Whether the member's key is this plain ASCII word. */
  keyIs(word: string): boolean {
    return this.isKeyPlain ? isWord(this.bytes, this.keyStart, this.keyEnd, word) : this.key() === word;
  }

  key(): string {
    return this.isKeyPlain
      ? latin1(this.bytes, this.keyStart, this.keyEnd)
      : decodeString(this.bytes, this.keyStart - 1, this.keyEnd + 1);
  }

  private readKey(start: number): number {
    const { bytes } = this;
    let at = start;
    let all = 0;
    this.isKeyPlain = true;
    const limit = Math.min(bytes.length, start + MAXIMUM_KEY_BYTES);
    for (; at < limit; at += 1) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        this.keyStart = start;
        this.keyEnd = at;
        if (all > 0x7f) this.isKeyPlain = false;
        return at;
      }
      if (byte === BACKSLASH) {
        this.isKeyPlain = false;
        at += 1;
      }
      all |= byte;
    }
    if (limit < bytes.length) throw new UnreadableJson(`the key at byte ${start} is far too long`);
    throw cutOff();
  }
}

/** The elements of one list, in order. */
export class Elements extends Walk {
  /** `start` is the place of the list's opening bracket. */
  constructor(bytes: Buffer, start: number) {
    if (!isList(bytes, start)) throw new UnreadableJson(`a list was expected at byte ${start}`);
    super(bytes, start);
  }

  override next(): boolean {
    const { bytes } = this;
    let at = skipSpace(bytes, this.at);
    if (bytes[at] === CLOSE_BRACKET) {
      this.at = at + 1;
      return false;
    }
    if (!this.isFirst) {
      if (bytes[at] !== COMMA) throw misplaced(bytes, at);
      at = skipSpace(bytes, at + 1);
    }
    this.isFirst = false;
    this.at = at;
    return true;
  }
}

/** Where the document begins, behind a byte order mark that nobody should write. */
export function startOfDocument(bytes: Buffer): number {
  const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return skipSpace(bytes, hasByteOrderMark ? 3 : 0);
}

/** Throws where anything but white space follows. */
export function finishDocument(bytes: Buffer, at: number): void {
  if (skipSpace(bytes, at) < bytes.length) throw new UnreadableJson('something follows the document');
}
