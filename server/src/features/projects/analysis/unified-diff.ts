/** The change of one file as `git apply` takes it: https://git-scm.com/docs/diff-format#generate_patch_text_with_p */

import type { Edit } from '../../../package-types/text-edit.ts';
import type { TextLines } from '../../../package-types/text-lines.ts';
import { linesIn } from './text-edits.ts';

const CONTEXT = 3;

/** A file before its changes; many are made to one, each by itself. */
export interface DiffedFile {
  path: string;
  text: string;
  lines: TextLines;
}

/** Empty where nothing changes. Line ends, a byte order mark and a missing last line end stay as the texts have them. */
export function unifiedDiff(file: DiffedFile, edits: readonly Edit[]): string {
  if (edits.length === 0) return '';
  const [from, to] = [quoted(`a/${file.path}`), quoted(`b/${file.path}`)];
  const head = `diff --git ${from.name} ${to.name}\n--- ${from.name}${from.end}\n+++ ${to.name}${to.end}\n`;
  let shift = 0;
  const hunks = hunksOf(file, edits).map((hunk) => {
    const { text, gained } = writtenHunk(file, hunk, shift);
    shift += gained;
    return text;
  });
  return head + hunks.join('');
}

/** Edits whose context would touch stand in one hunk. */
function hunksOf({ text }: DiffedFile, edits: readonly Edit[]): Edit[][] {
  const hunks: Edit[][] = [];
  for (const edit of edits) {
    const hunk = hunks.at(-1);
    const last = hunk?.at(-1);
    const isNear = last !== undefined && endOfLines(text, last.end, 2 * CONTEXT) >= edit.start;
    if (hunk && isNear) hunk.push(edit);
    else hunks.push([edit]);
  }
  return hunks;
}

/** `shift`: how many lines more the new text has by then. */
function writtenHunk(
  { text, lines }: DiffedFile,
  edits: readonly Edit[],
  shift: number,
): { text: string; gained: number } {
  const [first, last] = [edits[0] as Edit, edits.at(-1) as Edit];
  const start = startOfLines(text, first.start, CONTEXT);
  const parts: string[] = [];
  let [oldCount, newCount] = [0, 0];
  const keep = (from: number, until: number): void => {
    const kept = linesIn(text.slice(from, until));
    [oldCount, newCount] = [oldCount + kept.length, newCount + kept.length];
    parts.push(...kept.map((line) => written(' ', line)));
  };
  let at = start;
  for (const edit of edits) {
    keep(at, edit.start);
    const [gone, come] = [linesIn(text.slice(edit.start, edit.end)), linesIn(edit.text)];
    [oldCount, newCount] = [oldCount + gone.length, newCount + come.length];
    parts.push(...gone.map((line) => written('-', line)), ...come.map((line) => written('+', line)));
    at = edit.end;
  }
  keep(at, endOfLines(text, last.end, CONTEXT));
  const line = lines.lineAt(start);
  const ranges = `-${rangeOf(line, oldCount)} +${rangeOf(line + shift, newCount)}`;
  return { text: `@@ ${ranges} @@\n${parts.join('')}`, gained: newCount - oldCount };
}

function startOfLines(text: string, end: number, count: number): number {
  let start = end;
  for (let found = 0; found < count && start > 0; found += 1) {
    start = start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
  }
  return start;
}

function endOfLines(text: string, start: number, count: number): number {
  let end = start;
  for (let found = 0; found < count && end < text.length; found += 1) {
    const next = text.indexOf('\n', end);
    end = next < 0 ? text.length : next + 1;
  }
  return end;
}

/** Of no lines, the range names the line before. */
function rangeOf(line: number, count: number): string {
  return `${count === 0 ? line - 1 : line},${count}`;
}

function written(kind: ' ' | '-' | '+', text: string): string {
  return text.endsWith('\n') ? kind + text : `${kind}${text}\n\\ No newline at end of file\n`;
}

/** Names with quotes or control characters are written as C does; behind one with a space git expects a tab. */
function quoted(name: string): { name: string; end: string } {
  // oxlint-disable-next-line no-control-regex
  if (!/["\\\u0000-\u001f\u007f]/.test(name)) return { name, end: name.includes(' ') ? '\t' : '' };
  return { name: JSON.stringify(name), end: '' };
}
