/** Which files of a project are sent for an analysis, by their names: manifests, lockfiles, and what these refer to. */

import type { PackageType } from './package-types/index.ts';

export const MAXIMUM_PROJECT_FILES = 500;

/** Of all files of one analysis, in bytes. */
export const MAXIMUM_PROJECT_BYTES = 20_000_000;

const names = new Map<string, PackageType>([
  ['package.json', 'NPM'],
  ['package-lock.json', 'NPM'],
  ['npm-shrinkwrap.json', 'NPM'],
  ['yarn.lock', 'NPM'],
  ['pnpm-lock.yaml', 'NPM'],
  ['pnpm-workspace.yaml', 'NPM'],
  ['pyproject.toml', 'PYPI'],
  ['setup.cfg', 'PYPI'],
  ['Pipfile', 'PYPI'],
  ['Pipfile.lock', 'PYPI'],
  ['poetry.lock', 'PYPI'],
  ['uv.lock', 'PYPI'],
  ['go.mod', 'GO'],
  ['go.sum', 'GO'],
  ['go.work', 'GO'],
  ['go.work.sum', 'GO'],
]);

/** Windows does not tell upper case from lower case, and neither does NuGet. */
const namesInAnyCase = new Set([
  'directory.packages.props',
  'directory.build.props',
  'directory.build.targets',
  'packages.lock.json',
  'packages.config',
]);

/** Settings of package managers. A reading needs nothing of them, and tokens for registries stand in them. */
const withCredentials = new Set([
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  'pip.conf',
  'pip.ini',
  'uv.toml',
  'nuget.config',
  '.netrc',
  '.pypirc',
]);

/** Folders of installed packages, whose manifests are other people's, and those of version control. */
const passedOver = new Set(['node_modules', 'bower_components', 'site-packages', '.git', '.hg', '.svn']);

/** The package type that reads a file of this path, or null where the name, and the text where that counts, say of none. */
export function projectFileType(path: string, text = ''): PackageType | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const known = names.get(name);
  if (known) return known;
  if (namesInAnyCase.has(name.toLowerCase()) || /\.(?:cs|fs|vb)proj$/i.test(name)) return 'NUGET';
  if (isToldByText(name)) return /<Package(?:Reference|Version)\b/i.test(text) ? 'NUGET' : null;
  if (!/\.(?:txt|in)$/i.test(name)) return null;
  const isRequirements = /require?ments|constraint/i.test(name) || /(?:^|\/)requirements\//i.test(path);
  return isRequirements ? 'PYPI' : null;
}

/** Whether the name alone does not tell: MSBuild imports files of any name, and few of them say something of packages. */
export function isToldByText(path: string): boolean {
  return /\.(?:props|targets)$/i.test(path);
}

/** Whether a file is one of the settings in which credentials stand, by its name. */
export function mayHoldCredentials(path: string): boolean {
  return withCredentials.has(path.slice(path.lastIndexOf('/') + 1).toLowerCase());
}

/** Whether projects are not looked for in a folder of this name. */
export function isPassedOver(folderName: string): boolean {
  return passedOver.has(folderName);
}
