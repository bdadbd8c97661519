import { UnreadableFile } from '../../unreadable-file.ts';

/** A value of a lockfile of Yarn or pnpm: a text, members or items. */
export interface Block {
  line: number;
  /** As written without quotes; a flow collection such as `{integrity: ...}` with its brackets. Null where it has members or items. */
  value: string | null;
  members: Map<string, Block>;
  items: Block[];
}

/** `yaml` for what pnpm and Yarn Berry write, `yarn-one` for the format of Yarn 1, where a space parts key from value. */
export type BlockSyntax = 'yaml' | 'yarn-one';

interface Level {
  indent: number;
  block: Block;
  isItem: boolean;
}

/**
 * The part of YAML that lockfiles are written in, with the line of each value and in time that grows with the text; a general
 * parser needs a second for a megabyte. Anchors and aliases, which no lockfile has, are refused.
 */
export function readBlocks(text: string, syntax: BlockSyntax): Block {
  return new BlockReader(text, syntax).read();
}

/** The members of `{a: b, 'c': d}` one level deep; empty where it is no such thing. */
export function flowMembers(value: string | null): Map<string, string> {
  const members = new Map<string, string>();
  if (value === null || !/^\{.*\}$/s.test(value)) return members;
  const inner = value.slice(1, -1);
  const pattern =
    /\s*(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)"|([^\s:,'"][^:,]*))\s*:\s+(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)"|([^,'"[{][^,]*))?\s*(?:,|$)/gy;
  for (let match = pattern.exec(inner); match !== null; match = pattern.exec(inner)) {
    const [, single, double, plain, singleValue, doubleValue, plainValue] = match;
    const key = single ?? double ?? plain ?? '';
    members.set(key.trim(), (singleValue ?? doubleValue ?? plainValue ?? '').trim());
    if (pattern.lastIndex >= inner.length) break;
  }
  return members;
}

class BlockReader {
  readonly #levels: Level[];
  readonly #root: Block = newBlock(1);
  #position = 0;
  #line = 0;

  constructor(
    private readonly text: string,
    private readonly syntax: BlockSyntax,
  ) {
    this.#levels = [{ indent: -1, block: this.#root, isItem: false }];
  }

  read(): Block {
    for (let line = this.#next(); line !== null; line = this.#next()) {
      const indent = indentOf(line);
      const content = line.slice(indent).trimEnd();
      if (content === '' || content.startsWith('#') || content === '---') continue;
      if (content.startsWith('\t')) throw this.#problem('It is indented with a tab, which this format does not allow');
      this.#readContent(content, indent);
    }
    return this.#root;
  }

