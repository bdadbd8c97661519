/** Changes of npm projects for tests: files in, files out. */

import type { ChangeWay, Rewrite } from '../../server/src/package-types/index.ts';
import { universeRelease, type Universe } from './npm-universe.ts';
import { rewriteTexts } from './rewrite-files.ts';

export type AskedChange = [name: string, from: string, to: string, way?: ChangeWay];

export interface RewrittenFiles extends Omit<Rewrite, 'files'> {
  /** Those that changed, by path. */
  files: Record<string, string>;
}

/** Without a registry to ask. */
export async function rewriteFiles(
  universe: Universe,
  texts: Readonly<Record<string, string>>,
  ...asked: AskedChange[]
): Promise<RewrittenFiles> {
  const changes = asked.map(([name, from, to, way = 'update']) => ({
    name,
    from,
    to,
    way,
    release: universeRelease(universe, name, to),
  }));
  const { texts: files, ...result } = await rewriteTexts('NPM', texts, ...changes);
  return { ...result, files };
}

/** Lines that only one of two texts has, in order, without indentation. */
export function changedLines(before: string, after: string): string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const gone = a.filter((line) => !b.includes(line)).map((line) => `- ${line.trim()}`);
  return [...gone, ...b.filter((line) => !a.includes(line)).map((line) => `+ ${line.trim()}`)];
}

export function withLineEnds(texts: Readonly<Record<string, string>>, lineEnd: string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replaceAll('\n', lineEnd)]));
}
