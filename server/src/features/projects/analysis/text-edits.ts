/** What is different between two texts, as edits of whole lines. */

import { runInSlices } from '../../../lib/in-slices.ts';
import { applyEdits, type Edit, inOrder } from '../../../package-types/text-edit.ts';
import { lineChanges } from './line-changes.ts';

/** In the order of the text; empty where nothing changed. */
export async function textEdits(before: string, after: string): Promise<Edit[]> {
  if (before === after) return [];
  const { start, endBefore, endAfter } = middleOf(before, after);
  const changes = await runInSlices(
    lineChanges(linesIn(before.slice(start, endBefore)), linesIn(after.slice(start, endAfter))),
  );
  const edits: Edit[] = [];
  let at = start;
  let open: Edit | null = null;
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

/** The same for a text that was changed by edits of any length: what each of them leaves as it was is no part of it. */
export async function lineEdits(text: string, edits: readonly Edit[]): Promise<Edit[]> {
  const lines: Edit[] = [];
  for (const [start, end, own] of wholeLines(text, edits)) {
    const moved = own.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const before = text.slice(start, end);
    const found = await textEdits(before, applyEdits(before, moved));
    lines.push(...found.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start })));
  }
  return lines;
}

/** The lines that edits touch, with the edits in them. */
function wholeLines(text: string, edits: readonly Edit[]): (readonly [start: number, end: number, own: Edit[]])[] {
  const ranges: [start: number, end: number, own: Edit[]][] = [];
  for (const edit of inOrder(edits)) {
    const last = ranges.at(-1);
    const start = text.lastIndexOf('\n', edit.start - 1) + 1;
    const next = text.indexOf('\n', edit.end);
    const end = next < 0 ? text.length : next + 1;
    if (last && start <= last[1]) {
      last[1] = Math.max(last[1], end);
      last[2].push(edit);
    } else ranges.push([edit.start === 0 ? 0 : start, end, [edit]]);
  }
  return ranges;
}

/** Edits of several changes to one text, made together; null where two of them are at the same place. */
export function editsTogether(changes: readonly (readonly Edit[])[]): Edit[] | null {
  const all = inOrder(changes.flat());
  const isApart = all.every((edit, place) => {
    const last = all[place - 1];
    if (!last) return true;
    // Behind a replaced line another one may be replaced; what is put in at the same offset has no order.
    return edit.start > last.end || (edit.start === last.end && last.start < last.end && edit.start < edit.end);
  });
  return isApart ? all : null;
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
