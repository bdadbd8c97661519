import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { MappedText } from './mapped-text.ts';
import type { ReadingProblem, SourceNode } from './source-node.ts';

/** One JSON value of a text that may hold several, and words between them. */
export interface JsonValue {
  node: SourceNode;
  /** Offsets in the mapped text. */
  start: number;
  end: number;
  problems: ReadingProblem[];
  /** It stands behind a key whose object was not opened. */
  isMember: boolean;
}

// jsonc-parser's tokens; its const enum cannot be imported where modules are transpiled one by one.
const TOKEN = {
  CLOSE_BRACE: 2,
  CLOSE_BRACKET: 4,
  COMMA: 5,
  LINE_COMMENT: 12,
  BLOCK_COMMENT: 13,
  TRIVIA: [14, 15],
  END: 17,
};
const MOST_VALUES = 40;

/** Every object, list or text in turn. Where the text breaks, the value has an ERROR among its problems. */
export function readJsonValues(source: MappedText): JsonValue[] {
  const { text } = source;
  const values: JsonValue[] = [];
  let from = nextValue(text, 0, text);
  while (from !== null && values.length < MOST_VALUES) {
    const rest = text.slice(from);
    const errors: ParseError[] = [];
    const root = parseTree(rest, errors, { allowTrailingComma: true, disallowComments: false });
    if (!root) break;
    const base = from;
    const end = base + root.offset + root.length;
    const own = errors.filter(({ offset, error }) => base + offset < end || isUnfinished(error));
    values.push({
      node: toSourceNode(root, source, base),
      start: base + root.offset,
      end,
      problems: [
        ...own.slice(0, 1).map((error) => syntaxProblem(error, source, base, rest)),
        ...looseCommas(source, base, rest.slice(0, end - base)),
        ...duplicateKeys(root, source, base),
        ...strayBracket(source, end),
      ],
      isMember: /"\s*:\s*$/u.test(text.slice(Math.max(0, base + root.offset - 200), base + root.offset)),
    });
    from = own.length > 0 ? null : nextValue(text, end, text);
  }
  return values;
}

/** A place at which a document may begin. A lone text counts only where it holds a whole document, as some tools print it. */
function nextValue(text: string, from: number, whole: string): number | null {
  if (from === 0 && /^\s*"/u.test(whole)) return whole.indexOf('"');
  const offset = text.slice(from).search(/[{[]/u);
  return offset === -1 ? null : from + offset;
}

/** Errors that stand behind the last token because something was not closed. */
function isUnfinished(code: number): boolean {
  return /CloseBraceExpected|CloseBracketExpected|UnexpectedEndOfString|UnexpectedEndOfComment/u.test(
    printParseErrorCode(code),
  );
}

/** A bracket too many behind the value, which would close nothing. */
function strayBracket(source: MappedText, end: number): ReadingProblem[] {
  const [space = '', bracket] = /^\s*([}\]])/u.exec(source.text.slice(end, end + 400)) ?? [];
  if (bracket === undefined) return [];
  const offset = source.placeOf(end + space.length - 1);
  const message = `This is not JSON: the closing ${bracket} has no opening one.`;
  return [{ code: 'json_syntax', severity: 'ERROR', offset, message, repair: null }];
}

function syntaxProblem({ error, offset }: ParseError, source: MappedText, base: number, rest: string): ReadingProblem {
  return {
    code: 'json_syntax',
    severity: 'ERROR',
    offset: source.placeOf(base + offset),
    message: `This is not JSON: ${describe(printParseErrorCode(error), rest.slice(offset, offset + 1))}.`,
    repair: null,
  };
}

const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a name or value stands here without quotes',
  InvalidNumberFormat: 'the number has no form that JSON knows',
  PropertyNameExpected: 'the name of an element in quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'the text should end here',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a text is not closed with "',
  UnexpectedEndOfNumber: 'a number breaks off',
  InvalidUnicode: 'an escape \\u needs four hexadecimal digits',
  InvalidEscapeCharacter: 'an escape that JSON does not know',
  InvalidCharacter: 'a character that must be escaped',
};

function describe(code: string, found: string): string {
  const words = WORDS[code] ?? 'it breaks off';
  return found.trim() === '' || code.startsWith('Close') ? words : `${words} (at ${found})`;
}

/** Comments, and commas ahead of a closing bracket: what many tools take and AWS refuses. One of each is enough to say. */
function looseCommas(source: MappedText, base: number, text: string): ReadingProblem[] {
  const scanner = createScanner(text, false);
  const found = new Map<string, ReadingProblem>();
  let comma: number | null = null;
  for (let token: number = scanner.scan(); token !== TOKEN.END; token = scanner.scan()) {
    const offset = scanner.getTokenOffset();
    if (token === TOKEN.LINE_COMMENT || token === TOKEN.BLOCK_COMMENT) {
      add('comment', offset, 'JSON has no comments, and AWS refuses a document that holds one.', 'Delete the comment.');
    } else if (comma !== null && (token === TOKEN.CLOSE_BRACE || token === TOKEN.CLOSE_BRACKET)) {
      add(
        'trailing_comma',
        comma,
        'A comma stands ahead of a closing bracket. AWS refuses the document.',
        'Delete the comma.',
      );
    }
    if (token !== TOKEN.LINE_COMMENT && token !== TOKEN.BLOCK_COMMENT && !TOKEN.TRIVIA.includes(token)) {
      comma = token === TOKEN.COMMA ? offset : null;
    }
  }
  return [...found.values()];

  function add(code: string, offset: number, message: string, repair: string): void {
    if (found.has(code)) return;
    found.set(code, { code, severity: 'ERROR', offset: source.placeOf(base + offset), message, repair });
  }
}

function duplicateKeys(root: Node, source: MappedText, base: number): ReadingProblem[] {
  if (root.type === 'array') return (root.children ?? []).flatMap((child) => duplicateKeys(child, source, base));
  if (root.type !== 'object') return [];
  const seen = new Set<unknown>();
  return (root.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    const own: ReadingProblem[] = [];
    if (key && seen.has(key.value)) {
      own.push({
        code: 'duplicate_key',
        severity: 'ERROR',
        offset: source.placeOf(base + key.offset),
        message: `${String(key.value)} stands twice in the same object. Only one of them can count, and which one is not defined, so the document is not judged.`,
        repair: 'Merge the two into one.',
      });
    }
    seen.add(key?.value);
    return [...own, ...(value ? duplicateKeys(value, source, base) : [])];
  });
}

function toSourceNode(node: Node, source: MappedText, base: number): SourceNode {
  const offset = source.placeOf(base + node.offset);
  const place = { offset, length: source.placeOf(base + node.offset + node.length) - offset };
  if (node.type === 'array') {
    return { ...place, type: 'array', items: (node.children ?? []).map((child) => toSourceNode(child, source, base)) };
  }
  if (node.type !== 'object') return { ...place, type: 'scalar', value: node.value };
  const members = (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    if (!key || !value) return [];
    return [
      {
        key: String(key.value),
        keyOffset: source.placeOf(base + key.offset),
        value: toSourceNode(value, source, base),
      },
    ];
  });
  const json = () => source.text.slice(base + node.offset, base + node.offset + node.length);
  return { ...place, type: 'object', members, json };
}
