/** Cuts a text, as people paste it, down to plain lines: no colours, timestamps, markers of build systems, escapes. */

/** A line of the text; a long one is cut into several with the same number. */
export interface Line {
  /** Counts from 1. */
  number: number;
  text: string;
}

/** More than any sentence of an error, and short enough for every pattern. */
const LONGEST_LINE = 2_000;

// eslint-disable-next-line no-control-regex -- the escape that begins a colour
const TERMINAL_CODES = /\u001b\[[0-9;?]{0,20}[A-Za-z]|\u001b\][^\u0007\u001b]{0,200}\u0007/g;
/** Control and invisible characters; a tab among them, which is as good as a blank here. */
const CONTROL_CHARACTERS = /[\p{Cc}\p{Cf}\u2028\u2029\ufffd]/gu;

/** Ahead of what a program printed; taken off again and again, as runners wrap each other. */
const PREFIXES = [
  // Timestamps: ISO, bracketed, or a clock time.
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?\]?\s*/,
  /^\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\]?\s+/,
  // GitHub Actions, Azure Pipelines, GitLab, Jenkins.
  /^(?:##\[\w{1,20}\]|::(?:error|warning|notice|debug|group)(?:\s[^:\n]{0,300})?::|section_(?:start|end):\d{1,12}:\w{1,100}\r?|\[Pipeline\]|\[Container\])\s*/,
  // docker build, docker compose, kubectl.
  /^#\d{1,4}\s(?:\d{1,6}\.\d{1,4}\s)?/,
  /^[\w-]{1,60}\s*\|\s/,
  // Boxes of Terraform and rich tracebacks, quotations, yarn's arrow, bullets of uv.
  /^[│╷╵║┃|>➤×╰─▶•]{1,4}\s*/u,
  // Line numbers of editors.
  /^\d{1,6}[:|]\s/,
];

const NAMED_ENTITIES: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#x27': "'",
};

/** All lines with their numbers; empty ones are left out. Linear in the length of the text. */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  let number = 0;
  for (const written of text.replace(TERMINAL_CODES, '').split(/\r\n|\r|\n/)) {
    number += 1;
    if (written.trim() === '') continue;
    for (const part of unescaped(written)) {
      for (const piece of pieces(part)) {
        const plain = withoutPrefixes(tidy(piece));
        if (plain !== '') lines.push({ number, text: plain });
      }
    }
  }
  return lines;
}

/** JSON of another tool holds its lines escaped; JSON within JSON within JSON writes seven backslashes. */
function unescaped(line: string): string[] {
  if (!line.includes('\\')) return [line];
  return line
    .replace(/\\u00([2-7][0-9a-f])/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\{1,7}(["'/])/g, '$1')
    .split(/\\{1,7}r\\{1,7}n|\\{1,7}n|\\{1,7}r(?![a-z])/)
    .map((part) => part.replace(/\\{1,7}t/g, ' '));
}

function pieces(line: string): string[] {
  if (line.length <= LONGEST_LINE) return [line];
  const found: string[] = [];
  let start = 0;
  while (start < line.length) {
    const space = line.lastIndexOf(' ', start + LONGEST_LINE);
    const end = space > start + LONGEST_LINE / 2 ? space : start + LONGEST_LINE;
    found.push(line.slice(start, end));
    start = end;
  }
  return found;
}

function tidy(text: string): string {
  return text
    .replace(CONTROL_CHARACTERS, ' ')
    .replace(/[“”„«»‟]/g, '"')
    .replace(/[‘’‚‛`´]/g, "'")
    .replace(/&(lt|gt|amp|quot|apos|#39|#x27);/g, (_entity, name: string) => NAMED_ENTITIES[name] ?? ' ')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .trim();
}

function withoutPrefixes(text: string): string {
  let plain = text;
  for (let round = 0; round < 4; round += 1) {
    const before = plain;
    for (const prefix of PREFIXES) plain = plain.replace(prefix, '');
    if (plain === before) break;
  }
  return plain.trim();
}
