import { memberLines, readJsonObject } from '../../json-text.ts';
import type { ProjectFile } from '../../manifest.ts';
import { isObject, lineOf, type MemberLines, memberOf, membersOf, textOf } from '../../document-members.ts';
import { folderOf } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { UnreadableFile } from '../../unreadable-file.ts';
import { names } from '../names.ts';

/** packages.lock.json, read; its dependencies are in the builder already. */
export interface NugetLock {
  path: string;
  folder: string;
  /** What a project asks for itself, other projects included, by name; several where target frameworks got different versions. */
  direct: Map<string, DirectEntry[]>;
}

export interface DirectEntry {
  index: number;
  requested: string | null;
  framework: string | null;
  line: number;
}

interface Entry {
  name: string;
  framework: string;
  value: Record<string, unknown>;
  index: number;
  line: number;
}

/** https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies */
export function readPackagesLock(file: ProjectFile, builder: ReadingBuilder): NugetLock {
  const document = readJsonObject(file.text);
  const version = memberOf(document, 'version');
  if (version !== 1 && version !== 2)
    throw new UnreadableFile(
      lineOf(memberLines(file.text, 1), 'version'),
      `Its version is ${JSON.stringify(version) ?? 'missing'}; 1 and 2 can be read.`,
    );
  builder.setFormat(file.path, `packages.lock.json v${version}`);
  const lines = memberLines(file.text, 3).members.get('dependencies') ?? {
    line: 1,
    members: new Map<string, MemberLines>(),
  };
  const frameworks = membersOf(memberOf(document, 'dependencies'));
  const entries = frameworks.flatMap(([framework, held]) =>
    membersOf(held).flatMap(
      ([name, value]) => addEntry(file, framework, name, value, lineOf(lines, framework, name), builder) ?? [],
    ),
  );
  const byFramework = new Map(
    [...Map.groupBy(entries, (entry) => entry.framework)].map(([framework, held]) => [
      framework,
      new Map(held.map((entry) => [entry.name, entry])),
    ]),
  );
  const isOne = frameworks.length === 1;
  for (const entry of entries) addRequirements(file, entry, byFramework, isOne, builder);
  const direct = entries
    .filter(({ value }) => value.type === 'Direct' || value.type === 'Project')
    .map((entry) => ({
      name: entry.name,
      direct: {
        index: entry.index,
        requested: textOf(entry.value, 'requested'),
        framework: isOne ? null : entry.framework,
        line: entry.line,
      },
    }));
  const byName = new Map(
    [...Map.groupBy(direct, ({ name }) => name)].map(([name, held]) => [name, held.map((each) => each.direct)]),
  );
  return { path: file.path, folder: folderOf(file.path), direct: byName };
}

function addEntry(
  file: ProjectFile,
  framework: string,
  writtenName: string,
  value: unknown,
  line: number,
  builder: ReadingBuilder,
): Entry | null {
  const read = names.read(writtenName);
  if (!isObject(value) || 'problem' in read) {
    builder.remark(file.path, line, `${writtenName} is no package with its version, and was left out.`);
    return null;
  }
  const hash = textOf(value, 'contentHash');
  const isProject = value.type === 'Project';
  const index = builder.add({
    name: read.name,
    writtenName,
    version: textOf(value, 'resolved'),
    source: isProject ? 'local' : 'registry',
    integrity: hash === null ? [] : [hash],
    lockfile: file.path,
    place: { path: file.path, line },
  });
  return { name: read.name, framework, value, index, line };
}

function addRequirements(
  file: ProjectFile,
  entry: Entry,
  byFramework: ReadonlyMap<string, ReadonlyMap<string, Entry>>,
  isOne: boolean,
  builder: ReadingBuilder,
): void {
  const place = { path: file.path, line: entry.line };
  // A section for a runtime, such as net8.0/win-x64, holds only what differs from that of its framework.
  const [base = ''] = entry.framework.split('/', 1);
  const [own, general] = [byFramework.get(entry.framework), byFramework.get(base)];
  for (const [writtenName, written] of membersOf(entry.value.dependencies)) {
    const name = writtenName.toLowerCase();
    const found = own?.get(name) ?? general?.get(name);
    if (typeof written !== 'string') continue;
    if (!found) {
      builder.remark(
        file.path,
        entry.line,
        `${entry.name} asks for ${writtenName}, which the lockfile does not hold for ${entry.framework}.`,
      );
      continue;
    }
    builder.require({
      dependent: entry.index,
      dependency: found.index,
      requirement: written,
      condition: isOne ? null : entry.framework,
      place,
    });
  }
}
