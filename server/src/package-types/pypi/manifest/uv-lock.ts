import type { DependencySource, ProjectFile, RequirementKind } from '../../manifest.ts';
import { isObject, lineOf, type MemberLines, memberOf, membersOf, textOf } from '../../document-members.ts';
import { folderOf, resolvePath } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { UnreadableFile } from '../../unreadable-file.ts';
import { names } from '../names.ts';
import type { PythonLock, Want } from './python-project.ts';
import { readToml } from './toml-text.ts';

/** More versions of one package than a lockfile holds; the limit bounds the edges that a stranger's file can ask for. */
const MOST_VERSIONS = 100;

interface Held {
  name: string;
  version: string | null;
  /** Null where it is a package of the project itself. */
  index: number | null;
  folder: string | null;
  value: Record<string, unknown>;
  line: number;
}

/** uv.lock: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile */
export function readUvLock(file: ProjectFile, builder: ReadingBuilder): PythonLock {
  const { document, lines: all } = readToml(file.text);
  const packages = memberOf(document, 'package') ?? [];
  if (!Array.isArray(packages))
    throw new UnreadableFile(1, 'Its `package` is no list of tables, as it is in a uv.lock.');
  builder.setFormat(file.path, `uv.lock v${JSON.stringify(memberOf(document, 'version') ?? 1)}`);
  const lines = all.members.get('package') ?? { line: 1, members: new Map<string, MemberLines>() };
  const folder = folderOf(file.path);
  const held = packages.flatMap(
    (value: unknown, index) => addPackage(file, value, lineOf(lines, String(index)), builder) ?? [],
  );
  const byName = Map.groupBy(held, ({ name }) => name);
  for (const each of held) {
    if (each.index !== null) addRequirements(file, each, each.index, byName, builder);
  }
  const own = held.filter((each) => each.index === null);
  const folders = new Set(own.map((each) => each.folder));
  return {
    path: file.path,
    folder,
    style: 'pyproject',
    covers: (manifest) => folders.has(manifest.folder),
    find: (name) => (byName.get(name) ?? []).slice(0, MOST_VERSIONS).flatMap(({ index }) => index ?? []),
    members: own.map((each) => ({ folder: each.folder ?? folder, wants: wantsOf(each) })),
  };
}

function addPackage(file: ProjectFile, value: unknown, line: number, builder: ReadingBuilder): Held | null {
  const [writtenName, version] = [textOf(value, 'name'), textOf(value, 'version')];
  const read = names.read(writtenName ?? '');
  if (!isObject(value) || writtenName === null || 'problem' in read) {
    builder.problem(
      file.path,
      line,
      `A package has ${writtenName === null ? 'no name' : `the name ${writtenName}, which is none`}, so it was left out.`,
    );
    return null;
  }
  const source = memberOf(value, 'source');
  const own = textOf(source, 'editable') ?? textOf(source, 'virtual');
  const folder = own === null ? null : resolvePath(folderOf(file.path), own);
  const held = { name: read.name, version, value, line };
  if (folder !== null) return { ...held, index: null, folder };
  const [kind, target] = originOf(source);
  const index = builder.add({
    name: read.name,
    writtenName,
    version,
    source: kind,
    resolved: target ?? textOf(memberOf(value, 'sdist'), 'url'),
    integrity: hashesIn(value),
    lockfile: file.path,
    place: { path: file.path, line },
  });
  return { ...held, index, folder: null };
}

function originOf(source: unknown): [kind: DependencySource, target: string | null] {
  for (const [key, kind] of [
    ['git', 'git'],
    ['url', 'url'],
    ['path', 'local'],
    ['directory', 'local'],
    ['editable', 'local'],
    ['virtual', 'local'],
  ] as const) {
    const target = textOf(source, key);
    if (target !== null) return [kind, target];
  }
  return ['registry', null];
}

function hashesIn(value: Record<string, unknown>): string[] {
  const wheels = memberOf(value, 'wheels');
  const files: unknown[] = [memberOf(value, 'sdist'), ...(Array.isArray(wheels) ? (wheels as unknown[]) : [])];
  return files.flatMap((file) => textOf(file, 'hash') ?? []);
}

function addRequirements(
  file: ProjectFile,
  { name: dependentName, value, line }: Held,
  dependent: number,
  byName: ReadonlyMap<string, Held[]>,
  builder: ReadingBuilder,
): void {
  const place = { path: file.path, line };
  const add = (list: unknown, group: string | null) => {
    for (const entry of Array.isArray(list) ? (list as unknown[]) : []) {
      const name = textOf(entry, 'name');
      if (name === null) continue;
      const found = heldFor(entry, (byName.get(name) ?? []).slice(0, MOST_VERSIONS));
      if (found.length === 0)
        builder.remark(file.path, line, `${dependentName} asks for ${name}, which the lockfile does not hold.`);
      for (const { index } of found) {
        // uv.lock does not keep what packages of an index ask of each other.
        if (index !== null)
          builder.require({ dependent, dependency: index, condition: textOf(entry, 'marker'), group, place });
      }
    }
  };
  add(memberOf(value, 'dependencies'), null);
  for (const [extra, list] of membersOf(memberOf(value, 'optional-dependencies'))) add(list, extra);
}

/** An entry names the version where the lockfile holds several. */
function heldFor(entry: unknown, held: readonly Held[]): readonly Held[] {
  const version = textOf(entry, 'version');
  const exact = version === null ? undefined : held.find((each) => each.version === version);
  return exact ? [exact] : held;
}

/** What a package of the project asks for, from the metadata that uv copies out of its pyproject.toml. */
function wantsOf({ value, line }: Held): Want[] {
  const metadata = memberOf(value, 'metadata');
  const wants: Want[] = [];
  const add = (list: unknown, kind: RequirementKind, group: string | null) => {
    for (const entry of Array.isArray(list) ? (list as unknown[]) : []) {
      const read = names.read(textOf(entry, 'name') ?? '');
      if ('problem' in read) continue;
      const requirement = textOf(entry, 'specifier') ?? '';
      wants.push({
        name: read.name,
        writtenName: read.name,
        requirement,
        written: requirement,
        source: 'registry',
        target: null,
        kind,
        group,
        condition: textOf(entry, 'marker'),
        line,
      });
    }
  };
  add(memberOf(metadata, 'requires-dist') ?? memberOf(value, 'dependencies'), 'production', null);
  for (const [group, list] of membersOf(memberOf(metadata, 'requires-dev'))) add(list, 'development', group);
  return wants;
}
