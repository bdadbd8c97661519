/** What this product reads of a go.mod file: its module and what it retracts. https://go.dev/ref/mod#go-mod-file-retract */

export interface Retraction {
  /** Both included; the same for a single version. */
  from: string;
  to: string;
  /** The comment at or above the directive, which may be empty. */
  reason: string;
}

export interface ModuleFile {
  module: string;
  retractions: Retraction[];
  /** Whether it says the module's path alone, as a proxy writes it for a module that has no such file. */
  isSynthesised: boolean;
}

/** Far more than any module has; what comes behind them is not read. */
const MAXIMUM_RETRACTIONS = 10_000;
const MAXIMUM_COMMENT_LINES = 20;

/** Null where there is no module directive, for then it is some other text. Linear in the length of the text. */
export function readModuleFile(text: string): ModuleFile | null {
  const file: ModuleFile = { module: '', retractions: [], isSynthesised: true };
  let comments: string[] = [];
  let block: { word: string; comments: string[] } | null = null;
  for (const line of text.split('\n')) {
    const { code, comment } = splitComment(line);
    if (code === '') {
      // A blank line parts a comment from what follows.
      if (comment === null) comments = [];
      else if (comments.length < MAXIMUM_COMMENT_LINES) comments.push(comment);
      continue;
    }
    const above = comments;
    const words = comment === null || comment === '' ? above : [...above, comment];
    comments = [];
    if (block === null) {
      const [word, rest] = firstWord(code);
      // What stands behind the bracket is about none of the lines.
      if (rest.startsWith('(')) block = { word, comments: above };
      else readDirective(file, word, rest, words);
      if (word !== 'module') file.isSynthesised = false;
    } else if (code.startsWith(')')) {
      block = null;
    } else {
      readDirective(file, block.word, code, words.length > 0 ? words : block.comments);
    }
  }
  return file.module === '' ? null : file;
}

function readDirective(file: ModuleFile, word: string, rest: string, comments: readonly string[]): void {
  if (word === 'module' && file.module === '') file.module = unquote(rest);
  if (word !== 'retract' || file.retractions.length >= MAXIMUM_RETRACTIONS) return;
  const interval = /^\[\s*([^\s,\]]+)\s*,\s*([^\s,\]]+)\s*\]$/.exec(rest);
  const [from, to] = interval ? [interval[1] ?? '', interval[2] ?? ''] : [rest, rest];
  file.retractions.push({ from: unquote(from), to: unquote(to), reason: comments.join(' ') });
}

function splitComment(line: string): { code: string; comment: string | null } {
  const start = line.indexOf('//');
  if (start < 0) return { code: line.trim(), comment: null };
  return { code: line.slice(0, start).trim(), comment: line.slice(start + 2).trim() };
}

function firstWord(code: string): [word: string, rest: string] {
  const end = code.search(/[\s([]/);
  return end < 0 ? [code, ''] : [code.slice(0, end), code.slice(end).trim()];
}

function unquote(text: string): string {
  return /^"[^"]*"$|^`[^`]*`$/.test(text) ? text.slice(1, -1) : text;
}
