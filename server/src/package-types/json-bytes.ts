/**
 * Walks a JSON document byte by byte without building what is not asked for. It judges the structure that it walks through;
 * what is skipped must have its brackets and quotes in balance and is not read further.
 */

/** The bytes are no JSON document, or only the beginning of one. */
export class UnreadableJson extends Error {}

/** JSON nests no deeper in any packument; the limit only bounds nonsense. */
const MAXIMUM_DEPTH = 512;

const [SPACE, QUOTE, COMMA, COLON, BACKSLASH] = [0x20, 0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The members of one object, in order. After each `next`, either `skip` the value or move `at` behind it. */
export class Members {
  /** Where the value of this member begins; behind the object once `next` has said false. */
  at: number;
  private isFirst = true;
  private keyStart = 0;
  private keyEnd = 0;
  private isKeyPlain = true;

  /** `start` is the place of the object's opening brace. */
  constructor(
    private readonly bytes: Buffer,
    start: number,
  ) {
    if (!isObject(bytes, start)) throw new UnreadableJson(`an object was expected at byte ${start}`);
    this.at = start + 1;
  }

  /** Begins anew with another object of the same document: one walker serves for a thousand objects of one kind. */
  enter(start: number): void {
    if (!isObject(this.bytes, start)) throw new UnreadableJson(`an object was expected at byte ${start}`);
    this.at = start + 1;
    this.isFirst = true;
  }

  /** Moves to the next member; false at the end of the object. */
  next(): boolean {
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
    return this.isKeyPlain ? isText(this.bytes, this.keyStart, this.keyEnd, word) : this.key() === word;
  }

  key(): string {
    return this.isKeyPlain
      ? latin1(this.bytes, this.keyStart, this.keyEnd)
      : decodeString(this.bytes, this.keyStart - 1, this.keyEnd + 1);
  }

  skip(): void {
    this.at = endOfValue(this.bytes, this.at);
  }

  private readKey(start: number): number {
    const { bytes } = this;
    let at = start;
    let all = 0;
    this.isKeyPlain = true;
    for (; at < bytes.length; at += 1) {
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
    throw cutOff();
  }
}

/** The elements of one list, in order. After each `next`, either `skip` the element or move `at` behind it. */
export class Elements {
  /** Where this element begins; behind the list once `next` has said false. */
  at: number;
  private isFirst = true;

  /** `start` is the place of the list's opening bracket. */
  constructor(
    private readonly bytes: Buffer,
    start: number,
  ) {
    if (!isList(bytes, start)) throw new UnreadableJson(`a list was expected at byte ${start}`);
    this.at = start + 1;
  }

  /** Moves to the next element; false at the end of the list. */
  next(): boolean {
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

  skip(): void {
    this.at = endOfValue(this.bytes, this.at);
  }
}

export function isList(bytes: Buffer, at: number): boolean {
  return bytes[at] === OPEN_BRACKET;
}

export function isObject(bytes: Buffer, at: number): boolean {
  return bytes[at] === OPEN_BRACE;
}

export function isString(bytes: Buffer, at: number): boolean {
  return bytes[at] === QUOTE;
}

export function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte > SPACE || (byte !== SPACE && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) break;
    at += 1;
  }
  return at;
}

/** The place behind the value that begins at `at`. */
export function endOfValue(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === QUOTE) return endOfString(bytes, at + 1);
  if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return endOfNested(bytes, at + 1);
  return endOfScalar(bytes, at);
}

/** The text of a string from its opening quote to behind its closing one, escapes resolved. */
export function decodeString(bytes: Buffer, start: number, end: number): string {
  try {
    return JSON.parse(bytes.toString('utf8', start, end)) as string;
  } catch {
    throw new UnreadableJson(`the string at byte ${start} cannot be read`);
  }
}

/** ASCII text between two places. */
export function latin1(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end);
}

/** The place behind the closing quote; `from` is inside the string. */
function endOfString(bytes: Buffer, from: number): number {
  const { length } = bytes;
  let at = from;
  while (at < length) {
    const byte = bytes[at] as number;
    at += 1;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at += 1;
  }
  throw cutOff();
}

function endOfNested(bytes: Buffer, from: number): number {
  const { length } = bytes;
  let at = from;
  let depth = 1;
  while (at < length) {
    const byte = bytes[at] as number;
    at += 1;
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
      if (depth > MAXIMUM_DEPTH) throw new UnreadableJson(`it nests deeper than ${MAXIMUM_DEPTH} levels`);
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  throw cutOff();
}

/** Numbers, true, false and null: none is longer than this in a document that means something. */
const MAXIMUM_SCALAR_LENGTH = 64;

function endOfScalar(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && at - start <= MAXIMUM_SCALAR_LENGTH && isScalarByte(bytes[at] as number)) at += 1;
  if (at === bytes.length) throw cutOff();
  if (!isWord(bytes, start, at) && !/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(latin1(bytes, start, at))) {
    throw misplaced(bytes, start);
  }
  return at;
}

function isWord(bytes: Buffer, start: number, end: number): boolean {
  return isText(bytes, start, end, 'false') || isText(bytes, start, end, 'true') || isText(bytes, start, end, 'null');
}

/** Whether this is the plain ASCII text, told without making a text. */
function isText(bytes: Buffer, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** Letters, digits, plus, minus and point. */
function isScalarByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x45
  );
}

function misplaced(bytes: Buffer, at: number): UnreadableJson {
  return at < bytes.length ? new UnreadableJson(`byte ${at} does not belong there`) : cutOff();
}

function cutOff(): UnreadableJson {
  return new UnreadableJson('it ends in the middle');
}
