/** Writes versions into requirements files, pyproject.toml, Pipfile, setup.cfg and the lockfiles beside them. */

import type {
  Constraint,
  Dependency,
  ProjectFile,
  RewritableProject,
  Rewrite,
  VersionChange,
} from '../../../manifest.ts';
import { folderOf, nameOf, resolvePath } from '../../../paths.ts';
import { type ChangeEdits, inFolder, RefusedChange, Rewriting } from '../../../rewriting.ts';
import { UnreadableFile } from '../../../unreadable-file.ts';
import { versions } from '../../versions.ts';
import { isRequirementsFile } from '../recognise.ts';
import { pinnedVersion } from '../requirement.ts';
import { isCompiled, readRequirementsFile } from '../requirements-file.ts';
import { hashesOf } from './hashes.ts';
import { raiseUvMetadata, writePipfileLock, writePoetryLock, writeUvLock } from './locks.ts';
import { overrideInUv, pinInPipfile, pinInRequirements } from './pins.ts';
import { accepts, raiseSpecifiers, specifiersIn } from './raise.ts';
import { poetryLock, renewHashes } from './renew-hashes.ts';
import { requirementsFileSlots, setupCfgSlots } from './requirement-slots.ts';
import type { Slot } from './slot.ts';
import { tomlSlots } from './toml-slots.ts';
import { unmetIn } from './unmet.ts';

export function rewrite(project: RewritableProject, changes: readonly VersionChange[]): Rewrite {
  const rewriting = new Rewriting(project.files, versions);
  const python = new PythonRewrite(project);
  for (const change of changes) rewriting.change(change, (edits) => python.write(change, edits));
  for (const [file, overrides] of python.uvOverrides) rewriting.edit(file.path, overrideInUv(file, overrides));
  renewHashes(project.files, rewriting);
  return rewriting.finish();
}

class PythonRewrite {
  /** Entries that are to go into a list together, by manifest. */
  readonly uvOverrides = new Map<ProjectFile, string[]>();
  readonly #files: ReadonlyMap<string, ProjectFile>;
  /** By path, line and name; several where one line states several. */
  readonly #slots: ReadonlyMap<string, Slot[]>;

  constructor(private readonly project: RewritableProject) {
    this.#files = new Map(project.files.map((file) => [file.path, file]));
    const slots = project.files.flatMap((file) => this.#slotsOf(file));
    this.#slots = Map.groupBy(slots, ({ path, line, name }) => keyOf(path, line, name));
  }

  write(change: VersionChange, edits: ChangeEdits): void {
    const held = this.#heldFor(change);
    const foreign = held.find(({ source }) => source !== 'registry');
    if (foreign)
      throw new RefusedChange(
        `${change.name} comes from ${foreign.resolved ?? 'an address of its own'} and not from an index, so that decides its version.`,
      );
    const slots = this.#statedFor(change, held);
    for (const slot of slots) writeSlot(slot, change, change.way === 'requirement', edits);
    for (const [constraint, slot] of this.#constraintsFor(change)) writeConstraint(constraint, slot, change, edits);
    const lockfiles = new Set(held.flatMap(({ lockfile }) => lockfile ?? []));
    for (const lockfile of lockfiles) this.#writeLock(lockfile, change, edits);
    if (change.way === 'override') this.#writeOverride(held, change, edits);
    if (!edits.isEmpty) return;
    throw new RefusedChange(
      slots.length > 0 && lockfiles.size === 0
        ? `What the project asks for accepts ${change.to} already, and no lockfile holds ${change.from}; installing anew brings it.`
        : `No file here holds ${change.name} ${change.from} where it could be changed.`,
    );
  }

  /** Those of the old version, and those without a version whose requirement accepts it. */
  #heldFor(change: VersionChange): Dependency[] {
    const { dependencies, requirements } = this.project.reading;
    return dependencies.filter((dependency, index) => {
      if (dependency.name !== change.name) return false;
      if (dependency.version !== null) return isVersion(dependency.version, change.from);
      return requirements.some(
        (edge) =>
          edge.dependency === index &&
          (edge.requirement === null || edge.requirement === '' || versions.satisfies(change.from, edge.requirement)),
      );
    });
  }

  /** Where the files ask for them. */
  #statedFor(change: VersionChange, held: readonly Dependency[]): Slot[] {
    const { dependencies, requirements } = this.project.reading;
    const meant = new Set(held);
    const asked = requirements
      .filter((edge) => edge.dependent === null && meant.has(dependencies[edge.dependency] as Dependency))
      .map(({ place }) => place);
    const places = [...asked, ...held.flatMap((each) => each.places)];
    const keys = new Set(places.map(({ path, line }) => keyOf(path, line, change.name)));
    return [...keys]
      .flatMap((key) => this.#slots.get(key) ?? [])
      .filter((slot) => slot.source === 'registry' && covers(slot, change));
  }

  #constraintsFor(change: VersionChange): [Constraint, Slot][] {
    return this.project.reading.constraints
      .filter(({ name }) => name === change.name)
      .flatMap((constraint) =>
        (this.#slots.get(keyOf(constraint.place.path, constraint.place.line, change.name)) ?? []).map(
          (slot): [Constraint, Slot] => [constraint, slot],
        ),
      );
  }

