import type { ProjectFile } from '../../manifest.ts';
import { folderOf } from '../../paths.ts';

export interface SumFile {
  path: string;
  folder: string;
  /** By module and version, of the module's own archive. */
  modules: Map<string, Map<string, { hash: string; line: number }>>;
  problems: { line: number; reason: string }[];
}

/** https://go.dev/ref/mod#go-sum-files */
export function readSumFile(file: ProjectFile): SumFile {
  const read: SumFile = { path: file.path, folder: folderOf(file.path), modules: new Map(), problems: [] };
  file.text.split('\n').forEach((raw, index) => {
    const fields = raw.trim().split(/\s+/);
    const [module = '', version = '', hash = ''] = fields;
    if (module === '') return;
    if (fields.length !== 3) {
      read.problems.push({
        line: index + 1,
        reason: 'A line has a module path, a version and a hash, and this one has something else, so it was left out.',
      });
      return;
    }
    if (version.endsWith('/go.mod')) return;
    const versions = read.modules.get(module) ?? new Map<string, { hash: string; line: number }>();
    versions.set(version, { hash, line: index + 1 });
    read.modules.set(module, versions);
  });
  return read;
}
