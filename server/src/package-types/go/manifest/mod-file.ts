import type { ProjectFile } from '../../manifest.ts';
import { folderOf } from '../../paths.ts';
import { UnreadableFile } from '../../unreadable-file.ts';
import { type Directive, readDirectives } from './directives.ts';

export interface ModFile {
  path: string;
  folder: string;
  module: string;
  /** The Go version that it asks for, such as `1.21`; null where it says none, which means 1.16. */
  go: string | null;
  requires: ModuleRequirement[];
  replaces: Replacement[];
  excludes: { module: string; version: string; line: number }[];
  problems: { line: number; reason: string }[];
}

export interface ModuleRequirement {
  module: string;
  version: string;
  isIndirect: boolean;
  line: number;
  /** The line on which the block around it begins; null where it stands alone. */
  block: number | null;
}

export interface Replacement {
  module: string;
  /** Null where every version is replaced. */
  version: string | null;
  /** A module path, or a folder where there is no version. */
  by: string;
  byVersion: string | null;
  line: number;
}

/** Directives that say nothing of dependencies. */
const OTHERS: ReadonlySet<string> = new Set(['toolchain', 'retract', 'tool', 'godebug', 'ignore']);

/** https://go.dev/ref/mod#go-mod-file */
export function readModFile(file: ProjectFile): ModFile {
  const read: ModFile = {
    path: file.path,
    folder: folderOf(file.path),
    module: '',
    go: null,
    requires: [],
    replaces: [],
    excludes: [],
    problems: [],
  };
  for (const directive of readDirectives(file.text)) addDirective(read, directive);
  if (read.module === '') throw new UnreadableFile(null, 'It has no `module` directive, which every go.mod has.');
  return read;
}

/** `module [version] => path [version]`, null where it is something else. */
export function readReplacement({ tokens, line }: Directive): Replacement | null {
  const arrow = tokens.indexOf('=>');
  const [module, version] = tokens.slice(0, arrow);
  const [by, byVersion] = tokens.slice(arrow + 1);
  if (arrow < 1 || arrow > 2 || tokens.length - arrow > 3 || module === undefined || by === undefined) return null;
  return { module, version: version ?? null, by, byVersion: byVersion ?? null, line };
}

function addDirective(read: ModFile, directive: Directive): void {
  const { word, tokens, comment, line, block } = directive;
  const [module, version] = tokens;
  const problem = (what: string) => read.problems.push({ line, reason: `${what}, so the line was left out.` });
  if (word === 'module' && module !== undefined) {
    read.module = module;
  } else if (word === 'go' && module !== undefined) {
    read.go = module;
  } else if (word === 'require') {
    if (module === undefined || version === undefined || tokens.length > 2)
      problem('A requirement is a module path and a version');
    else read.requires.push({ module, version, isIndirect: /^indirect(?:;|$)/.test(comment), line, block });
  } else if (word === 'exclude') {
    if (module === undefined || version === undefined || tokens.length > 2)
      problem('An exclusion is a module path and a version');
    else read.excludes.push({ module, version, line });
  } else if (word === 'replace') {
    const replacement = readReplacement(directive);
    if (replacement) read.replaces.push(replacement);
    else problem('A replacement is a module path, an arrow and what replaces it');
  } else if (!OTHERS.has(word)) {
    problem(`${word} is no directive of a go.mod file`);
  }
}
