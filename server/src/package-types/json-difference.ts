import { isDeepStrictEqual } from 'node:util';
import { isObject } from './document-members.ts';
import type { Edit } from './text-edit.ts';

/** An object of a document with some members set anew; the others are not copied. */
export class ChangedObject {
  /** Values, objects of the document that are changed in turn among them. */
  readonly members = new Map<string, unknown>();

  constructor(readonly before: Record<string, unknown>) {}

  /** As a plain object; a computed key takes `__proto__` for a name like any other. */
  whole(): Record<string, unknown> {
    const changed = new Map<string, unknown>(Object.entries(this.before));
    for (const [key, value] of this.members) changed.set(key, value instanceof ChangedObject ? value.whole() : value);
    return Object.fromEntries(changed);
  }
}

/**
 * The edits of a JSON text whose value has become another one. Only what differs is written anew, set as what stands around
 * it; everything else stays as it is, space and line ends included. `before` is what the text says; members that both values
 * share by reference are not looked at, and of a ChangedObject nothing but what is set. New members stand behind the one that
 * they follow in `after`.
 */
export function jsonEdits(text: string, before: unknown, after: unknown): Edit[] {
  if (before === after) return [];
  const writer = new DifferenceWriter(text);
  writer.value(skipSpace(text, 0), before, after);
  return writer.edits;
}

interface Member {
  key: string;
  keyStart: number;
  valueStart: number;
  valueEnd: number;
}

class DifferenceWriter {
  readonly edits: Edit[] = [];
  readonly #lineEnd: string;
  readonly #unit: string;

  constructor(private readonly text: string) {
    this.#lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    this.#unit = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  }

  value(start: number, before: unknown, after: unknown): void {
    if (before === after) return;
    if (after instanceof ChangedObject) {
      this.#changed(start, before, after);
      return;
    }
    // What two objects have in common is found among their members, each compared once.
    if (isObject(before) && isObject(after) && Object.keys(before).length > 0) this.#members(start, before, after);
    else if (!isDeepStrictEqual(before, after))
      this.#replace(start, endOfValue(this.text, start), this.#written(after, this.#indentAt(start), true));
  }

  #changed(start: number, before: unknown, after: ChangedObject): void {
    const { found, byKey } = after.before === before ? membersOnce(this.text, start, after.before) : NO_MEMBERS;
    const [first] = found;
    if (!first) {
      this.value(start, before, after.whole());
      return;
    }
    const added: Record<string, unknown> = {};
    for (const [key, value] of after.members) {
      const known = byKey.get(key);
      if (known) this.value(known.valueStart, after.before[key], value);
      else Object.defineProperty(added, key, { value: plain(value), enumerable: true });
    }
    this.#putIn(first, byKey, added, found.at(-1));
  }

