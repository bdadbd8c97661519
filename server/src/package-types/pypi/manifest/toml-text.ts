import { parse, TomlError } from 'smol-toml';
import { isObject, type MemberLines } from '../../document-members.ts';
import { UnreadableFile } from '../../unreadable-file.ts';

/** Longer keys are no keys that anybody writes, and cost the parser time that grows with the square of their length. */
const MOST_KEY_PARTS = 100;

/** Where a key or item stands, and the span of its value, quotes included; for a table, from its heading to its last value. */
export interface TomlPlace extends MemberLines {
  start: number;
  end: number;
  members: Map<string, TomlPlace>;
}

/**
 * A TOML document, and the lines of its keys and items, which the parser does not keep; throws UnreadableFile with the line
 * where it is none.
 */
export function readToml(text: string): { document: Record<string, unknown>; lines: TomlPlace } {
  const lines = tomlLines(text);
  try {
    const document: unknown = parse(text);
    return { document: isObject(document) ? document : {}, lines };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n', 1);
    throw new UnreadableFile(error.line, `It is no valid TOML: ${reason}.`);
  }
}

/** The lines of all keys and items, items under their index; right for a text that is valid TOML, and something for any other. */
export function tomlLines(text: string): TomlPlace {
  return new TomlScanner(text).scan();
}

const BARE_KEY = /[^\s.=\]"']+/y;

class TomlScanner {
  readonly #root: TomlPlace = newPlace(1);
  #position = 0;
  #line = 1;

  constructor(private readonly text: string) {}

  scan(): TomlPlace {
    let table = this.#root;
    for (this.#skipBlank(); this.#position < this.text.length; this.#skipBlank()) {
      if (this.text.charAt(this.#position) === '[') table = this.#readHeading();
      else this.#readPair(table);
    }
    return this.#root;
  }

  #readHeading(): TomlPlace {
    const isList = this.text.startsWith('[[', this.#position);
    const start = this.#position;
    this.#position += isList ? 2 : 1;
    const keys = this.#readKeys(']');
    this.#position += isList ? 2 : 1;
    const line = this.#line;
    const last = keys.pop() ?? '';
    const parent = keys.reduce((table, key) => lastItemOf(child(table, key, line)), this.#root);
    const named = child(parent, last, line);
    const table = isList ? child(named, String(named.members.size), line) : named;
    return Object.assign(table, { start, end: this.#position });
  }

  #readPair(table: TomlPlace): void {
    const line = this.#line;
    const keys = this.#readKeys('=');
    this.#position += 1;
    this.#readValue(keys.reduce((parent, key) => child(parent, key, line), table));
    table.end = this.#position;
  }

  /** Dotted keys, up to the sign behind them. */
  #readKeys(end: string): string[] {
    const keys: string[] = [];
    for (;;) {
      if (keys.length > MOST_KEY_PARTS) throw new UnreadableFile(this.#line, 'It has a key of more than 100 parts.');
      this.#skipSpace();
      const character = this.text.charAt(this.#position);
      if (character === end || character === '') return keys;
      if (character === '.') this.#position += 1;
      else if (character === '"' || character === "'") keys.push(this.#readString());
      else {
        BARE_KEY.lastIndex = this.#position;
        const [bare = ''] = BARE_KEY.exec(this.text) ?? [];
        if (bare !== '') keys.push(bare);
        this.#position += Math.max(1, bare.length);
      }
    }
  }

  #readValue(lines: TomlPlace): void {
    this.#skipSpace();
    lines.start = this.#position;
    const character = this.text.charAt(this.#position);
    if (character === '"' || character === "'") this.#readString();
    else if (character === '[') this.#readList(lines);
    else if (character === '{') this.#readInlineTable(lines);
    else this.#skipScalar();
    lines.end = this.#position;
  }

  /** At least one character within a line, so that a text which is no TOML comes to its end as well. */
  #skipScalar(): void {
    const start = this.#position;
    while (this.#position < this.text.length && !/[\n,\]}#]/.test(this.text.charAt(this.#position)))
      this.#position += 1;
    if (this.#position === start && this.text.charAt(start) !== '\n') this.#position += 1;
  }

  #readList(lines: TomlPlace): void {
    this.#position += 1;
    for (let index = 0; this.#moveTo(']'); index += 1) this.#readValue(child(lines, String(index), this.#line));
  }

  #readInlineTable(lines: TomlPlace): void {
    this.#position += 1;
    while (this.#moveTo('}')) this.#readPair(lines);
  }

  /** To the next value of a list or table; false behind its end. */
  #moveTo(end: string): boolean {
    this.#skipBlank();
    while (this.text.charAt(this.#position) === ',') {
      this.#position += 1;
      this.#skipBlank();
    }
    if (this.#position >= this.text.length) return false;
    if (this.text.charAt(this.#position) !== end) return true;
    this.#position += 1;
    return false;
  }

  /** The text without quotes; escapes are left as they are, since keys hardly have any. */
  #readString(): string {
    const quote = this.text.charAt(this.#position);
    const isLong = this.text.startsWith(quote.repeat(3), this.#position);
    const start = this.#position + (isLong ? 3 : 1);
    const end = endOfString(this.text, start, quote, isLong);
    const content = this.text.slice(start, end);
    if (isLong) this.#line += content.split('\n').length - 1;
    this.#position = end + (isLong ? 3 : 1);
    // A long string may end in quotes of its own.
    if (isLong) while (this.text.charAt(this.#position) === quote) this.#position += 1;
    return content;
  }

  #skipSpace(): void {
    while (this.text.charAt(this.#position) === ' ' || this.text.charAt(this.#position) === '\t') this.#position += 1;
  }

  /** Space, line ends and comments. */
  #skipBlank(): void {
    for (; this.#position < this.text.length; this.#position += 1) {
      const character = this.text.charAt(this.#position);
      if (character === '#') {
        const end = this.text.indexOf('\n', this.#position);
        this.#position = (end < 0 ? this.text.length : end) - 1;
      } else if (character === '\n') this.#line += 1;
      else if (character !== ' ' && character !== '\t' && character !== '\r') return;
    }
  }
}

function newPlace(line: number): TomlPlace {
  return { line, start: 0, end: 0, members: new Map() };
}

function child(parent: TomlPlace, key: string, line: number): TomlPlace {
  let found = parent.members.get(key);
  if (!found) {
    found = newPlace(line);
    parent.members.set(key, found);
  }
  return found;
}

/** A heading below a list of tables means the last of them. */
function lastItemOf(lines: TomlPlace): TomlPlace {
  return lines.members.get(String(lines.members.size - 1)) ?? lines;
}

function endOfString(text: string, start: number, quote: string, isLong: boolean): number {
  const closing = isLong ? quote.repeat(3) : quote;
  for (let index = start; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\\' && quote === '"') index += 1;
    else if (character === quote && text.startsWith(closing, index)) return index;
  }
  return text.length;
}
