import { unknown } from './intrinsics.ts';
import type { SourceNode } from './source-node.ts';

/** `name = value` within a block. */
export interface HclAttribute {
  name: string;
  offset: number;
  value: HclValue;
}

export interface HclBlock {
  type: string;
  labels: string[];
  offset: number;
  length: number;
  attributes: HclAttribute[];
  blocks: HclBlock[];
}

/** A literal, a heredoc's text with the place of its beginning, or `jsonencode(…)` of a literal. */
export type HclValue =
  | { kind: 'literal'; node: SourceNode }
  | { kind: 'heredoc'; start: number; end: number }
  | { kind: 'jsonencode'; node: SourceNode };

/** The text is not HCL that can be read here; `offset` is where it ends to be. */
export class HclSyntaxError extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

const MOST_DEPTH = 60;

/** Reads the blocks and attributes of a Terraform file. Whatever is no plain literal becomes an unknown node. */
export function readHcl(text: string, fillIn: (expression: string) => string | null): HclBlock {
  return new HclReader(text, fillIn).body('', [], 0, 0);
}

class HclReader {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly fillIn: (expression: string) => string | null,
  ) {}

  /** Until the closing brace, or the end of the text for the file itself. */
  body(type: string, labels: string[], offset: number, depth: number): HclBlock {
    if (depth > MOST_DEPTH) throw new HclSyntaxError(this.#at, 'The text is nested too deeply to be a policy');
    const block: HclBlock = { type, labels, offset, length: 0, attributes: [], blocks: [] };
    for (;;) {
      this.#skip(true);
      const start = this.#at;
      if (this.#at >= this.text.length) {
        if (depth > 0) throw new HclSyntaxError(offset, 'This block is not closed');
        break;
      }
      if (this.#peek() === '}') {
        if (depth === 0) throw new HclSyntaxError(this.#at, 'A closing brace has no opening one');
        this.#at += 1;
        break;
      }
      const name = this.#name() ?? this.#quoted();
      if (name === null) throw new HclSyntaxError(start, 'The name of a block or an attribute is expected here');
      this.#skip(false);
      const isAttribute = this.#peek() === '=' && this.text[this.#at + 1] !== '=';
      if (isAttribute || this.#peek() === ':') {
        this.#at += 1;
        block.attributes.push({ name, offset: start, value: this.#value(depth) });
      } else {
        block.blocks.push(this.#block(name, start, depth));
      }
    }
    block.length = this.#at - offset;
    return block;
  }

  #block(type: string, start: number, depth: number): HclBlock {
    const labels: string[] = [];
    for (;;) {
      this.#skip(false);
      if (this.#peek() === '{') {
        this.#at += 1;
        return this.body(type, labels, start, depth + 1);
      }
      const label = this.#quoted() ?? this.#name();
      if (label === null) throw new HclSyntaxError(this.#at, `"{" or "=" is expected after ${type.slice(0, 40)}`);
      labels.push(label);
    }
  }

  #value(depth: number): HclValue {
    this.#skip(false);
    const heredoc = /^<<[-~]?\s*"?(\w+)"?[ \t]*\r?\n/u.exec(this.text.slice(this.#at, this.#at + 200));
    if (heredoc?.[1]) return this.#heredoc(heredoc[0].length, heredoc[1]);
    const call = /^jsonencode\s*\(/u.exec(this.text.slice(this.#at, this.#at + 40));
    if (!call) return { kind: 'literal', node: this.#expression(depth) };
    this.#at += call[0].length;
    this.#skip(true);
    const node = this.#expression(depth);
    this.#skip(true);
    if (this.#peek() === ')') this.#at += 1;
    return { kind: 'jsonencode', node };
  }

  #heredoc(opening: number, mark: string): HclValue {
    const start = this.#at + opening;
    const closing = new RegExp(`^[ \\t]*${mark}[ \\t]*\\r?$`, 'mu').exec(this.text.slice(start));
    if (!closing) throw new HclSyntaxError(this.#at, `The heredoc is not closed by ${mark}`);
    this.#at = start + closing.index + closing[0].length;
    return { kind: 'heredoc', start, end: start + closing.index };
  }

  #expression(depth: number): SourceNode {
    if (depth > MOST_DEPTH) throw new HclSyntaxError(this.#at, 'The text is nested too deeply to be a policy');
    this.#skip(false);
    const offset = this.#at;
    const node = this.#literal(offset, depth);
    if (node && this.#endsHere()) return node;
    // An operator, a call, a reference, a conditional: nothing that can be known here.
    this.#at = offset;
    this.#skipExpression();
    const expression = this.text.slice(offset, this.#at).trim();
    const found = this.fillIn(expression);
    const place = { offset, length: this.#at - offset };
    return found === null
      ? { ...place, ...unknown(expression.slice(0, 80)) }
      : { ...place, type: 'scalar', value: found };
  }

  #literal(offset: number, depth: number): SourceNode | null {
    const character = this.#peek();
    if (character === '{') return this.#object(offset, depth);
    if (character === '[') return this.#list(offset, depth);
    if (character === '"') return this.#template(offset);
    const word = /^(?:true|false|null|-?\d+(?:\.\d+)?)(?![\w.([])/u.exec(this.text.slice(offset, offset + 40))?.[0];
    if (word === undefined) return null;
    this.#at += word.length;
    const value = word === 'null' ? null : JSON.parse(word.replace(/^(-?)0+(?=\d)/u, '$1'));
    return { offset, length: word.length, type: 'scalar', value };
  }

  #object(offset: number, depth: number): SourceNode {
    this.#at += 1;
    const members: { key: string; keyOffset: number; value: SourceNode }[] = [];
    for (;;) {
      this.#skip(true);
      if (this.#peek() === ',') {
        this.#at += 1;
        continue;
      }
      if (this.#peek() === '}') break;
      const keyOffset = this.#at;
      if (this.text.startsWith('for ', this.#at)) throw new HclSyntaxError(keyOffset, 'A "for" is not read here');
      const key = this.#quoted() ?? this.#name();
      if (key === null) throw new HclSyntaxError(keyOffset, 'The name of an element is expected here');
      this.#skip(false);
      if (this.#peek() !== '=' && this.#peek() !== ':') {
        throw new HclSyntaxError(this.#at, `"=" is expected after ${key.slice(0, 40)}`);
      }
      this.#at += 1;
      members.push({ key, keyOffset, value: this.#expression(depth + 1) });
    }
    this.#at += 1;
    return { offset, length: this.#at - offset, type: 'object', members };
  }

  #list(offset: number, depth: number): SourceNode {
    this.#at += 1;
    const items: SourceNode[] = [];
    for (;;) {
      this.#skip(true);
      if (this.#peek() === ',') {
        this.#at += 1;
        continue;
      }
      if (this.#peek() === ']') break;
      if (this.#at >= this.text.length) throw new HclSyntaxError(offset, 'This list is not closed');
      const before = this.#at;
      items.push(this.#expression(depth + 1));
      if (this.#at === before) throw new HclSyntaxError(before, 'A value is expected here');
    }
    this.#at += 1;
    return { offset, length: this.#at - offset, type: 'array', items };
  }

  /** A text in quotes with its `${…}` filled in where they can be known. */
  #template(offset: number): SourceNode {
    const raw = this.#rawQuoted();
    if (raw === null) throw new HclSyntaxError(offset, 'A text is not closed with "');
    const place = { offset, length: this.#at - offset };
    const { text, expressions } = fillTemplate(raw, this.fillIn, true);
    if (expressions.length === 0) return { ...place, type: 'scalar', value: text };
    return { ...place, type: 'unknown', expression: expressions.join(', '), text };
  }

  #quoted(): string | null {
    const start = this.#at;
    const raw = this.#peek() === '"' ? this.#rawQuoted() : null;
    if (raw === null) {
      this.#at = start;
      return null;
    }
    return fillTemplate(raw, this.fillIn, true).text;
  }

  #rawQuoted(): string | null {
    let depth = 0;
    for (let at = this.#at + 1; at < this.text.length; at += 1) {
      const character = this.text[at];
      if (character === '\n') return null;
      if (character === '\\') at += 1;
      else if (this.text.startsWith('${', at) && this.text[at - 1] !== '$') depth += 1;
      else if (character === '}' && depth > 0) depth -= 1;
      else if (character === '"' && depth === 0) {
        const raw = this.text.slice(this.#at + 1, at);
        this.#at = at + 1;
        return raw;
      }
    }
    return null;
  }

  #name(): string | null {
    const name = /^[A-Za-z_][\w-]*/u.exec(this.text.slice(this.#at, this.#at + 200))?.[0];
    if (name === undefined) return null;
    this.#at += name.length;
    return name;
  }

  /** White space and comments; line ends too where they do not end what is being read. */
  #skip(acrossLines: boolean): void {
    const blank = acrossLines ? /^(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)/u : /^(?:[^\S\n]+|\/\*[^]*?\*\/)/u;
    for (;;) {
      const found = blank.exec(this.text.slice(this.#at, this.#at + 4_000))?.[0];
      if (found === undefined) return;
      this.#at += found.length;
    }
  }

  #endsHere(): boolean {
    const after = this.text.slice(this.#at, this.#at + 400).replace(/^[^\S\n]+/u, '');
    return after === '' || /^(?:[\n,)\]}]|#|\/\/|\/\*)/u.test(after);
  }

  /** To the end of an expression: a comma, a line end or a closing bracket outside of brackets and quotes. */
  #skipExpression(): void {
    let depth = 0;
    while (this.#at < this.text.length) {
      const character = this.#peek();
      if (character === '"') {
        if (this.#rawQuoted() === null) throw new HclSyntaxError(this.#at, 'A text is not closed with "');
        continue;
      }
      if ('([{'.includes(character)) depth += 1;
      else if (')]}'.includes(character)) {
        if (depth === 0) return;
        depth -= 1;
      } else if (depth === 0 && (character === ',' || character === '\n')) return;
      this.#at += 1;
    }
  }

  #peek(): string {
    return this.text.charAt(this.#at);
  }
}

/** Fills in `${…}`; `$${` stands for `${` itself, which IAM reads as a variable. */
export function fillTemplate(
  raw: string,
  fillIn: (expression: string) => string | null,
  hasEscapes: boolean,
): { text: string; expressions: string[] } {
  const expressions: string[] = [];
  const text = raw.replaceAll(
    /\$\$\{|\$\{([^{}]*)\}|\\(["\\nrt])/gu,
    (whole, expression?: string, escaped?: string) => {
      if (whole === '$${') return '${';
      if (escaped !== undefined) return hasEscapes ? ({ n: '\n', r: '\r', t: '\t' }[escaped] ?? escaped) : whole;
      const found = fillIn((expression ?? '').trim());
      if (found !== null) return found;
      expressions.push((expression ?? '').trim().slice(0, 80));
      return unknown('').text;
    },
  );
  return { text, expressions };
}
