import type { ProjectFile, ProjectFileKind } from '../../manifest.ts';
import { nameOf } from '../../paths.ts';
import { readRequirement } from './requirement.ts';
import { isCompiled } from './requirements-file.ts';
import { logicalLines } from './requirements-text.ts';

const KINDS = new Map<string, ProjectFileKind>([
  ['pyproject.toml', 'manifest'],
  ['setup.cfg', 'manifest'],
  ['setup.py', 'configuration'],
  ['Pipfile', 'manifest'],
  ['Pipfile.lock', 'lockfile'],
  ['poetry.lock', 'lockfile'],
  ['uv.lock', 'lockfile'],
  ['pip.conf', 'configuration'],
  ['pip.ini', 'configuration'],
  ['uv.toml', 'configuration'],
]);

/** Lines looked at before a text file with some other name is taken for requirements. */
const SAMPLE = 50;

export function recognise(file: ProjectFile): ProjectFileKind | null {
  const name = nameOf(file.path);
  const known = KINDS.get(name);
  if (known !== undefined) return known;
  if (!/\.(?:txt|in)$/i.test(name)) return null;
  if (/constraint/i.test(name)) return 'constraints';
  const isNamed = /require?ments/i.test(name) || /(?:^|\/)requirements\//i.test(file.path);
  if (!isNamed && !looksLikeRequirements(file.text)) return null;
  return isCompiled(file.text) ? 'lockfile' : 'manifest';
}

export function isRequirementsFile(path: string): boolean {
  return /\.(?:txt|in)$/i.test(path);
}

/** Every line is a requirement or an option, and one at least says a version, which prose does not. */
function looksLikeRequirements(text: string): boolean {
  const lines = logicalLines(text.slice(0, 20_000)).slice(0, SAMPLE);
  const isRequirement = ({ text: line }: { text: string }) =>
    /^-(?:r|c|e|-[a-z])/.test(line) || !('problem' in readRequirement(line.split(/\s--/, 1)[0] ?? ''));
  return (
    lines.length > 0 && lines.every(isRequirement) && lines.some(({ text: line }) => /^-(?:r|c)\s|[=~<>]=/.test(line))
  );
}
