/** go.mod, go.sum, go.work, and the list of what is vendored. */

import type { ManifestRules, ProjectFile, ProjectFileKind } from '../../manifest.ts';
import { nameOf } from '../../paths.ts';
import { ReadingBuilder } from '../../reading-builder.ts';
import { GoProject } from './project.ts';
import { readModFile } from './mod-file.ts';
import { rewrite } from './rewrite/index.ts';
import { readSumFile } from './sum-file.ts';
import { readWorkFile } from './work-file.ts';

const KINDS = new Map<string, ProjectFileKind>([
  ['go.mod', 'manifest'],
  ['go.sum', 'lockfile'],
  ['go.work', 'configuration'],
  ['go.work.sum', 'lockfile'],
]);

export const manifests: ManifestRules = {
  rewrite: (project, changes) => Promise.resolve().then(() => rewrite(project, changes)),
  recognise: ({ path }) => kindOf(path),

  read(files) {
    const builder = new ReadingBuilder(
      files.map((file) => ({ file, kind: kindOf(file.path) ?? 'manifest', format: nameOf(file.path) })),
    );
    const readAll = <T>(names: string[], read: (file: ProjectFile) => T) =>
      files
        .filter(({ path }) => names.includes(nameOf(path)))
        .flatMap((file) => builder.attempt(file, () => read(file)) ?? []);
    const modules = readAll(['go.mod'], readModFile);
    const sums = readAll(['go.sum', 'go.work.sum'], readSumFile);
    const works = readAll(['go.work'], readWorkFile);
    for (const { path, problems } of [...modules, ...sums, ...works]) {
      for (const { line, reason } of problems) builder.problem(path, line, reason);
    }
    builder.connect(() => new GoProject(builder, modules, sums, works).connect());
    return builder.finish();
  },
};

/** What is vendored is told by go.mod; its list says that there is something to vendor again. */
function kindOf(path: string): ProjectFileKind | null {
  if (/(?:^|\/)vendor\/modules\.txt$/.test(path)) return 'configuration';
  return KINDS.get(nameOf(path)) ?? null;
}
