import type { ProjectFile } from '../manifest.ts';
import { folderOf, resolvePath } from '../paths.ts';
import { logicalLines } from './manifest/requirements-text.ts';

/** Options that name registries; the integration's are used in their place. Wheels alone are asked for anyway. */
const DROPPED =
  /^(?:-i|--index-url|--pypi-url|--extra-index-url|--trusted-host|--no-index|--only-binary)(?:[=\s].*)?$/s;
const ALONE: ReadonlySet<string> = new Set(['--pre', '--require-hashes', '--prefer-binary']);
const INCLUDE = /^(?:-r|-c|--requirement|--constraint)(?:\s*=\s*|\s*)(\S+)$/;

/** A name with what may follow it; neither a path nor an address. */
const REQUIREMENT = /^[A-Za-z0-9][\w.-]*\s*(?:\[[\w\s.,-]*\])?\s*(?:[<>=!~(;]|--hash=|$)/;

/** Where Python ends a line beside the line feed; pip would see another line there than the check did. */
const OTHER_LINE_ENDS = /[^\P{Cc}\t\n\r]|[\u2028\u2029]|\r(?!\n|$)/u;

/**
 * Requirements files as pip may have them: written anew from what was checked, line by line, so that it reads nothing else. One
 * option such as --no-binary would take back that nothing is built, and an include could show any file of the machine.
 */
export function safeRequirements(files: readonly ProjectFile[]): { files: ProjectFile[]; problem: string | null } {
  const paths = new Set(files.map(({ path }) => path));
  const written: ProjectFile[] = [];
  for (const { path, text } of files) {
    if (OTHER_LINE_ENDS.test(text)) {
      return {
        files: [],
        problem: `${path} ends lines with a sign other than a line feed, which pip reads differently.`,
      };
    }
    const kept: string[] = [];
    for (const line of isRequirements(path) ? logicalLines(text) : []) {
      const trimmed = line.text.trim();
      if (DROPPED.test(trimmed)) continue;
      if (!isSafe(trimmed, folderOf(path), paths)) {
        const problem = `${path}, line ${line.line}, has an option under which pip would build, fetch or read what a build check does not allow.`;
        return { files: [], problem };
      }
      kept.push(`${trimmed}\n`);
    }
    if (isRequirements(path)) written.push({ path, text: kept.join('') });
  }
  return { files: written, problem: null };
}

function isRequirements(path: string): boolean {
  return /\.(?:txt|in)$/i.test(path);
}

function isSafe(line: string, folder: string, paths: ReadonlySet<string>): boolean {
  if (!line.startsWith('-')) return REQUIREMENT.test(line) && !/\s-(?!-hash=)/.test(line);
  if (ALONE.has(line)) return true;
  const [, target = ''] = INCLUDE.exec(line) ?? [];
  // The machine's own files begin with a slash, and addresses with a scheme.
  if (target === '' || /^[/\\~]|:/.test(target)) return false;
  const included = resolvePath(folder, target);
  return included !== null && paths.has(included) && isRequirements(included);
}
