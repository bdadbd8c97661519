import { isObject, type MemberLines } from './document-members.ts';
import { TextLines } from './text-lines.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** A JSON document that is an object; throws UnreadableFile with the line where it is none. */
export function readJsonObject(text: string): Record<string, unknown> {
  const value = parse(text);
  if (!isObject(value)) throw new UnreadableFile(1, 'It holds JSON, but no object, and a file of this kind is one.');
  return value;
}

/**
 * The lines of all members of objects within objects, down to `depth`; what stands in lists is left out. Only for a text that
 * is valid JSON. One pass, since parsers that keep positions cost ten times what JSON.parse does.
 */
export function memberLines(text: string, depth: number): MemberLines {
  const root: MemberLines = { line: 1, members: new Map() };
  const open: (MemberLines | null)[] = [];
  let current: MemberLines | null = null;
  let pending: MemberLines | null = root;
  let line = 1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= SPACE) {
      if (code === NEWLINE) line += 1;
      continue;
    }
    switch (code) {
      case QUOTE: {
        const end = endOfString(text, index);
        if (current !== null && isKey(text, end)) {
          pending = { line, members: open.length < depth ? new Map() : NO_MEMBERS };
          current.members.set(unescaped(text, index, end), pending);
        }
        index = end - 1;
        break;
      }
      case OPEN_BRACE:
        open.push(current);
        current = pending !== null && open.length <= depth ? pending : null;
        pending = null;
        break;
      case OPEN_BRACKET:
        open.push(current);
        current = null;
        pending = null;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        current = open.pop() ?? null;
        pending = null;
        break;
    }
  }
  return root;
}

/**
 * The lines of the members of one object: `keys` are those of the document's member `name`, in their order. Lockfiles are laid out
 * as JSON.stringify does it, with one member a line; where that holds, lines are counted and little else is looked at.
 */
export function linesOfMembers(text: string, name: string, keys: readonly string[]): number[] {
  const counted = countedLines(text, name, keys);
  if (counted) return counted;
  const lines = memberLines(text, 2).members.get(name);
  return keys.map((key) => lines?.members.get(key)?.line ?? lines?.line ?? 1);
}

/** Null unless every key, and no other one, begins a line with the same indentation behind the line of `name`. */
function countedLines(text: string, name: string, keys: readonly string[]): number[] | null {
  const [, outer] = /^\{\r?\n([ \t]+)"/.exec(text) ?? [];
  if (outer === undefined) return null;
  const start = text.indexOf(`\n${outer}${JSON.stringify(name)}: {`);
  const first = text.indexOf('\n', start + 1);
  if (start < 0 || first < 0) return null;
  const width = endOfBlanks(text, first + 1) - (first + 1);
  if (width <= outer.length) return null;
  let line = 1;
  for (let end = text.indexOf('\n'); end < first; end = text.indexOf('\n', end + 1)) line += 1;
  const lines: number[] = [];
  for (let end = first; end >= 0; end = text.indexOf('\n', end + 1)) {
    line += 1;
    const quote = end + 1 + width;
    if (text.charCodeAt(end + 1 + outer.length) === CLOSE_BRACE) break;
    if (text.charCodeAt(quote) !== QUOTE || text.charCodeAt(quote - 1) > SPACE) continue;
    const key = keys[lines.length];
    if (key === undefined || !text.startsWith(key, quote + 1)) return null;
    if (text.charCodeAt(quote + 1 + key.length) !== QUOTE) return null;
    lines.push(line);
  }
  return lines.length === keys.length ? lines : null;
}

function endOfBlanks(text: string, from: number): number {
  let index = from;
  while (text.charCodeAt(index) === SPACE || text.charCodeAt(index) === TAB) index += 1;
  return index;
}

/** Shared by all members whose own members are not asked for. */
const NO_MEMBERS: Map<string, MemberLines> = new Map();

const TAB = 9;
const NEWLINE = 10;
const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    const offset = position === undefined ? text.length : Number(position);
    throw new UnreadableFile(new TextLines(text).lineAt(offset), `It is no valid JSON: ${withoutExcerpt(message)}.`);
  }
}

/** Node adds the position and an excerpt of the text; the line says where. */
function withoutExcerpt(message: string): string {
  return message
    .replace(/ (?:in JSON )?at position .*$/s, '')
    .replace(/, (?:\.\.\.)?".*$/s, '')
    .replace(/[.\s]+$/, '');
}

/** Just behind the closing quote. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    if (text.charCodeAt(end - 1) !== BACKSLASH) return end + 1;
    let backslashes = 1;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function isKey(text: string, from: number): boolean {
  let index = from;
  while (index < text.length && text.charCodeAt(index) <= 32) index += 1;
  return text.charCodeAt(index) === COLON;
}

function unescaped(text: string, start: number, end: number): string {
  const content = text.slice(start + 1, end - 1);
  return content.includes('\\') ? (JSON.parse(`"${content}"`) as string) : content;
}
