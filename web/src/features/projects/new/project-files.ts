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
  count: number;
  /** The first few of them. */
  paths: readonly string[];
}

const PATHS_KEPT = 20;

/** What a file list or a walk through folders has found. */
export class ProjectFiles {
  readonly #candidates: { path: string; file: Blob }[] = [];
  readonly #leftOut = new Map<LeftOutReason, { count: number; paths: string[] }>();

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
    const entry = this.#leftOut.get(reason) ?? { count: 0, paths: [] };
    this.#leftOut.set(reason, entry);
    entry.count += 1;
    if (entry.paths.length < PATHS_KEPT) entry.paths.push(path);
  }

  /** Reads the candidates. */
  async choose(): Promise<{ files: ChosenFile[]; leftOut: LeftOut[] }> {
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
    return { files, leftOut: this.#listLeftOut() };
  }

  #listLeftOut(): LeftOut[] {
    return LEFT_OUT_REASONS.flatMap((reason) => {
      const entry = this.#leftOut.get(reason);
      return entry ? [{ reason, ...entry }] : [];
    });
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

/** Adds files to others; one of the same path takes the place of the earlier one. Sorted by path. */
export function merged(before: readonly ChosenFile[], added: readonly ChosenFile[]): ChosenFile[] {
  const byPath = new Map([...before, ...added].map((file) => [file.path, file]));
  return [...byPath.values()].toSorted((a, b) => a.path.localeCompare(b.path, 'en'));
}
