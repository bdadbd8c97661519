import type { ProjectFile } from '../../manifest.ts';
import { folderOf, resolvePath } from '../../paths.ts';
import { readDirectives } from './directives.ts';
import { readReplacement, type Replacement } from './mod-file.ts';

export interface WorkFile {
  path: string;
  folder: string;
  /** Folders of the modules that it uses. */
  uses: ReadonlySet<string>;
  replaces: Replacement[];
  problems: { line: number; reason: string }[];
}

/** https://go.dev/ref/mod#workspaces */
export function readWorkFile(file: ProjectFile): WorkFile {
  const folder = folderOf(file.path);
  const uses = new Set<string>();
  const read: WorkFile = { path: file.path, folder, uses, replaces: [], problems: [] };
  for (const directive of readDirectives(file.text)) {
    const { word, tokens, line } = directive;
    const replacement = word === 'replace' ? readReplacement(directive) : null;
    if (replacement) read.replaces.push(replacement);
    else if (word === 'use' && tokens[0] !== undefined) uses.add(resolvePath(folder, tokens[0]) ?? tokens[0]);
    else if (word === 'replace' || !['use', 'go', 'toolchain', 'godebug'].includes(word)) {
      read.problems.push({
        line,
        reason: `${word} with what follows is no directive of a go.work file, so the line was left out.`,
      });
    }
  }
  return read;
}
