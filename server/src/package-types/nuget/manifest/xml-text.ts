import { QuoteType, Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { TextLines } from '../../text-lines.ts';
import { UnreadableFile } from '../../unreadable-file.ts';

export interface XmlElement {
  name: string;
  line: number;
  /** By name in lower case: MSBuild does not tell them apart by case. */
  attributes: Map<string, XmlAttribute>;
  children: XmlElement[];
  /** Its own text, without that of its children. */
  text: string;
  /** From its first bracket to behind its last one. */
  start: number;
  end: number;
  /** What stands between its tags; null where one tag is all. */
  content: Span | null;
}

/** A piece of the document's text. */
export interface Span {
  start: number;
  end: number;
}

export interface XmlAttribute {
  value: string;
  line: number;
  /** Of the value, without quotes. */
  span: Span;
}

/** Project files have about six levels. */
const DEPTH = 100;

/**
 * A well-formed XML document's root, with the line of each element and attribute. A document type declaration, and with it every
 * entity but XML's own five, is refused: no project file has one.
 */
export function readXml(text: string): XmlElement {
  const reader = new XmlReader(text);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: true }, reader);
  tokenizer.write(text);
  tokenizer.end();
  return reader.root();
}

class XmlReader implements TokenizerCallbacks {
  readonly #lines: TextLines;
  readonly #open: XmlElement[] = [];
  #root: XmlElement | null = null;
  #attribute: { name: string; start: number; end: number; parts: string[] } = { name: '', start: 0, end: 0, parts: [] };
  #isInTag = false;

  constructor(private readonly source: string) {
    this.#lines = new TextLines(source);
  }

  root(): XmlElement {
    const unclosed = this.#open.at(-1);
    if (unclosed) throw new UnreadableFile(unclosed.line, `It is no valid XML: <${unclosed.name}> does not end.`);
    if (this.#root === null) throw new UnreadableFile(1, 'It is no XML: it has no element.');
    return this.#root;
  }

  onopentagname(start: number, end: number): void {
    const name = this.source.slice(start, end);
    const element: XmlElement = {
      name,
      line: this.#lines.lineAt(start),
      attributes: new Map(),
      children: [],
      text: '',
      start: start - 1,
      end: start,
      content: null,
    };
    const parent = this.#open.at(-1);
    if (!parent && this.#root) throw this.#problem(start, `<${name}> stands behind the end of the document`);
    if (this.#open.length >= DEPTH)
      throw this.#problem(start, 'its elements are nested deeper than those of any project file');
    if (parent) parent.children.push(element);
    else this.#root = element;
    this.#open.push(element);
    this.#isInTag = true;
  }

  onopentagend(end: number): void {
    this.#isInTag = false;
    const element = this.#open.at(-1);
    if (element) element.content = { start: end + 1, end: end + 1 };
  }

  onselfclosingtag(end: number): void {
    this.#isInTag = false;
    const element = this.#open.pop();
    if (element) element.end = end + 1;
  }

  onclosetag(start: number, end: number): void {
    const name = this.source.slice(start, end).trim();
    const element = this.#open.pop();
    if (element?.name === name) {
      if (element.content) element.content.end = start - 2;
      element.end = this.source.indexOf('>', end) + 1;
      return;
    }
    throw this.#problem(
      start,
      element ? `</${name}> ends <${element.name}> of line ${element.line}` : `</${name}> ends nothing`,
    );
  }

  onattribname(start: number, end: number): void {
    this.#attribute = { name: this.source.slice(start, end), start, end, parts: [] };
  }

  onattribdata(start: number, end: number): void {
    this.#attribute.parts.push(this.source.slice(start, end));
  }

  onattribentity(codepoint: number): void {
    this.#attribute.parts.push(String.fromCodePoint(codepoint));
  }

  onattribend(quote: QuoteType): void {
    const { name, start, end, parts } = this.#attribute;
    if (quote === QuoteType.NoValue || quote === QuoteType.Unquoted)
      throw this.#problem(start, `the attribute ${name} has no quoted value`);
    const attributes = this.#open.at(-1)?.attributes;
    if (attributes?.has(name.toLowerCase())) throw this.#problem(start, `the attribute ${name} is given twice`);
    const opening = this.source.indexOf(quote === QuoteType.Single ? "'" : '"', end);
    const closing = this.source.indexOf(this.source.charAt(opening), opening + 1);
    attributes?.set(name.toLowerCase(), {
      value: parts.join(''),
      line: this.#lines.lineAt(start),
      span: { start: opening + 1, end: closing },
    });
  }

  ontext(start: number, end: number): void {
    this.#addText(this.source.slice(start, end), start);
  }

  ontextentity(codepoint: number, end: number): void {
    this.#addText(String.fromCodePoint(codepoint), end);
  }

  oncdata(start: number, end: number, offset: number): void {
    this.#addText(this.source.slice(start, end - offset).replace(/^CDATA\[/, ''), start);
  }

  ondeclaration(start: number): void {
    throw this.#problem(start, 'it declares a document type, which no project file does');
  }

  onend(): void {
    if (this.#isInTag) throw this.#problem(this.source.length, 'it ends within a tag');
  }

  oncomment(): void {
    // Says nothing to a build.
  }

  onprocessinginstruction(): void {
    // As comments.
  }

  #addText(text: string, offset: number): void {
    const element = this.#open.at(-1);
    if (element) element.text += text;
    else if (text.trim() !== '') throw this.#problem(offset, 'it has text outside of its elements');
  }

  #problem(offset: number, reason: string): UnreadableFile {
    return new UnreadableFile(this.#lines.lineAt(Math.max(0, offset - 1)), `It is no valid XML: ${reason}.`);
  }
}
