/** What of the given files is sent, and what is left out for which reason. Nothing leaves the browser here. */

import {
  isPassedOver,
  isToldByText,
  MAXIMUM_PROJECT_BYTES,
  mayHoldCredentials,
  projectFileType,
  type PackageType,
} from '@backline/shared';

export interface ChosenFile {
  /** From the project's root. */
  path: string;
  packageType: PackageType;
  text: string;
  /** In bytes, as it lies on the disk. */
  size: number;
}

export const LEFT_OUT_REASONS = ['INSTALLED', 'CREDENTIALS', 'TOO_LARGE', 'NO_TEXT', 'OTHER'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export interface LeftOut {
  reason: LeftOutReason;
  /** All of them, in the order in which they were given; each path once. */
  paths: readonly string[];
}

/** What comes of giving files: each path is in one of the two. */
export interface Selection {
  files: readonly ChosenFile[];
  /** In the order of `LEFT_OUT_REASONS`; none without a path. */
  leftOut: readonly LeftOut[];
}

/** What a file list or a walk through folders has found. */
export class ProjectFiles {
  readonly #candidates: { path: string; file: Blob }[] = [];
  readonly #leftOut = new Map<string, LeftOutReason>();

  /** Takes a file by its path from the project's root, or notes why not. */
  add(path: string, file: Blob): void {
    const folders = path.split('/').slice(0, -1);
    if (folders.some(isPassedOver)) this.leaveOut(path, 'INSTALLED');
    else if (mayHoldCredentials(path)) this.leaveOut(path, 'CREDENTIALS');
    else if (projectFileType(path) === null && !isToldByText(path)) this.leaveOut(path, 'OTHER');
    else if (file.size > MAXIMUM_PROJECT_BYTES) this.leaveOut(path, 'TOO_LARGE');
    else this.#candidates.push({ path, file });
  }

  leaveOut(path: string, reason: LeftOutReason): void {
    this.#leftOut.set(path, reason);
  }

  /** Reads the candidates. */
  async choose(): Promise<Selection> {
    const files: ChosenFile[] = [];
    for (const { path, file } of this.#candidates) {
      // One after the other: hundreds of files at once would fill the memory.
      // oxlint-disable-next-line no-await-in-loop
      const text = await readText(file);
      const packageType = text === null ? null : projectFileType(path, text);
      if (text === null) this.leaveOut(path, 'NO_TEXT');
      else if (packageType === null) this.leaveOut(path, 'OTHER');
      else files.push({ path, packageType, text, size: file.size });
    }
    return { files, leftOut: byReason(this.#leftOut) };
  }
}

/** The text of a file with its byte order mark, so that a patch fits the file; null where it is none. */
export async function readText(file: Blob): Promise<string | null> {
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  );
  if (bytes === null) return null;
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** UTF-8, or UTF-16 with a mark, as PowerShell writes it. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Adds what is given to what was given before: of each path the newest word counts. Files are sorted by path. */
export function merged(before: Selection, added: Selection): Selection {
  const files = new Map(before.files.map((file) => [file.path, file]));
  const reasons = new Map(before.leftOut.flatMap(({ reason, paths }) => paths.map((path) => [path, reason] as const)));
  for (const file of added.files) {
    reasons.delete(file.path);
    files.set(file.path, file);
  }
  for (const { reason, paths } of added.leftOut) {
    for (const path of paths) {
      files.delete(path);
      reasons.set(path, reason);
    }
  }
  return {
    files: [...files.values()].toSorted((a, b) => a.path.localeCompare(b.path, 'en')),
    leftOut: byReason(reasons),
  };
}

/** Takes a file out. What was left out beside the others is told no more once there is none to send. */
export function without({ files, leftOut }: Selection, path: string): Selection {
  const rest = files.filter((file) => file.path !== path);
  return rest.length === 0 ? NOTHING_GIVEN : { files: rest, leftOut };
}

export const NOTHING_GIVEN: Selection = { files: [], leftOut: [] };

function byReason(reasons: ReadonlyMap<string, LeftOutReason>): LeftOut[] {
  const groups = new Map<LeftOutReason, string[]>(LEFT_OUT_REASONS.map((reason) => [reason, []]));
  for (const [path, reason] of reasons) groups.get(reason)?.push(path);
  return [...groups].flatMap(([reason, paths]) => (paths.length > 0 ? [{ reason, paths }] : []));
}
