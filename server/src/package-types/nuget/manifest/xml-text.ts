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
}

export interface XmlAttribute {
  value: string;
  line: number;
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

/** The text of the first child of that name, whatever its case; null where there is none. */
export function childText(element: XmlElement, name: string): string | null {
  const child = element.children.find((candidate) => candidate.name.toLowerCase() === name);
  return child ? child.text.trim() : null;
}

class XmlReader implements TokenizerCallbacks {
  readonly #lines: TextLines;
  readonly #open: XmlElement[] = [];
  #root: XmlElement | null = null;
  #attribute: { name: string; start: number; parts: string[] } = { name: '', start: 0, parts: [] };
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

  onopentagend(): void {
    this.#isInTag = false;
  }

  onselfclosingtag(): void {
    this.#isInTag = false;
    this.#open.pop();
  }

  onclosetag(start: number, end: number): void {
    const name = this.source.slice(start, end).trim();
    const element = this.#open.pop();
    if (element?.name === name) return;
    throw this.#problem(
      start,
      element ? `</${name}> ends <${element.name}> of line ${element.line}` : `</${name}> ends nothing`,
    );
  }

  onattribname(start: number, end: number): void {
    this.#attribute = { name: this.source.slice(start, end), start, parts: [] };
  }

  onattribdata(start: number, end: number): void {
    this.#attribute.parts.push(this.source.slice(start, end));
  }

  onattribentity(codepoint: number): void {
    this.#attribute.parts.push(String.fromCodePoint(codepoint));
  }

  onattribend(quote: QuoteType): void {
    const { name, start, parts } = this.#attribute;
    if (quote === QuoteType.NoValue || quote === QuoteType.Unquoted)
      throw this.#problem(start, `the attribute ${name} has no quoted value`);
    const attributes = this.#open.at(-1)?.attributes;
    if (attributes?.has(name.toLowerCase())) throw this.#problem(start, `the attribute ${name} is given twice`);
    attributes?.set(name.toLowerCase(), { value: parts.join(''), line: this.#lines.lineAt(start) });
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
