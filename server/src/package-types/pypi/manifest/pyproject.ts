import type { ProjectFile, RequirementKind } from '../../manifest.ts';
import { memberOf, type MemberLines, textOf } from '../../document-members.ts';
import { folderOf } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { normaliseName } from '../names.ts';
import type { PythonManifest, Want } from './python-project.ts';
import { readToml } from './toml-text.ts';
import { linesAt, membersWithLines, textsWithLines, wantOfText, wantsOfTable } from './wants.ts';

interface Reading {
  document: Record<string, unknown>;
  lines: MemberLines;
  manifest: PythonManifest;
  builder: ReadingBuilder;
}

/** pyproject.toml: PEP 621, dependency groups of PEP 735, and what Poetry, uv and PDM add. */
export function readPyproject(file: ProjectFile, builder: ReadingBuilder): PythonManifest {
  const { document, lines } = readToml(file.text);
  const project = memberOf(document, 'project');
  const poetry = memberOf(memberOf(document, 'tool'), 'poetry');
  const name = textOf(project, 'name') ?? textOf(poetry, 'name');
  const manifest: PythonManifest = {
    path: file.path,
    folder: folderOf(file.path),
    style: 'pyproject',
    wants: [],
    name: name === null ? null : normaliseName(name),
  };
  const reading = { document, lines, manifest, builder };
  readStandard(reading);
  readPoetry(reading);
  readTools(reading);
  withSources(reading);
  return manifest;
}

function readStandard(reading: Reading): void {
  const { document, lines } = reading;
  addTexts(reading, ['project', 'dependencies'], 'production', null);
  for (const [extra] of membersWithLines(document, lines, 'project', 'optional-dependencies')) {
    addTexts(reading, ['project', 'optional-dependencies', extra], 'optional', extra);
  }
  // What a group includes of another one is listed there: https://peps.python.org/pep-0735/
  for (const [group] of membersWithLines(document, lines, 'dependency-groups')) {
    addTexts(reading, ['dependency-groups', group], 'development', group);
  }
}

function readPoetry({ document, lines, manifest }: Reading): void {
  const add = (keys: string[], kind: RequirementKind, group: string | null) => {
    for (const [name, value, line] of membersWithLines(document, lines, ...keys)) {
      if (name !== 'python') manifest.wants.push(...wantsOfTable(name, value, { kind, group, line }));
    }
  };
  const base = ['tool', 'poetry'];
  const declared = new Set(manifest.wants.map(({ name }) => name));
  add([...base, 'dependencies'], 'production', null);
  add([...base, 'dev-dependencies'], 'development', 'dev');
  for (const [group] of membersWithLines(document, lines, ...base, 'group')) {
    add([...base, 'group', group, 'dependencies'], group === 'main' ? 'production' : 'development', group);
  }
  // Beside [project] Poetry's own table only says where a package comes from.
  manifest.wants = manifest.wants.filter(
    (want) => !declared.has(want.name) || want.group !== null || want.written !== '' || want.source !== 'registry',
  );
}

function readTools(reading: Reading): void {
  const { document, lines, manifest, builder } = reading;
  addTexts(reading, ['tool', 'uv', 'dev-dependencies'], 'development', 'dev');
  for (const [group] of membersWithLines(document, lines, 'tool', 'pdm', 'dev-dependencies')) {
    addTexts(reading, ['tool', 'pdm', 'dev-dependencies', group], 'development', group);
  }
  const constraints = [
    ['constraint-dependencies', 'bound'],
    ['override-dependencies', 'override'],
  ] as const;
  for (const [list, kind] of constraints) {
    for (const [text, line] of textsAt(reading, ['tool', 'uv', list])) {
      const want = wantOfText(text, { kind: 'production', group: null, line });
      if ('problem' in want) builder.problem(manifest.path, line, want.problem);
      else
        builder.constrain({
          kind,
          name: want.name,
          requirement: want.requirement ?? '',
          condition: want.condition,
          place: { path: manifest.path, line },
        });
    }
  }
}

/** [tool.uv.sources] says that a package does not come from an index: https://docs.astral.sh/uv/concepts/projects/dependencies/#dependency-sources */
function withSources({ document, lines, manifest }: Reading): void {
  for (const [name, value, line] of membersWithLines(document, lines, 'tool', 'uv', 'sources')) {
    const [{ source, target } = { source: 'registry' as const, target: null }] = wantsOfTable(name, value, {
      kind: 'production',
      group: null,
      line,
    });
    if (source === 'registry') continue;
    manifest.wants = manifest.wants.map((want) =>
      want.name === normaliseName(name) ? { ...want, source, target, requirement: null } : want,
    );
  }
}

function addTexts(reading: Reading, keys: string[], kind: RequirementKind, group: string | null): void {
  for (const [text, line] of textsAt(reading, keys)) {
    const want: Want | { problem: string } = wantOfText(text, { kind, group, line });
    if ('problem' in want) reading.builder.problem(reading.manifest.path, line, want.problem);
    else if (want.name !== reading.manifest.name) reading.manifest.wants.push(want);
  }
}

function textsAt({ document, lines }: Reading, keys: string[]): [text: string, line: number][] {
  const list = keys.reduce<unknown>(memberOf, document);
  const place = linesAt(lines, ...keys);
  return textsWithLines(list, place, place?.line ?? 1);
}
