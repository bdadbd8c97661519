import type { ProjectFile } from '../../manifest.ts';
import { isObject, lineOf, type MemberLines, memberOf, membersOf, textOf } from '../../document-members.ts';
import { folderOf } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { UnreadableFile } from '../../unreadable-file.ts';
import { names } from '../names.ts';
import { HeldByName } from './held-by-name.ts';
import type { PythonLock } from './python-project.ts';
import { readToml } from './toml-text.ts';
import { choose } from './choose.ts';
import { wantsOfTable } from './wants.ts';

interface Held {
  name: string;
  index: number;
  value: Record<string, unknown>;
  line: number;
}

/** poetry.lock of Poetry 1 and 2. */
export function readPoetryLock(file: ProjectFile, builder: ReadingBuilder): PythonLock {
  const { document, lines: all } = readToml(file.text);
  const packages = memberOf(document, 'package');
  if (packages !== undefined && !Array.isArray(packages))
    throw new UnreadableFile(1, 'Its `package` is no list of tables, as it is in a poetry.lock.');
  const metadata = memberOf(document, 'metadata');
  builder.setFormat(file.path, `poetry.lock v${textOf(metadata, 'lock-version') ?? '1.0'}`);
  const lines = all.members.get('package') ?? { line: 1, members: new Map<string, MemberLines>() };
  const hashes = memberOf(metadata, 'files');
  const held = (packages ?? []).flatMap((value: unknown, index) => {
    const added = addPackage(file, value, lineOf(lines, String(index)), hashes, builder);
    return added ?? [];
  });
  const byName = new HeldByName();
  for (const { name, index } of held) byName.add(name, index);
  for (const each of held) addRequirements(file, each, byName, builder);
  return {
    path: file.path,
    folder: folderOf(file.path),
    style: 'pyproject',
    covers: (manifest) => manifest.folder === folderOf(file.path),
    find: (name) => byName.find(name),
    members: [],
  };
}

function addPackage(
  file: ProjectFile,
  value: unknown,
  line: number,
  allHashes: unknown,
  builder: ReadingBuilder,
): Held | null {
  const [writtenName, version] = [textOf(value, 'name'), textOf(value, 'version')];
  if (writtenName === null || version === null || !isObject(value)) {
    builder.problem(file.path, line, 'A package has no name or no version, so it was left out.');
    return null;
  }
  const read = names.read(writtenName);
  if ('problem' in read) {
    builder.remark(file.path, line, `${writtenName} is no name of a package, and was left out. ${read.problem}`);
    return null;
  }
  const source = memberOf(value, 'source');
  const groups = memberOf(value, 'groups');
  const type = textOf(source, 'type');
  const index = builder.add({
    name: read.name,
    writtenName,
    version,
    source: SOURCES.get(type ?? '') ?? 'registry',
    resolved: SOURCES.has(type ?? '') ? textOf(source, 'url') : null,
    integrity: hashesIn(memberOf(value, 'files') ?? memberOf(allHashes, writtenName)),
    lockfile: file.path,
    isOptional: memberOf(value, 'optional') === true,
    isDevelopment: textOf(value, 'category') === 'dev' || (Array.isArray(groups) && !groups.includes('main')),
    place: { path: file.path, line },
  });
  return { name: read.name, index, value, line };
}

/** https://python-poetry.org/docs/repositories: `legacy` is an index. */
const SOURCES: ReadonlyMap<string, 'git' | 'url' | 'local'> = new Map([
  ['git', 'git'],
  ['url', 'url'],
  ['directory', 'local'],
  ['file', 'local'],
] as const);

function hashesIn(files: unknown): string[] {
  return Array.isArray(files) ? files.flatMap((file: unknown) => textOf(file, 'hash') ?? []) : [];
}

function addRequirements(
  file: ProjectFile,
  { name: dependentName, index, value, line }: Held,
  byName: HeldByName,
  builder: ReadingBuilder,
): void {
  const place = { path: file.path, line };
  for (const [name, written] of membersOf(memberOf(value, 'dependencies'))) {
    for (const want of wantsOfTable(name, written, { kind: 'production', group: null, line })) {
      const found = choose(builder, byName.find(want.name), want.requirement);
      if (found.length === 0 && want.kind !== 'optional' && want.condition === null) {
        builder.remark(file.path, line, `${dependentName} asks for ${name}, which the lockfile does not hold.`);
      }
      for (const dependency of found) {
        builder.require({
          dependent: index,
          dependency,
          kind: want.kind,
          requirement: want.requirement,
          written: want.written,
          condition: want.condition,
          place,
        });
      }
    }
  }
}
