/** Single values in the bytes of a JSON document: where they end, and what they say. */

import type { Slices } from '../lib/in-slices.ts';

/** The bytes are no JSON document, or only the beginning of one. */
export class UnreadableJson extends Error {}

/** Bytes that are read between two turns of others: some milliseconds, whatever stands in them. */
export const SLICE_BYTES = 256 * 1024;

/** What no registry's document reaches; the limits only bound nonsense. */
const MAXIMUM_DEPTH = 512;
const MAXIMUM_SPACE = 1024 * 1024;

/** A value goes on behind the place up to which it was to be read. */
export const TOO_LONG = -1;

const [SPACE, QUOTE, BACKSLASH] = [0x20, 0x22, 0x5c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

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
  if ((bytes[from] as number) > SPACE) return from;
  let at = from;
  const limit = Math.min(bytes.length, from + MAXIMUM_SPACE);
  while (at < limit) {
    const byte = bytes[at] as number;
    if (byte > SPACE || (byte !== SPACE && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) break;
    at += 1;
  }
  return at;
}

/** The place behind the value that begins at `at`, or TOO_LONG. */
export function endOfValue(bytes: Buffer, at: number, limit: number): number {
  const byte = bytes[at];
  if (byte === QUOTE) return endOfString(bytes, at + 1, limit);
  if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return endOfNested(bytes, at + 1, limit);
  return endOfScalar(bytes, at);
}

/** The same for a string, a list or an object of any length. */
export function* endOfLongValue(bytes: Buffer, start: number): Slices<number> {
  let at = start;
  let depth = 0;
  let isInString = false;
  while (at < bytes.length) {
    const end = Math.min(bytes.length, at + SLICE_BYTES);
    while (at < end) {
      const byte = bytes[at] as number;
      at += 1;
      if (byte === BACKSLASH && isInString) at += 1;
      else if (byte === QUOTE) isInString = !isInString;
      else if (!isInString) depth = depthBehind(byte, depth);
      if (depth === 0 && !isInString) return at;
    }
    yield;
  }
  throw cutOff();
}

function depthBehind(byte: number, depth: number): number {
  if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) return depth - 1;
  if (byte !== OPEN_BRACE && byte !== OPEN_BRACKET) return depth;
  if (depth === MAXIMUM_DEPTH) throw new UnreadableJson(`it nests deeper than ${MAXIMUM_DEPTH} levels`);
  return depth + 1;
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

/** The place behind the closing quote, or TOO_LONG; `from` is inside the string. */
function endOfString(bytes: Buffer, from: number, limit: number): number {
  const end = Math.min(bytes.length, limit);
  let at = from;
  while (at < end) {
    const byte = bytes[at] as number;
    at += 1;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at += 1;
  }
  return tooLongOrCutOff(bytes, end);
}

function endOfNested(bytes: Buffer, from: number, limit: number): number {
  const end = Math.min(bytes.length, limit);
  let at = from;
  let depth = 1;
  while (at < end) {
    const byte = bytes[at] as number;
    at += 1;
    if (byte === QUOTE) {
      at = endOfString(bytes, at, limit);
      if (at === TOO_LONG) return TOO_LONG;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
      if (depth > MAXIMUM_DEPTH) throw new UnreadableJson(`it nests deeper than ${MAXIMUM_DEPTH} levels`);
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return tooLongOrCutOff(bytes, end);
}

function tooLongOrCutOff(bytes: Buffer, end: number): number {
  if (end < bytes.length) return TOO_LONG;
  throw cutOff();
}

/** Numbers, true, false and null: none is longer than this in a document that means something. */
const MAXIMUM_SCALAR_LENGTH = 64;

function endOfScalar(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && at - start <= MAXIMUM_SCALAR_LENGTH && isScalarByte(bytes[at] as number)) at += 1;
  if (at === bytes.length) throw cutOff();
  const isKnown =
    isWord(bytes, start, at, 'false') || isWord(bytes, start, at, 'true') || isWord(bytes, start, at, 'null');
  if (!isKnown && !/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(latin1(bytes, start, at))) throw misplaced(bytes, start);
  return at;
}

/** Whether this plain ASCII word stands between two places, told without making a text. */
export function isWord(bytes: Buffer, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let index = 0; index < word.length; index += 1) {
    if (bytes[start + index] !== word.charCodeAt(index)) return false;
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

export function misplaced(bytes: Buffer, at: number): UnreadableJson {
  return at < bytes.length ? new UnreadableJson(`byte ${at} does not belong there`) : cutOff();
}

export function cutOff(): UnreadableJson {
  return new UnreadableJson('it ends in the middle');
}
