import { memberLines, readJsonObject } from '../../json-text.ts';
import type { ProjectFile } from '../../manifest.ts';
import { lineOf, type MemberLines, memberOf, membersOf, textOf } from '../../document-members.ts';
import { folderOf } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { names } from '../names.ts';
import { HeldByName } from './held-by-name.ts';
import type { PythonLock, PythonManifest } from './python-project.ts';
import { pinnedVersion } from './requirement.ts';
import { readToml } from './toml-text.ts';
import { membersWithLines, wantsOfTable } from './wants.ts';

export const NO_PACKAGES: ReadonlySet<string> = new Set(['source', 'requires', 'scripts', 'pipenv', 'build-system']);

/** https://pipenv.pypa.io/en/latest/pipfile.html: each further table is a category of packages. */
export function readPipfile(file: ProjectFile): PythonManifest {
  const { document, lines } = readToml(file.text);
  const categories = Object.keys(document).filter((category) => !NO_PACKAGES.has(category));
  const wants = categories.flatMap((category) =>
    membersWithLines(document, lines, category).flatMap(([name, value, line]) =>
      wantsOfTable(name, value, {
        kind: category === 'dev-packages' ? 'development' : 'production',
        group: category === 'packages' ? null : category,
        line,
      }),
    ),
  );
  return { path: file.path, folder: folderOf(file.path), style: 'pipfile', wants, name: null };
}

/** Pipfile.lock holds versions, and not what asks for them. */
export function readPipfileLock(file: ProjectFile, builder: ReadingBuilder): PythonLock {
  const document = readJsonObject(file.text);
  const lines = memberLines(file.text, 2);
  const byName = new HeldByName();
  for (const category of Object.keys(document).filter((key) => key !== '_meta')) {
    for (const [name, value] of membersOf(document[category])) {
      const index = addPackage(file, category, name, value, lines, builder);
      if (index !== null) byName.add(builder.dependencies[index]?.name ?? name, index);
    }
  }
  builder.setFormat(
    file.path,
    `Pipfile.lock v${JSON.stringify(memberOf(memberOf(document, '_meta'), 'pipfile-spec') ?? 6)}`,
  );
  const folder = folderOf(file.path);
  return {
    path: file.path,
    folder,
    style: 'pipfile',
    covers: (manifest) => manifest.folder === folder,
    find: (name) => byName.find(name),
    members: [],
  };
}

function addPackage(
  file: ProjectFile,
  category: string,
  writtenName: string,
  value: unknown,
  lines: MemberLines,
  builder: ReadingBuilder,
): number | null {
  const line = lineOf(lines, category, writtenName);
  const read = names.read(writtenName);
  if ('problem' in read) {
    builder.remark(file.path, line, `${writtenName} is no name of a package, and was left out. ${read.problem}`);
    return null;
  }
  const [want] = wantsOfTable(writtenName, value, { kind: 'production', group: null, line });
  const hashes = memberOf(value, 'hashes');
  return builder.add({
    name: read.name,
    writtenName,
    version: pinnedVersion(textOf(value, 'version')),
    source: want?.source ?? 'registry',
    resolved: want?.target ?? null,
    integrity: Array.isArray(hashes) ? hashes.filter((hash): hash is string => typeof hash === 'string') : [],
    lockfile: file.path,
    isDevelopment: category === 'develop',
    place: { path: file.path, line },
  });
}
