import type { PackageType } from '@backline/shared';
import {
  type PackageTypePlug,
  packageTypePlugs,
  type PackageTypeReading,
  type ProjectFile,
  type ProjectFileKind,
} from '../../../package-types/index.ts';
import type { Slices } from '../../../lib/in-slices.ts';
import { FilePaths, isInstalled } from './file-paths.ts';
import { conflictIn, readFileText } from './file-text.ts';
import type { ProjectReading, ReadFile, UploadedFile } from './project-reading.ts';

export interface ReadingLimits {
  /** Of one file, in bytes or characters; longer ones are reported and not read. */
  maximumFileLength: number;
}

/**
 * Reads the manifests and lockfiles of a project. Never throws: what is wrong with a file is said of that file, and the others
 * are read. Takes time that grows with the length of the files, and neither the network nor the disk.
 */
export function readProject(uploaded: readonly UploadedFile[], limits: ReadingLimits): ProjectReading {
  const reading = readProjectInSlices(uploaded, limits);
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
}

/** The same; others can have their turn between files, and between package types. */
export function* readProjectInSlices(uploaded: readonly UploadedFile[], limits: ReadingLimits): Slices<ProjectReading> {
  const paths = new FilePaths();
  const taken: Taken[] = [];
  for (const file of uploaded) {
    taken.push(take(file, paths, limits));
    yield;
  }
  const reading: ProjectReading = {
    files: taken.map(({ read }) => read),
    dependencies: [],
    requirements: [],
    constraints: [],
  };
  const byPath = new Map(taken.flatMap(({ read, file }): [string, ReadFile][] => (file ? [[file.path, read]] : [])));
  for (const plug of packageTypePlugs) {
    const files = taken.flatMap(({ plug: recognised, file }) => (file && recognised === plug ? [file] : []));
    if (files.length === 0) continue;
    append(reading, plug.definition.id, byPath, readWith(plug, files, byPath));
    yield;
  }
  return reading;
}

interface Taken {
  read: ReadFile;
  /** Absent where it is not to be read. */
  file?: ProjectFile;
  plug?: PackageTypePlug;
}

function take({ path: written, content }: UploadedFile, paths: FilePaths, { maximumFileLength }: ReadingLimits): Taken {
  const read: ReadFile = { path: written, packageType: null, kind: null, format: null, problem: null, remarks: [] };
  const taken = paths.take(written);
  if ('problem' in taken) return refused(read, null, taken.problem);
  read.path = taken.path;
  if (isInstalled(taken.path))
    return left(read, 'It belongs to an installed package and not to the project, so it was not read.');
  const isTooLong = content.length > maximumFileLength;
  const decoded = isTooLong ? { text: '' } : readFileText(content);
  const file = { path: taken.path, text: 'text' in decoded ? decoded.text : '' };
  const recognised = recognise(file);
  if (!recognised) return left(read, 'No package type here knows a file of this name and content, so it was not read.');
  read.packageType = recognised.plug.definition.id;
  read.kind = recognised.kind;
  if (isTooLong)
    return refused(
      read,
      null,
      `It has ${content.length} bytes, and ${maximumFileLength} are the most that one file may have.`,
    );
  if ('problem' in decoded) return refused(read, decoded.problem.line, decoded.problem.reason);
  const conflict = conflictIn(file.text);
  if (conflict) return refused(read, conflict.line, conflict.reason);
  return { read, file, plug: recognised.plug };
}

function refused(read: ReadFile, line: number | null, reason: string): Taken {
  read.problem = { line, reason };
  return { read };
}

function left(read: ReadFile, reason: string): Taken {
  read.remarks.push({ line: null, reason });
  return { read };
}

/** The package type that knows the file, and what it is there; null where none does. */
export function recognise(file: ProjectFile): { plug: PackageTypePlug; kind: ProjectFileKind } | null {
  for (const plug of packageTypePlugs) {
    const kind = plug.manifests.recognise(file);
    if (kind !== null) return { plug, kind };
  }
  return null;
}

/** A package type must not throw; if one does, its files are reported and the other package types are read. */
function readWith(
  plug: PackageTypePlug,
  files: readonly ProjectFile[],
  byPath: ReadonlyMap<string, ReadFile>,
): PackageTypeReading | null {
  try {
    return plug.manifests.read(files);
  } catch (error) {
    const reason = `Reading the ${plug.definition.label} files failed: ${error instanceof Error ? error.message : String(error)}`;
    for (const { path } of files) {
      const read = byPath.get(path);
      if (read) read.problem = { line: null, reason };
    }
    return null;
  }
}

function append(
  reading: ProjectReading,
  packageType: PackageType,
  byPath: ReadonlyMap<string, ReadFile>,
  part: PackageTypeReading | null,
): void {
  if (part === null) return;
  const offset = reading.dependencies.length;
  for (const { path, ...said } of part.files) Object.assign(byPath.get(path) ?? {}, said);
  for (const dependency of part.dependencies) reading.dependencies.push(Object.assign(dependency, { packageType }));
  for (const requirement of part.requirements) {
    requirement.dependency += offset;
    if (requirement.dependent !== null) requirement.dependent += offset;
    reading.requirements.push(requirement);
  }
  for (const constraint of part.constraints) reading.constraints.push(Object.assign(constraint, { packageType }));
}
