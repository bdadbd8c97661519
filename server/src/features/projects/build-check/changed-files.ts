import { applyPatch } from 'diff';
import type { ProjectFile } from '../../../package-types/index.ts';
import type { FilePatch } from '../analysis/result.ts';

/** The files with the patches applied, as `git apply` would. Throws where one does not fit, which no patch of the same files does. */
export function changedFiles(files: readonly ProjectFile[], patches: readonly FilePatch[]): ProjectFile[] {
  const changed = new Map(files.map(({ path, text }) => [path, text]));
  for (const { path, diff } of patches) {
    const before = changed.get(path);
    if (before === undefined) throw new Error('A patch is for a file that is not among those of the project.');
    // What names the file is written for git, and the file is known.
    const hunks = diff.slice(Math.max(0, diff.search(/^@@/m)));
    const after = applyPatch(before, hunks, { autoConvertLineEndings: false });
    if (after === false) throw new Error('A patch does not fit the files of its project.');
    changed.set(path, after);
  }
  return [...changed].map(([path, text]) => ({ path, text }));
}