  #readContent(content: string, indent: number): void {
    if (this.syntax === 'yaml' && (content === '-' || content.startsWith('- '))) {
      this.#readItem(content.slice(1).trimStart(), indent);
    } else if (this.syntax === 'yaml' && content.startsWith('? ')) {
      const parent = this.#parentAt(indent);
      this.#open(parent, this.#unquoted(content.slice(2).trim()), indent);
    } else if (this.syntax === 'yaml' && /^:(?:\s|$)/.test(content)) {
      this.#readExplicitValue(content.slice(1).trim(), indent);
    } else {
      this.#readMember(content, indent);
    }
  }

  #readItem(content: string, indent: number): void {
    this.#popTo(indent, (level) => level.indent < indent || (level.indent === indent && !level.isItem));
    const block = newBlock(this.#line);
    this.#top().block.items.push(block);
    this.#levels.push({ indent, block, isItem: true });
    if (content === '') return;
    const isMember = /^(?:[^\s'"{[][^\s]*|'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")\s*:(?:\s|$)/.test(content);
    if (isMember) this.#readMember(content, indent + 2);
    else this.#setValue(block, content, indent);
  }

  /** `: value` behind `? key`; what follows the colon may itself be the first of several members. */
  #readExplicitValue(content: string, indent: number): void {
    this.#popTo(indent, (level) => level.indent <= indent);
    const { block } = this.#top();
    if (content === '') return;
    if (/^[\w'"-][^\s]*:(?:\s|$)/.test(content)) this.#readMember(content, indent + 2);
    else this.#setValue(block, content, indent);
  }

  #readMember(content: string, indent: number): void {
    const [key, rest] = this.syntax === 'yaml' ? this.#yamlKey(content) : this.#yarnKey(content);
    const block = this.#open(this.#parentAt(indent), key, indent);
    if (rest !== '') this.#setValue(block, rest, indent);
  }

  #parentAt(indent: number): Block {
    this.#popTo(indent, (level) => level.indent < indent);
    return this.#top().block;
  }

  #open(parent: Block, key: string, indent: number): Block {
    const block = newBlock(this.#line);
    parent.members.set(key, block);
    this.#levels.push({ indent, block, isItem: false });
    return block;
  }

  #yamlKey(content: string): [key: string, rest: string] {
    const quote = content.charAt(0);
    if (quote === '"' || quote === "'") {
      const end = endOfQuoted(content);
      const rest = content.slice(end).trimStart();
      if (end < 0 || !rest.startsWith(':')) throw this.#problem('It has a text where the name of a value was expected');
      return [this.#unquoted(content.slice(0, end)), rest.slice(1).trim()];
    }
    const colon = content.search(/:(?:\s|$)/);
    if (colon < 0) throw this.#problem('It has a text where a name, a colon and a value were expected');
    return [content.slice(0, colon).trim(), content.slice(colon + 1).trim()];
  }

  /** `name "value"`, or a heading that ends in a colon and may hold several names. */
  #yarnKey(content: string): [key: string, rest: string] {
    if (content.endsWith(':')) return [content.slice(0, -1), ''];
    const end = content.startsWith('"') ? endOfQuoted(content) : content.search(/\s/);
    if (end <= 0) throw this.#problem('It has a text where a name, a space and a value were expected');
    return [this.#unquoted(content.slice(0, end)), content.slice(end).trim()];
  }

  #setValue(block: Block, written: string, indent: number): void {
    if (this.syntax === 'yaml' && /^[|>][+-]?\d?[+-]?(?:\s+#.*)?$/.test(written)) {
      block.value = this.#blockScalar(indent);
    } else if (this.syntax === 'yaml' && /^[&*!]/.test(written)) {
      throw this.#problem('It uses an anchor, alias or tag of YAML, which no lockfile does');
    } else if (/^['"]/.test(written)) {
      block.value = this.#unquoted(this.#wholeQuoted(written));
    } else {
      block.value = this.syntax === 'yaml' ? written.replace(/\s+#.*$/, '') : written;
    }
  }

  /** Reads on until the quote ends. */
  #wholeQuoted(written: string): string {
    const parts = [written];
    const start = this.#line;
    let isClosed = endOfQuoted(written) >= 0;
    while (!isClosed) {
      const line = this.#next();
      if (line === null) throw new UnreadableFile(start, 'It has a quote that does not end.');
      parts.push(line.trim());
      isClosed = endOfQuoted(`${written.charAt(0)}${line}`) >= 0;
    }
    const whole = parts.join(' ');
    return whole.slice(0, endOfQuoted(whole));
  }

  #blockScalar(indent: number): string {
    const parts: string[] = [];
    for (;;) {
      const before = { position: this.#position, line: this.#line };
      const line = this.#next();
      if (line === null) break;
      if (line.trim() !== '' && indentOf(line) <= indent) {
        [this.#position, this.#line] = [before.position, before.line];
        break;
      }
      parts.push(line.trim());
    }
    return parts.join('\n').trim();
  }

  #unquoted(written: string): string {
    if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'");
    if (!written.startsWith('"')) return written;
    if (!written.includes('\\')) return written.slice(1, -1);
    try {
      return JSON.parse(written) as string;
    } catch {
      throw this.#problem('It has a quoted text with an escape that is none');
    }
  }

  #popTo(indent: number, isParent: (level: Level) => boolean): void {
    while (this.#levels.length > 1 && !isParent(this.#top())) this.#levels.pop();
    // A text that goes on in the next line would need a parent that has a value.
    if (this.#top().block.value !== null && this.#top().indent < indent) {
      throw this.#problem('It is indented below a value that has nothing below it');
    }
  }

  #top(): Level {
    return this.#levels.at(-1) as Level;
  }

  #next(): string | null {
    if (this.#position >= this.text.length) return null;
    const end = this.text.indexOf('\n', this.#position);
    const line = this.text.slice(this.#position, end < 0 ? this.text.length : end);
    this.#position = end < 0 ? this.text.length : end + 1;
    this.#line += 1;
    return line;
  }

  #problem(reason: string): UnreadableFile {
    return new UnreadableFile(this.#line, `${reason}.`);
  }
}

function newBlock(line: number): Block {
  return { line, value: null, members: new Map(), items: [] };
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent += 1;
  return indent;
}

/** Just behind the closing quote of a text that begins with one; -1 where it does not end. */
function endOfQuoted(text: string): number {
  const quote = text.charAt(0);
  for (let index = 1; index < text.length; index += 1) {
    if (quote === '"' && text.charAt(index) === '\\') index += 1;
    else if (text.charAt(index) === quote) {
      if (quote === '"' || text.charAt(index + 1) !== quote) return index + 1;
      index += 1;
    }
  }
  return -1;
}
