/** Writes versions into MSBuild projects and what they import, packages.config and packages.lock.json. */

import type { ProjectFile, RewritableProject, Rewrite, VersionChange } from '../../../manifest.ts';
import { foldersUpFrom, folderOf, nameOf } from '../../../paths.ts';
import { type ChangeEdits, RefusedChange, Rewriting, shellWord } from '../../../rewriting.ts';
import { UnreadableFile } from '../../../unreadable-file.ts';
import { versions } from '../../versions.ts';
import { Evaluation, type Evaluated, type Reference } from '../evaluate.ts';
import { type MsbuildFile, readMsbuildFile } from '../msbuild-file.ts';
import { addItem } from './add-item.ts';
import { type LockEntry, lockEntries, raiseDependency, writeEntry } from './lock-edits.ts';
import { writePackagesConfig } from './packages-config.ts';
import { raiseProperty } from './properties.ts';
import { minimumOf, raiseRange } from './range.ts';

/** As many as reading takes. */
const MOST_STEPS = 2_000_000;

export function rewrite(project: RewritableProject, changes: readonly VersionChange[]): Rewrite {
  const rewriting = new Rewriting(project.files, versions);
  const nuget = new NugetRewrite(project.files, changes);
  for (const change of changes) rewriting.change(change, (edits) => nuget.write(change, edits));
  return rewriting.finish();
}

interface Project extends Evaluated {
  file: MsbuildFile;
  lock: Lock | undefined;
  /** What lockfiles of other projects may call it, in lower case. */
  names: string[];
  isCentral: boolean;
  pinsTransitive: boolean;
}

interface Lock {
  file: ProjectFile;
  entries: LockEntry[];
}

class NugetRewrite {
  readonly #texts: ReadonlyMap<string, ProjectFile>;
  readonly #msbuild: readonly MsbuildFile[];
  readonly #projects: readonly Project[];
  readonly #locks: readonly Lock[];

  constructor(
    private readonly files: readonly ProjectFile[],
    private readonly changes: readonly VersionChange[],
  ) {
    this.#texts = new Map(files.map((file) => [file.path, file]));
    this.#msbuild = files
      .filter(({ path }) => /\.(?:csproj|fsproj|vbproj|props|targets)$/i.test(path))
      .flatMap(readOrSkip);
    this.#locks = files
      .filter(({ path }) => nameOf(path).toLowerCase() === 'packages.lock.json')
      .map((file) => ({ file, entries: entriesOrNone(file) }));
    const byPath = new Map(this.#msbuild.map((file) => [file.path, file]));
    const budget = { left: MOST_STEPS };
    this.#projects = this.#msbuild
      .filter(({ path }) => /proj$/i.test(path))
      .map((file) => {
        const evaluation = new Evaluation(byPath, budget);
        const evaluated = evaluation.evaluate(file);
        const valueOf = (property: string) => evaluation.expand(`$(${property})`);
        const isOn = (property: string) => valueOf(property).toLowerCase() === 'true';
        const lock = this.#locks.find((each) => folderOf(each.file.path) === file.folder);
        return {
          ...evaluated,
          file,
          lock,
          names: [nameOf(file.path).replace(/\.[^.]+$/, ''), ...['PackageId', 'AssemblyName'].map(valueOf)].map(
            (name) => name.toLowerCase(),
          ),
          isCentral: isOn('ManagePackageVersionsCentrally'),
          pinsTransitive: isOn('CentralPackageTransitivePinningEnabled'),
        };
      });
  }

  write(change: VersionChange, edits: ChangeEdits): void {
    const raised = new Set<Project>();
    const transitive: Project[] = [];
    const asking = this.#projects.flatMap((project) => this.#statedIn(project, change));
    const hasExact = asking.some(({ isExact }) => isExact);
    for (const { project, reference, isExact } of asking) {
      if (hasExact && !isExact) continue;
      this.#raise(reference, change, edits);
      raised.add(project);
    }
    for (const project of this.#projects) {
      if (raised.has(project)) this.#writeLock(project, change, null, edits);
      else if (heldIn(project.lock, change).length > 0) transitive.push(project);
    }
    for (const project of transitive) {
      const isPinned = heldIn(project.lock, change).some(({ type }) => type === 'CentralTransitive');
      if (change.way === 'override' || isPinned) this.#pin(project, change, edits);
    }
    this.#followReferences(raised, change, edits);
    this.#writeConfigs(change, edits);
    if (edits.isEmpty) throw new RefusedChange(this.#whyNothing(change, transitive, asking.length > 0));
  }

  /** What states the version of a package that the project asks for itself, where that is the version to change. */
  #statedIn(project: Project, change: VersionChange) {
    const references = project.references.filter(({ name }) => name.toLowerCase() === change.name);
    return references.flatMap((reference) => {
      const stating = reference.version === null ? project.central.get(change.name) : reference;
      const stated = stating?.version ?? null;
      if (!stating || stated === null) return [];
      if (project.lock && heldIn(project.lock, change).length === 0) return [];
      const accepts = versions.satisfies(change.from, stated);
      const minimum = minimumOf(stated);
      const isExact =
        (accepts && project.lock !== undefined) || (minimum !== null && versions.compare(minimum, change.from) === 0);
      return accepts || isExact ? [{ project, reference: stating, isExact }] : [];
    });
  }

  #raise({ path, line, written, span }: Reference, change: VersionChange, edits: ChangeEdits): void {
    if (written.includes('$(')) {
      const project = { files: this.files, msbuild: this.#msbuild };
      raiseProperty(written, { path, line }, change, this.changes, project, edits);
      return;
    }
    const raised = raiseRange(written, change.to);
    if (raised === null || span === null)
      throw new RefusedChange(
        `Line ${line} of ${path} asks for ${change.name} ${written}, which cannot be raised to ${change.to} in the way it is written.`,
      );
    if (raised !== written) edits.add(path, { ...span, text: raised });
  }

  #writeLock(
    project: Project,
    change: VersionChange,
    pinnedAs: 'Direct' | 'CentralTransitive' | null,
    edits: ChangeEdits,
  ): void {
    const { lock } = project;
    if (!lock) return;
    for (const entry of heldIn(lock, change)) writeEntry(lock.file, entry, change, pinnedAs, edits);
    commandFor(lock, project, change, edits);
  }

