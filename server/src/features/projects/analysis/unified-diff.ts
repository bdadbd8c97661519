/** The change of one file as `git apply` takes it: https://git-scm.com/docs/diff-format#generate_patch_text_with_p */

import { runInSlices } from '../../../lib/in-slices.ts';
import { type Line, lineChanges } from './line-changes.ts';

const CONTEXT = 3;

/** Empty where nothing changed. Line ends, a byte order mark and a missing last line end stay as the texts have them. */
export async function unifiedDiff(path: string, before: string, after: string): Promise<string> {
  if (before === after) return '';
  const middle = middleOf(before, after);
  const ahead = linesBefore(before, middle.start, CONTEXT);
  const behind = linesIn(before.slice(middle.endBefore, endOfLines(before, middle.endBefore, CONTEXT)));
  const changes = await runInSlices(
    lineChanges(
      linesIn(before.slice(middle.start, middle.endBefore)),
      linesIn(after.slice(middle.start, middle.endAfter)),
    ),
  );
  const lines = [...ahead.map((text): Line => [' ', text]), ...changes, ...behind.map((text): Line => [' ', text])];
  const first = countLines(before, middle.start) - ahead.length + 1;
  const [from, to] = [quoted(`a/${path}`), quoted(`b/${path}`)];
  const head = `diff --git ${from.name} ${to.name}\n--- ${from.name}${from.end}\n+++ ${to.name}${to.end}\n`;
  return head + hunksOf(lines, first).join('');
}

/** What is between the lines that both texts begin with and those that both end with. */
function middleOf(before: string, after: string): { start: number; endBefore: number; endAfter: number } {
  const common = commonBeginning(before, after);
  const start = common === 0 ? 0 : before.lastIndexOf('\n', common - 1) + 1;
  const most = Math.min(before.length, after.length) - start;
  let ending = commonEnding(before, after, most);
  const isWhole = (text: string) => ending === text.length - start || text.charAt(text.length - ending - 1) === '\n';
  if (!isWhole(before) || !isWhole(after)) {
    const next = before.indexOf('\n', before.length - ending);
    ending = next < 0 ? 0 : before.length - next - 1;
  }
  return { start, endBefore: before.length - ending, endAfter: after.length - ending };
}

/** Compared in pieces, large ones first: most of a long text is the same. */
const PIECES = [65_536, 1_024, 1] as const;

function commonBeginning(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  for (const piece of PIECES) {
    while (length + piece <= most && one.slice(length, length + piece) === other.slice(length, length + piece))
      length += piece;
  }
  return length;
}

function commonEnding(one: string, other: string, most: number): number {
  let length = 0;
  for (const piece of PIECES) {
    const last = (text: string) => text.slice(text.length - length - piece, text.length - length);
    while (length + piece <= most && last(one) === last(other)) length += piece;
  }
  return length;
}

/** Only the line feed ends a line for git. */
function linesIn(text: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const next = end < 0 ? text.length : end + 1;
    lines.push(text.slice(at, next));
    at = next;
  }
  return lines;
}

function linesBefore(text: string, end: number, count: number): string[] {
  let start = end;
  for (let found = 0; found < count && start > 0; found += 1) {
    start = start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
  }
  return linesIn(text.slice(start, end));
}

function endOfLines(text: string, start: number, count: number): number {
  let end = start;
  for (let found = 0; found < count && end < text.length; found += 1) {
    const next = text.indexOf('\n', end);
    end = next < 0 ? text.length : next + 1;
  }
  return end;
}

function countLines(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** `first` is the number of the first line in the old text. */
function hunksOf(lines: readonly Line[], first: number): string[] {
  const hunks: string[] = [];
  let [oldLine, newLine] = [first, first];
  let at = 0;
  while (at < lines.length) {
    const change = nextChange(lines, at);
    if (change < 0) break;
    const start = Math.max(at, change - CONTEXT);
    const end = endOfHunk(lines, change);
    oldLine += start - at;
    newLine += start - at;
    const part = lines.slice(start, end);
    const oldCount = part.filter(([kind]) => kind !== '+').length;
    const newCount = part.filter(([kind]) => kind !== '-').length;
    hunks.push(`@@ -${rangeOf(oldLine, oldCount)} +${rangeOf(newLine, newCount)} @@\n${part.map(written).join('')}`);
    oldLine += oldCount;
    newLine += newCount;
    at = end;
  }
  return hunks;
}

function nextChange(lines: readonly Line[], from: number): number {
  for (let at = from; at < lines.length; at += 1) if (lines[at]?.[0] !== ' ') return at;
  return -1;
}

/** Changes whose context would touch stand in one hunk. */
function endOfHunk(lines: readonly Line[], change: number): number {
  let last = change;
  for (let at = change; at < lines.length && at - last <= 2 * CONTEXT; at += 1) if (lines[at]?.[0] !== ' ') last = at;
  return Math.min(lines.length, last + CONTEXT + 1);
}

/** Of no lines, the range names the line before. */
function rangeOf(line: number, count: number): string {
  return `${count === 0 ? line - 1 : line},${count}`;
}

function written([kind, text]: Line): string {
  return text.endsWith('\n') ? kind + text : `${kind}${text}\n\\ No newline at end of file\n`;
}

/** Names with quotes or control characters are written as C does; behind one with a space git expects a tab. */
function quoted(name: string): { name: string; end: string } {
  // oxlint-disable-next-line no-control-regex
  if (!/["\\\u0000-\u001f\u007f]/.test(name)) return { name, end: name.includes(' ') ? '\t' : '' };
  return { name: JSON.stringify(name), end: '' };
}
