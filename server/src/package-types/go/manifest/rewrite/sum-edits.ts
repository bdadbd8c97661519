import { createHash } from 'node:crypto';
import type { ProjectFile, VersionChange } from '../../../manifest.ts';
import { type ChangeEdits, newLine, nextLine } from '../../../rewriting.ts';
import { versions } from '../../versions.ts';

/**
 * Adds the lines of the new version whose hashes are known, in the order of the go command; true where the version's lines are
 * then complete. Lines of other versions stay: go.sum may hold more than a build needs. https://go.dev/ref/mod#go-sum-files
 */
export function addSums(
  { path, text }: ProjectFile,
  { name, to, release }: VersionChange,
  edits: ChangeEdits,
): boolean {
  const { goMod } = release.manifest;
  const archive = release.archives
    .flatMap(({ integrity }) => integrity)
    .find((hash) => /^h1:[A-Za-z0-9+/]+=*$/.test(hash));
  const known = [
    { version: to, hash: archive },
    { version: `${to}/go.mod`, hash: typeof goMod === 'string' ? hashOfModFile(goMod) : undefined },
  ];
  const held = linesOf(text);
  const missing = known.filter(({ version }) => !held.some((line) => line.module === name && line.version === version));
  for (const { version, hash } of missing) {
    if (hash === undefined) continue;
    const line = { module: name, version };
    const next = held.find((each) => compareLines(each, line) > 0);
    const last = held.at(-1);
    const behind = last ? nextLine(text, last.offset) : text.length;
    edits.add(path, newLine(text, next?.offset ?? behind, `${name} ${version} ${hash}`));
  }
  return missing.every(({ hash }) => hash !== undefined);
}

/** As the go command hashes a go.mod file: a list of one file with its SHA-256, hashed again. https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1 */
export function hashOfModFile(text: string): string {
  const file = createHash('sha256').update(text).digest('hex');
  return `h1:${createHash('sha256').update(`${file}  go.mod\n`).digest('base64')}`;
}

interface SumLine {
  module: string;
  version: string;
  offset: number;
}

function linesOf(text: string): SumLine[] {
  const lines: SumLine[] = [];
  for (let offset = 0; offset < text.length; offset = nextLine(text, offset)) {
    const [module = '', version = ''] = text.slice(offset, nextLine(text, offset)).trim().split(/\s+/);
    if (version !== '') lines.push({ module, version, offset });
  }
  return lines;
}

function compareLines(one: Omit<SumLine, 'offset'>, other: Omit<SumLine, 'offset'>): number {
  if (one.module !== other.module) return one.module < other.module ? -1 : 1;
  const [[version = '', file = ''], [otherVersion = '', otherFile = '']] = [one, other].map((line) =>
    line.version.split('/', 2),
  ) as [string[], string[]];
  return versions.compare(version, otherVersion) || file.length - otherFile.length;
}
