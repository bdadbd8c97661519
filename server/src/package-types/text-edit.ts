import type { ProjectFile } from './manifest.ts';

/** What stands from `start` up to `end` of the given text becomes `text`; an insertion where both are the same. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Edits in any order; insertions at one place stay in theirs, and stand before what is taken away there. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, text: put } of inOrder(edits)) {
    parts.push(text.slice(position, start), put);
    position = end;
  }
  parts.push(text.slice(position));
  return parts.join('');
}

/** By place; the sort is stable. */
export function inOrder(edits: readonly Edit[]): Edit[] {
  return edits.toSorted((one, other) => one.start - other.start || one.end - other.end);
}

/** A file with edits. A lockfile is long, and its new text is made only where somebody reads it. */
export class EditedFile implements ProjectFile {
  constructor(
    private readonly before: ProjectFile,
    readonly edits: readonly Edit[],
  ) {}

  get path(): string {
    return this.before.path;
  }

  get text(): string {
    return applyEdits(this.before.text, this.edits);
  }
}