  #writeLock(path: string, change: VersionChange, edits: ChangeEdits): void {
    const file = this.#files.get(path);
    if (!file) return;
    const folder = folderOf(path);
    const unmet = unmetIn(path, change, this.project.reading);
    switch (nameOf(path)) {
      case 'Pipfile.lock':
        writePipfileLock(file, change, edits);
        if (unmet !== null) edits.command(inFolder(folder, 'pipenv lock'), `${unmet} This command adds it.`);
        break;
      case 'poetry.lock':
        writePoetryLock(file, change, edits);
        edits.command(
          inFolder(folder, poetryLock(file)),
          `${unmet ?? `${path} keeps what ${change.name} asks for.`} This command renews what it says of ${change.name} ${change.to} beside version and hashes.`,
        );
        break;
      case 'uv.lock':
        writeUvLock(file, change, edits);
        if (change.way !== 'update') raiseUvMetadata(file, change, edits);
        edits.command(
          inFolder(folder, 'uv lock'),
          `${unmet ?? `${path} keeps what ${change.name} asks for.`} This command renews what it says of ${change.name} ${change.to} beside version, addresses and hashes.`,
        );
        break;
      default:
        if (unmet !== null) this.#commandOfCompiled(file, unmet, edits);
    }
  }

  /** As the heading of the file has it. */
  #commandOfCompiled({ path, text }: ProjectFile, unmet: string, edits: ChangeEdits): void {
    const command = /^#\s+((?:pip-compile|uv pip compile)(?: [\w./=,:-]+)+)\s*$/m.exec(text.slice(0, 2_000))?.[1];
    if (command !== undefined) edits.command(command, `${unmet} This command, which made ${path}, adds it.`);
  }

  #writeOverride(held: readonly Dependency[], change: VersionChange, edits: ChangeEdits): void {
    const direct = held.some(({ isDirect }) => isDirect);
    const lockfiles = [...new Set(held.map(({ lockfile }) => lockfile))];
    for (const lockfile of lockfiles.length === 0 ? [null] : lockfiles) {
      const beside = (name: string) => this.#files.get([folderOf(lockfile ?? ''), name].filter(Boolean).join('/'));
      const name = nameOf(lockfile ?? '');
      const manifest = beside(name === 'Pipfile.lock' ? 'Pipfile' : 'pyproject.toml');
      if (name === 'poetry.lock') this.#refusePoetryOverride(held, change);
      else if (name === 'uv.lock' || name === 'Pipfile.lock') {
        if (!manifest)
          throw new RefusedChange(`The manifest of ${lockfile} is not among the files, and an override belongs there.`);
        if (edits.touches(manifest.path)) continue;
        if (name === 'uv.lock') edits.whenWritten(() => this.#overrideInUv(manifest, change));
        else this.#pinInPipfile(manifest, held, change, edits);
      } else if (!direct || lockfile !== null) this.#pin(lockfile, change, edits);
    }
  }

  #overrideInUv(manifest: ProjectFile, { name, to }: VersionChange): void {
    const overrides = this.uvOverrides.get(manifest) ?? [];
    this.uvOverrides.set(manifest, [...overrides, `${name}==${to}`]);
  }

  #pinInPipfile(manifest: ProjectFile, held: readonly Dependency[], change: VersionChange, edits: ChangeEdits): void {
    const own = this.#slotsIn(manifest, change);
    for (const { path, start, end } of own) edits.add(path, { start, end, text: `==${change.to}` });
    const table = held.length > 0 && held.every(({ isDevelopment }) => isDevelopment) ? 'dev-packages' : 'packages';
    if (own.length === 0) pinInPipfile(manifest, table, change, edits);
  }

  /** Poetry has no entry that decides against dependents. */
  #refusePoetryOverride(held: readonly Dependency[], { name, to }: VersionChange): void {
    const { dependencies, requirements } = this.project.reading;
    const meant = new Set(held);
    const against = requirements.find(
      (edge) =>
        edge.dependent !== null &&
        meant.has(dependencies[edge.dependency] as Dependency) &&
        edge.requirement !== null &&
        edge.requirement !== '' &&
        !versions.satisfies(to, edge.requirement),
    );
    if (!against) return;
    const dependent = dependencies[against.dependent ?? 0]?.writtenName ?? 'a dependent';
    throw new RefusedChange(
      `${dependent} asks for ${name} ${against.written}, which does not accept ${to}, and Poetry has no way to decide against it.`,
    );
  }

  /** In the constraints file where there is one, else in what a compiled file was made from, else in the requirements file itself. */
  #pin(lockfile: string | null, change: VersionChange, edits: ChangeEdits): void {
    const files = this.project.files.filter(({ path }) => isRequirementsFile(path));
    const isConstraints = (path: string) =>
      this.project.reading.files.some((file) => file.path === path && file.kind === 'constraints');
    const own = lockfile === null ? undefined : files.find(({ path }) => path === lockfile.replace(/\.txt$/i, '.in'));
    const base =
      own ??
      files.find(({ path }) => path === lockfile) ??
      files.find(({ path, text }) => !isConstraints(path) && !isCompiled(text));
    if (!base) return;
    const included = readRequirementsFile(base)
      .includes.filter((include) => include.isConstraints)
      .map(({ written }) => resolvePath(folderOf(base.path), written));
    const constraints = files.find(({ path }) => included.includes(path) && isConstraints(path));
    const target = constraints ?? base;
    if (edits.touches(target.path)) return;
    const stated = this.#slotsIn(target, change);
    // A package may stand in a requirements file once alone.
    for (const slot of stated) writeSlot(slot, change, true, edits);
    if (stated.length === 0) pinInRequirements(target, change, edits);
  }

  #slotsIn(file: ProjectFile, change: VersionChange): Slot[] {
    const all = [...this.#slots.values()].flat();
    return all.filter(({ path, name, source }) => path === file.path && name === change.name && source === 'registry');
  }

  #slotsOf(file: ProjectFile): Slot[] {
    try {
      if (isRequirementsFile(file.path)) return requirementsFileSlots(file);
      if (['pyproject.toml', 'Pipfile'].includes(nameOf(file.path))) return tomlSlots(file);
      if (nameOf(file.path) === 'setup.cfg') return setupCfgSlots(file, this.#linesOf(file.path));
      return [];
    } catch (error) {
      if (error instanceof UnreadableFile || error instanceof RangeError) return [];
      throw error;
    }
  }

  #linesOf(path: string): Set<number> {
    return new Set(
      this.project.reading.requirements.filter(({ place }) => place.path === path).map(({ place }) => place.line),
    );
  }
}