  /** NuGet takes the lowest version that dependents ask for; what decides beside them is a version of the project itself. */
  #pin(project: Project, change: VersionChange, edits: ChangeEdits): void {
    const id = heldIn(project.lock, change)[0]?.writtenName ?? change.name;
    const central = project.central.get(change.name);
    const props = this.#centralFileOf(project);
    if (project.isCentral) {
      if (central) this.#raise(central, change, edits);
      else if (props) edits.add(props.path, addItem(props, 'PackageVersion', `Include="${id}" Version="${change.to}"`));
      else
        throw new RefusedChange(
          `No Directory.Packages.props of ${project.file.path} is among the files, and versions belong there.`,
        );
    }
    const isPinned = project.isCentral && project.pinsTransitive;
    if (!isPinned) {
      const attributes = project.isCentral ? `Include="${id}"` : `Include="${id}" Version="${change.to}"`;
      const file = this.#texts.get(project.file.path);
      if (file) edits.add(file.path, addItem(file, 'PackageReference', attributes));
    }
    this.#writeLock(project, change, isPinned ? 'CentralTransitive' : 'Direct', edits);
  }

  #centralFileOf({ file }: Project): ProjectFile | undefined {
    return foldersUpFrom(file.folder)
      .map((folder) => this.#texts.get([folder, 'Directory.Packages.props'].filter(Boolean).join('/')))
      .find((found) => found !== undefined);
  }

  /** Lockfiles of projects that refer to a changed one repeat what that asks for, and got the package through it. */
  #followReferences(raised: ReadonlySet<Project>, change: VersionChange, edits: ChangeEdits): void {
    const names = new Set([...raised].flatMap((project) => project.names));
    for (const project of this.#projects.filter((each) => each.lock && !raised.has(each))) {
      const lock = project.lock as Lock;
      const following = lock.entries.filter(({ type, name }) => type === 'Project' && names.has(name));
      if (following.length === 0) continue;
      for (const entry of following) raiseDependency(lock.file, entry, change, edits);
      if (heldIn(lock, change).length > 0 && change.way !== 'override') this.#writeLock(project, change, null, edits);
    }
  }

  #writeConfigs(change: VersionChange, edits: ChangeEdits): void {
    const projects = this.files.filter(({ path }) => /\.(?:cs|fs|vb)proj$/i.test(path));
    for (const file of this.files.filter(({ path }) => nameOf(path).toLowerCase() === 'packages.config')) {
      try {
        writePackagesConfig(file, change, projects, edits);
      } catch (error) {
        if (!(error instanceof UnreadableFile)) throw error;
      }
    }
  }

  #whyNothing(change: VersionChange, transitive: readonly Project[], isAsked: boolean): string {
    const { name, from, to } = change;
    if (transitive.length > 0)
      return `Only other packages ask for ${name}, and NuGet takes the lowest version that they accept; ${to} needs a version of the project itself.`;
    const orphan = this.#locks.find((lock) => heldIn(lock, change).length > 0);
    if (orphan)
      return `${orphan.file.path} holds ${name} ${from}, and no project file of that folder is here to change it in.`;
    if (isAsked) return `What the project asks for takes ${to} already, and no lockfile holds ${from}.`;
    return change.way === 'override'
      ? `No lockfile here says which projects get ${name} ${from} through others.`
      : `No file here asks for ${name} ${from}.`;
  }
}

function heldIn(lock: Lock | undefined, change: VersionChange): LockEntry[] {
  return (lock?.entries ?? []).filter(
    ({ name, resolved }) => name === change.name && resolved !== null && versions.compare(resolved, change.from) === 0,
  );
}

function commandFor(lock: Lock, { file }: Project, { name, to }: VersionChange, edits: ChangeEdits): void {
  edits.command(
    `dotnet restore ${shellWord(file.path)} --force-evaluate`,
    `The content hash of ${name} ${to} cannot be known without its archive, so ${lock.file.path} has none and a restore stops with NU1403 until this command has filled it in; it adds what ${name} ${to} asks for as well.`,
  );
}

function readOrSkip(file: ProjectFile): MsbuildFile[] {
  try {
    return [readMsbuildFile(file)];
  } catch (error) {
    if (error instanceof UnreadableFile) return [];
    throw error;
  }
}

/** One that is nested deeper than it can be followed holds no package that could be changed. */
function entriesOrNone({ text }: ProjectFile): LockEntry[] {
  try {
    return lockEntries(text);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
