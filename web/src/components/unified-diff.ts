/** Unified diffs, as git writes them, line by line. */

export type DiffLineKind = 'context' | 'added' | 'removed' | 'hunk' | 'note';

export interface DiffLine {
  kind: DiffLineKind;
  /** Counts from 1 in the file before; null where the line is not in it. */
  before: number | null;
  after: number | null;
  /** Without its sign. */
  text: string;
}

export interface FileDiff {
  lines: DiffLine[];
  added: number;
  removed: number;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** Reads the diff of one file. What stands before its first hunk, the header, is left out. */
export function readDiff(diff: string): FileDiff {
  const lines: DiffLine[] = [];
  let before = 0;
  let after = 0;
  let isInHunk = false;
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    const [, oldStart, newStart] = HUNK.exec(line) ?? [];
    if (oldStart !== undefined && newStart !== undefined) {
      isInHunk = true;
      before = Number(oldStart);
      after = Number(newStart);
      lines.push({ kind: 'hunk', before: null, after: null, text: line });
      continue;
    }
    if (!isInHunk) continue;
    const text = line.slice(1).replace(/\r$/, '');
    switch (line.charAt(0)) {
      case '+':
        lines.push({ kind: 'added', before: null, after, text });
        after += 1;
        break;
      case '-':
        lines.push({ kind: 'removed', before, after: null, text });
        before += 1;
        break;
      case '\\':
        lines.push({ kind: 'note', before: null, after: null, text: text.trim() });
        break;
      default:
        lines.push({ kind: 'context', before, after, text });
        before += 1;
        after += 1;
    }
  }
  const amount = (kind: DiffLineKind) => lines.filter((line) => line.kind === kind).length;
  return { lines, added: amount('added'), removed: amount('removed') };
}

/** One patch of several files' diffs, as `git apply` takes it. */
export function joinDiffs(diffs: readonly string[]): string {
  return diffs.map((diff) => (diff.endsWith('\n') ? diff : `${diff}\n`)).join('');
}