function writeSlot(slot: Slot, change: VersionChange, raises: boolean, edits: ChangeEdits): void {
  const pinned = pinnedVersion(specifiersIn(slot.written, slot.notation));
  const isAccepted = accepts(slot.written, change.to, slot.notation);
  if (pinned === null && !raises && isAccepted) return;
  if (pinned === null && change.way === 'update')
    throw new RefusedChange(
      `Line ${slot.line} of ${slot.path} asks for ${change.name} ${slot.written}, which does not accept ${change.to}.`,
    );
  const raised = raiseSpecifiers(slot.written, change.to, slot.notation);
  if (raised === null)
    throw new RefusedChange(
      `Line ${slot.line} of ${slot.path} asks for ${change.name} ${slot.written}, which cannot be raised to ${change.to} in the way it is written.`,
    );
  if (raised !== slot.written) edits.add(slot.path, { start: slot.start, end: slot.end, text: raised });
  if (slot.hashes === null || pinned === null) return;
  const { start, end, prefix, separator } = slot.hashes;
  const hashes = hashesOf(change).map((hash) => prefix + hash);
  edits.add(slot.path, { start, end, text: hashes.join(separator) });
}

/** A constraint of the project is raised where it holds the old version, or would keep the new one out. */
function writeConstraint(constraint: Constraint, slot: Slot, change: VersionChange, edits: ChangeEdits): void {
  if (!covers(slot, change)) return;
  const isPin = pinnedVersion(specifiersIn(slot.written, slot.notation)) !== null;
  const isOpen = accepts(slot.written, change.to, slot.notation);
  if (change.way === 'update' && !isPin && !isOpen)
    throw new RefusedChange(
      `Line ${constraint.place.line} of ${constraint.place.path} limits ${change.name} to ${constraint.requirement}, which does not accept ${change.to}.`,
    );
  if (isPin || !isOpen || change.way === 'override') writeSlot(slot, change, true, edits);
}

/** Whether what it asks for can have brought the old version. */
function covers(slot: Slot, { from }: VersionChange): boolean {
  const specifiers = specifiersIn(slot.written, slot.notation);
  if (specifiers === null) return true;
  const pinned = pinnedVersion(specifiers);
  return pinned === null ? specifiers === '' || versions.satisfies(from, specifiers) : isVersion(pinned, from);
}

function isVersion(version: string, other: string): boolean {
  return version === other || (versions.isValid(version) && versions.compare(version, other) === 0);
}

function keyOf(path: string, line: number, name: string): string {
  return `${path}\n${line}\n${name}`;
}
