import { folderOf, nameOf, resolvePath } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { HeldByName } from './held-by-name.ts';
import type { PythonLock } from './python-project.ts';
import { pinnedVersion } from './requirement.ts';
import type { RequirementLine, RequirementsFile } from './requirements-file.ts';

/** Adds what requirements files list; those that a tool compiled are lockfiles for the files that they were compiled from. */
export function addRequirementsFiles(files: readonly RequirementsFile[], builder: ReadingBuilder): PythonLock[] {
  const constraints = constraintsAmong(files);
  const paths = new Set(files.map(({ path }) => path));
  for (const file of files) {
    for (const { line, reason } of file.problems) builder.problem(file.path, line, reason);
    remarkMissing(file, paths, builder);
  }
  for (const file of files.filter(({ path }) => constraints.has(path))) addConstraints(file, builder);
  return files
    .filter(({ path, isCompiled }) => isCompiled && !constraints.has(path))
    .map((file) => addCompiled(file, builder));
}

/** Those that somebody wrote, which ask for packages and hold none. */
export function writtenRequirements(files: readonly RequirementsFile[]): RequirementsFile[] {
  const constraints = constraintsAmong(files);
  return files.filter(({ path, isCompiled }) => !isCompiled && !constraints.has(path));
}

function constraintsAmong(files: readonly RequirementsFile[]): Set<string> {
  const included = (isConstraints: boolean) =>
    files.flatMap((file) =>
      file.includes
        .filter((include) => include.isConstraints === isConstraints)
        .map(({ written }) => resolvePath(file.folder, written)),
    );
  const required = new Set(included(false));
  const named = files.filter(({ path }) => /constraint/i.test(nameOf(path))).map(({ path }) => path);
  return new Set([...included(true), ...named].filter((path): path is string => path !== null && !required.has(path)));
}

function addConstraints(file: RequirementsFile, builder: ReadingBuilder): void {
  builder.setFormat(file.path, 'constraints of pip');
  builder.setKind(file.path, 'constraints');
  for (const { name, requirement, condition, line } of file.lines) {
    builder.constrain({
      kind: 'bound',
      name,
      requirement: requirement ?? '',
      condition,
      place: { path: file.path, line },
    });
  }
}

function remarkMissing(file: RequirementsFile, paths: ReadonlySet<string>, builder: ReadingBuilder): void {
  for (const { written, line } of file.includes) {
    const path = /^[a-z]+:\/\//i.test(written) ? null : resolvePath(file.folder, written);
    if (path !== null && paths.has(path)) continue;
    builder.remark(
      file.path,
      line,
      `It includes ${written}, which is not among the files, so what that asks for is not known.`,
    );
  }
}

function addCompiled(file: RequirementsFile, builder: ReadingBuilder): PythonLock {
  builder.setFormat(file.path, 'requirements, compiled');
  const byName = new HeldByName();
  const added = file.lines.map((line) => {
    const index = addLine(file, line, builder);
    byName.add(line.name, index);
    return [line, index] as const;
  });
  for (const [line, index] of added) {
    const place = { path: file.path, line: line.line };
    const edge = { dependency: index, kind: line.kind, condition: line.condition, place };
    const known = (line.dependents?.names ?? []).flatMap((name) => byName.find(name));
    for (const dependent of known) builder.require({ ...edge, dependent });
    // Without a note, or with one of a package that is not here, it is asked for from outside.
    if (line.dependents === null || line.dependents.isDirect || known.length === 0)
      builder.require({ ...edge, dependent: null, requirement: line.requirement, written: line.written });
  }
  const stem = file.path.replace(/\.txt$/i, '');
  return {
    path: file.path,
    folder: folderOf(file.path),
    style: 'input',
    covers: (manifest) => manifest.path === `${stem}.in`,
    find: (name) => byName.find(name),
    members: [],
  };
}

function addLine(file: RequirementsFile, line: RequirementLine, builder: ReadingBuilder): number {
  return builder.add({
    name: line.name,
    writtenName: line.writtenName,
    version: pinnedVersion(line.requirement),
    source: line.source,
    resolved: line.target,
    integrity: line.hashes,
    lockfile: file.path,
    place: { path: file.path, line: line.line },
  });
}