  #members(start: number, before: Record<string, unknown>, after: Record<string, unknown>): void {
    const all = membersOnce(this.text, start, before).found;
    const kept = all.filter(({ key }) => Object.hasOwn(after, key));
    const [first] = kept;
    if (!first) {
      const content = this.#written(after, this.#indentAt(start), all.length === 0 || this.#isSpread(all));
      this.#replace(start, endOfValue(this.text, start), content);
      return;
    }
    // Of a key that is there twice, the last one counts.
    const byKey = new Map(kept.map((member) => [member.key, member]));
    for (const [key, { valueStart }] of byKey) this.value(valueStart, before[key], after[key]);
    this.#takeAway(all, after);
    this.#putIn(first, byKey, after);
  }

  #takeAway(all: readonly Member[], after: Record<string, unknown>): void {
    let previous: Member | null = null;
    let run: Member[] = [];
    for (const member of all) {
      if (!Object.hasOwn(after, member.key)) {
        run.push(member);
        continue;
      }
      if (run[0]) this.#replace(run[0].keyStart, member.keyStart, '');
      run = [];
      previous = member;
    }
    const last = run.at(-1);
    if (last && previous) this.#replace(previous.valueEnd, last.valueEnd, '');
  }

  /** What of `after` is new, each behind the one that it follows there; the first ones behind `anchor`, or in front. */
  #putIn(
    first: Member,
    byKey: ReadonlyMap<string, Member>,
    after: Record<string, unknown>,
    anchor: Member | null = null,
  ): void {
    const space = spaceBefore(this.text, first.keyStart);
    const colon = this.text.slice(endOfString(this.text, first.keyStart), first.valueStart);
    const indent = space.slice(space.lastIndexOf('\n') + 1);
    let last = anchor;
    for (const key of Object.keys(after)) {
      const known = byKey.get(key);
      if (known) {
        last = known;
        continue;
      }
      const value = this.#written(after[key], indent, space.includes('\n'), colon);
      const member = `${JSON.stringify(key)}${colon}${value}`;
      if (last) this.#replace(last.valueEnd, last.valueEnd, `,${space}${member}`);
      else this.#replace(first.keyStart, first.keyStart, `${member},${space}`);
    }
  }

  #written(value: unknown, indent: string, isSpread: boolean, colon = ': '): string {
    if (isSpread) return JSON.stringify(value, null, this.#unit).replaceAll('\n', `${this.#lineEnd}${indent}`);
    return colon === ':' ? JSON.stringify(value) : JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ');
  }

  #isSpread(members: readonly Member[]): boolean {
    return members.some(({ keyStart }) => spaceBefore(this.text, keyStart).includes('\n'));
  }

  #indentAt(position: number): string {
    const line = this.text.lastIndexOf('\n', position - 1) + 1;
    return /^[ \t]*/.exec(this.text.slice(line, position))?.[0] ?? '';
  }

  #replace(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

interface Members {
  found: readonly Member[];
  /** Of a key that is there twice, the last one counts. */
  byKey: ReadonlyMap<string, Member>;
}

const NO_MEMBERS: Members = { found: [], byKey: new Map() };

const looked = new WeakMap<object, Members & { text: string; start: number }>();

/** A document that is read once and changed in many ways is looked through once. */
function membersOnce(text: string, start: number, value: object): Members {
  const known = looked.get(value);
  if (known?.start === start && known.text === text) return known;
  const found = membersAt(text, start);
  const members = { text, start, found, byKey: new Map(found.map((member) => [member.key, member])) };
  looked.set(value, members);
  return members;
}

function plain(value: unknown): unknown {
  return value instanceof ChangedObject ? value.whole() : value;
}

/** The members of the object that begins at `start`, in a text that is valid JSON. */
function membersAt(text: string, start: number): Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, start + 1);
  while (at < text.length && text.charCodeAt(at) !== CLOSE_BRACE) {
    const keyEnd = endOfString(text, at);
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const valueEnd = endOfValue(text, valueStart);
    members.push({ key: JSON.parse(text.slice(at, keyEnd)) as string, keyStart: at, valueStart, valueEnd });
    at = skipSpace(text, valueEnd);
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return members;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function spaceBefore(text: string, position: number): string {
  let start = position;
  while (start > 0 && text.charCodeAt(start - 1) <= 0x20) start -= 1;
  return text.slice(start, position);
}

/** Just behind the closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at + 1;
}

function endOfValue(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === QUOTE) return endOfString(text, start);
  if (code !== OPEN_BRACE && code !== OPEN_BRACKET) return endOfScalar(text, start);
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const next = text.charCodeAt(at);
    if (next === QUOTE) {
      at = endOfString(text, at);
      continue;
    }
    at += 1;
    if (next === OPEN_BRACE || next === OPEN_BRACKET) depth += 1;
    else if (next === CLOSE_BRACE || next === CLOSE_BRACKET) depth -= 1;
    if (depth === 0) return at;
  }
  return at;
}

function endOfScalar(text: string, start: number): number {
  let at = start;
  while (at < text.length && /[\w.+-]/.test(text.charAt(at))) at += 1;
  return at;
}
