/** What is different between two texts, as edits of whole lines. */

import { runInSlices } from '../../../lib/in-slices.ts';
import { lineChanges } from './line-changes.ts';

/** What stands between two offsets of a text, and what takes its place; both are whole lines. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/** In the order of the text, no two of them touching; empty where nothing changed. */
export async function textEdits(before: string, after: string): Promise<TextEdit[]> {
  if (before === after) return [];
  const { start, endBefore, endAfter } = middleOf(before, after);
  const changes = await runInSlices(
    lineChanges(linesIn(before.slice(start, endBefore)), linesIn(after.slice(start, endAfter))),
  );
  const edits: TextEdit[] = [];
  let at = start;
  let open: TextEdit | null = null;
  for (const [kind, line] of changes) {
    if (kind === ' ') {
      at += line.length;
      open = null;
      continue;
    }
    if (open === null) {
      open = { start: at, end: at, text: '' };
      edits.push(open);
    }
    if (kind === '+') open.text += line;
    else open.end = at += line.length;
  }
  return edits;
}

/** `edits` in the order of the text. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, text: written } of edits) {
    parts.push(text.slice(position, start), written);
    position = end;
  }
  parts.push(text.slice(position));
  return parts.join('');
}

/** Edits of several changes to one text, made together; null where two of them touch, so that one may depend on the other. */
export function editsTogether(changes: readonly (readonly TextEdit[])[]): TextEdit[] | null {
  const all = changes.flat().sort((one, other) => one.start - other.start || one.end - other.end);
  const touches = all.some(({ start }, place) => place > 0 && start <= (all[place - 1] as TextEdit).end);
  return touches ? null : all;
}

/** Only the line feed ends a line for git. */
export function linesIn(text: string): string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const next = end < 0 ? text.length : end + 1;
    lines.push(text.slice(at, next));
    at = next;
  }
  return lines;
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
const PIECES = [65_536, 4_096, 256] as const;

function commonBeginning(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  for (const piece of PIECES) {
    while (length + piece <= most && one.slice(length, length + piece) === other.slice(length, length + piece))
      length += piece;
  }
  while (length < most && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}

function commonEnding(one: string, other: string, most: number): number {
  let length = 0;
  for (const piece of PIECES) {
    const last = (text: string) => text.slice(text.length - length - piece, text.length - length);
    while (length + piece <= most && last(one) === last(other)) length += piece;
  }
  while (length < most && one.charCodeAt(one.length - length - 1) === other.charCodeAt(other.length - length - 1))
    length += 1;
  return length;
}
