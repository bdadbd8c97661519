import { UnreadableFile } from '../../unreadable-file.ts';

/** One directive of a go.mod or go.work file; those of a block are each one. */
export interface Directive {
  word: string;
  /** What follows it, without quotes. */
  tokens: string[];
  /** Behind `//` at the end of the line; empty where there is none. */
  comment: string;
  line: number;
  /** The line on which the block around it begins; null where it stands alone. */
  block: number | null;
}

/** https://go.dev/ref/mod#go-mod-file-lexical */
export function readDirectives(text: string): Directive[] {
  const directives: Directive[] = [];
  let block: { word: string; line: number } | null = null;
  text.split('\n').forEach((raw, index) => {
    const line = index + 1;
    const { code, comment } = splitComment(raw);
    if (code === '') return;
    const tokens = tokensOf(code, line);
    if (block !== null && tokens[0] === ')') {
      if (tokens.length > 1) throw new UnreadableFile(line, 'It has something behind the bracket that ends a block.');
      block = null;
    } else if (block !== null) {
      directives.push({ word: block.word, tokens, comment, line, block: block.line });
    } else if (tokens[1] === '(') {
      if (tokens[2] === ')') return;
      if (tokens.length > 2) throw new UnreadableFile(line, 'It has something behind the bracket that begins a block.');
      block = { word: tokens[0] ?? '', line };
    } else {
      directives.push({ word: tokens[0] ?? '', tokens: tokens.slice(1), comment, line, block: null });
    }
  });
  const unclosed = block as { word: string; line: number } | null;
  if (unclosed !== null) throw new UnreadableFile(unclosed.line, `The block \`${unclosed.word} (\` does not end.`);
  return directives;
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|(=>|[()[\],])|([^\s()[\],"`]+))/y;

function tokensOf(code: string, line: number): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < code.length) {
    const match = TOKEN.exec(code);
    if (!match) throw new UnreadableFile(line, 'It has a quote that does not end.');
    tokens.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
  }
  return tokens;
}

function splitComment(raw: string): { code: string; comment: string } {
  const start = raw.search(/(?:^|\s)\/\//);
  if (start < 0) return { code: raw.trim(), comment: '' };
  return { code: raw.slice(0, start).trim(), comment: raw.slice(raw.indexOf('//', start) + 2).trim() };
}
