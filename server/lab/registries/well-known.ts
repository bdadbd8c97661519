import type { SourceFiles } from './lab-package.ts';
import { release, type ReleasedPackage } from './release.ts';

const summary = 'Stands in for the public package of this name; there is nothing in it.';
const facts = { summary, author: 'The lab', license: 'MIT', tags: {} } as const;

/**
 * Names that everybody knows, so that a repository with a connection to a public registry can be told from one without. They
 * are empty, and say so: nothing here passes for the real package.
 */
export const wellKnownPackages: readonly ReleasedPackage[] = [
  ...['six', 'iniconfig'].map((name) =>
    standIn('pypi', name, '0.0.1', '>=3.8', { [`${name}.py`]: `"""${summary}"""\n` }),
  ),
  ...['log4net', 'SharpZipLib'].map((name) =>
    standIn('nuget', name, '0.0.1', 'netstandard2.0', { 'content/README.txt': `${summary}\n` }),
  ),
  ...['golang.org/x/text', 'github.com/pkg/errors'].map((name) =>
    standIn('go', name, 'v0.0.1', '1.18', {
      'go.mod': `module ${name}\n\ngo 1.18\n`,
      'doc.go': '// Package none is empty.\npackage none\n',
    }),
  ),
];

function standIn(
  format: ReleasedPackage['format'],
  name: string,
  version: string,
  runtime: string,
  files: SourceFiles,
): ReleasedPackage {
  return { ...facts, format, name, versions: [release({ version, date: '2020-01-01', runtime, files: () => files })] };
}
