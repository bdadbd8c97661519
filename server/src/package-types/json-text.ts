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

/** Shared by all members whose own members are not asked for. */
const NO_MEMBERS: Map<string, MemberLines> = new Map();

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
