import type { ProjectFile, Rewrite, VersionChange } from './manifest.ts';
import type { VersionRules } from './package-type.ts';
import { applyEdits, type Edit } from './text-edit.ts';

/** Why a change cannot be written, in one sentence. */
export class RefusedChange extends Error {}

/** Collects edits of the files of one project; those of a refused change leave no trace. */
export class Rewriting {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #edits = new Map<string, Edit[]>();
  readonly #commands = new Map<string, Set<string>>();
  readonly #written: VersionChange[] = [];
  readonly #refused: Rewrite['refused'] = [];

  constructor(
    files: readonly ProjectFile[],
    private readonly versions: Pick<VersionRules, 'isValid'>,
  ) {
    this.#texts = new Map(files.map(({ path, text }) => [path, text]));
  }

  /** What `write` gives counts only if it ends: by throwing RefusedChange it takes everything back. */
  change(change: VersionChange, write: (edits: ChangeEdits) => void): void {
    const edits = new ChangeEdits();
    try {
      // What a repository calls a version goes into files and commands.
      if (!this.versions.isValid(change.to)) throw new RefusedChange('The new version is none.');
      write(edits);
      if (edits.isEmpty)
        throw new RefusedChange('No file of the project states this version where it could be changed.');
      this.#take(edits);
      this.#written.push(change);
    } catch (error) {
      this.#refused.push({ change, reason: reasonOf(error) });
    }
  }

  /** For what follows from all changes together, such as the hash of a manifest in its lockfile. */
  edit(path: string, edit: Edit): void {
    this.#editsOf(path).push(edit);
  }

  command(command: string, reason: string): void {
    const reasons = this.#commands.get(command);
    if (reasons) reasons.add(reason);
    else this.#commands.set(command, new Set([reason]));
  }

  /** With the edits so far. */
  textOf(path: string): string {
    return applyEdits(this.#texts.get(path) ?? '', this.#edits.get(path) ?? []);
  }

  finish(): Rewrite {
    const changed = [...this.#edits.keys()].filter((path) => this.textOf(path) !== this.#texts.get(path));
    return {
      files: changed.map((path) => ({ path, text: this.textOf(path) })),
      written: this.#written,
      refused: this.#refused,
      commands: [...this.#commands].map(([command, reasons]) => ({ command, reason: [...reasons].join(' ') })),
    };
  }

  #take(edits: ChangeEdits): void {
    for (const [path, edit] of edits.edits) {
      const other = this.#editsOf(path).find((known) => isInTheWay(known, edit));
      if (other) throw new RefusedChange(`Another change writes something else into the same place of ${path}.`);
    }
    for (const [path, edit] of edits.edits) {
      const known = this.#editsOf(path);
      if (!known.some((each) => isSame(each, edit))) known.push(edit);
    }
    for (const [command, reason] of edits.commands) this.command(command, reason);
    for (const act of edits.consequences) act();
  }

  #editsOf(path: string): Edit[] {
    let edits = this.#edits.get(path);
    if (!edits) this.#edits.set(path, (edits = []));
    return edits;
  }
}

/** What one change asks for. */
export class ChangeEdits {
  readonly edits: (readonly [path: string, edit: Edit])[] = [];
  readonly commands: (readonly [command: string, reason: string])[] = [];
  readonly consequences: (() => void)[] = [];

  get isEmpty(): boolean {
    return this.edits.length === 0;
  }

  add(path: string, edit: Edit): void {
    if (!this.edits.some(([other, known]) => other === path && isSame(known, edit))) this.edits.push([path, edit]);
  }

  command(command: string, reason: string): void {
    this.commands.push([command, reason]);
  }

  /** Happens only where the change is written; for what several changes write together. */
  whenWritten(act: () => void): void {
    this.consequences.push(act);
  }

  touches(path: string): boolean {
    return this.edits.some(([touched]) => touched === path);
  }
}

/** The line ends of a text, by its first one. */
export function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** The edit that puts a line of its own at `offset`, the beginning of a line or the end of the text. */
export function newLine(text: string, offset: number, line: string): Edit {
  const end = lineEndOf(text);
  const isBehindOpenLine = offset > 0 && text.charAt(offset - 1) !== '\n';
  return { start: offset, end: offset, text: isBehindOpenLine ? end + line : line + end };
}

/** The beginning of the line behind the one that holds `offset`; the end of the text where that is its last. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** A command as it is typed in the project's root. */
export function inFolder(folder: string, command: string): string {
  return folder === '' ? command : `cd ${shellWord(folder)} && ${command}`;
}

/** One word of a command of a POSIX shell; paths are a stranger's, and say whatever they like. */
export function shellWord(text: string): string {
  return /^[\w.][\w./-]*$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function isSame(one: Edit, other: Edit): boolean {
  return one.start === other.start && one.end === other.end && one.text === other.text;
}

function isInTheWay(one: Edit, other: Edit): boolean {
  return !isSame(one, other) && one.start < other.end && other.start < one.end;
}

/** A stranger's file may be nested deeper than a parser can follow; the other changes are written all the same. */
function reasonOf(error: unknown): string {
  if (error instanceof RefusedChange) return error.message;
  if (error instanceof RangeError) return 'A file is nested deeper than it can be edited.';
  throw error;
}
