/** Real data that lies beside the repository on some machines: too large to keep in it, and others' work. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = process.env.SHARED_FOLDER ?? join(import.meta.dirname, '../../../shared');

const isHere = existsSync(join(folder, 'data'));

/** `describe` where the data is; elsewhere one skipped test that says where it was looked for. */
export const describeWithData: (title: string, declareTests: () => void) => void = isHere ? describe : sayWhatIsMissing;

/** Where a file or folder is, by its path below the folder. */
export function dataPath(path: string): string {
  return join(folder, path);
}

/** A JSON document by its path below the folder. */
export function readData(path: string): unknown {
  return JSON.parse(readFileSync(dataPath(path), 'utf8'));
}

/** The lines of a text by its path below the folder; empty ones are left out. */
export function readLines(path: string): string[] {
  return dataText(path)
    .split('\n')
    .filter((line) => line !== '');
}

/** A file as it is. */
export function dataText(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** The paths of all files below a folder, from there, in order. */
export function filesBelow(path: string): string[] {
  return readdirSync(join(folder, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(folder, path), join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** The paths of the files of one folder, as `readData` takes them, in order. */
export function dataFiles(path: string): string[] {
  return readdirSync(join(folder, path))
    .sort()
    .map((name) => `${path}/${name}`);
}

/** How often each reason stands in the list, the most frequent first: `3: this; 1: that`. */
export function tally(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const lines = [...counts].sort(([, one], [, other]) => other - one).map(([reason, count]) => `${count}: ${reason}`);
  return lines.length === 0 ? 'none' : lines.join('; ');
}

function sayWhatIsMissing(title: string): void {
  it.skipIf(!isHere)(`${title}: there is no data in ${folder}; SHARED_FOLDER names another folder`, () => {
    expect.unreachable();
  });
}
