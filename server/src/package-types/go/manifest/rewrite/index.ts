/** Writes versions into go.mod files, and into go.sum what is known without a module's archive. */

import type { ProjectFile, RewritableProject, Rewrite, VersionChange } from '../../../manifest.ts';
import { folderOf, nameOf } from '../../../paths.ts';
import { type ChangeEdits, inFolder, RefusedChange, Rewriting } from '../../../rewriting.ts';
import { UnreadableFile } from '../../../unreadable-file.ts';
import { versions } from '../../versions.ts';
import { type ModFile, readModFile } from '../mod-file.ts';
import { replacementsIn } from '../project.ts';
import { readWorkFile, type WorkFile } from '../work-file.ts';
import { addRequire, raiseRequire } from './mod-edits.ts';
import { addSums } from './sum-edits.ts';

export function rewrite(project: RewritableProject, changes: readonly VersionChange[]): Rewrite {
  const rewriting = new Rewriting(project.files, versions);
  const go = new GoRewrite(project);
  for (const change of changes) rewriting.change(change, (edits) => go.write(change, edits));
  return rewriting.finish();
}

class GoRewrite {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #modules: readonly ModFile[];
  readonly #works: readonly WorkFile[];

  constructor(private readonly project: RewritableProject) {
    this.#texts = new Map(project.files.map(({ path, text }) => [path, text]));
    this.#modules = readAll(project.files, 'go.mod', readModFile);
    this.#works = readAll(project.files, 'go.work', readWorkFile);
  }

  write(change: VersionChange, edits: ChangeEdits): void {
    for (const module of this.#modules) {
      this.#refuseReplacedBy(module, change);
      const isHeld = module.requires.some(
        (required) => required.module === change.name && isFrom(change, required.version),
      );
      if (!isHeld && !this.#isInSum(module, change)) continue;
      this.#refuseOtherRules(module, change);
      const text = this.#texts.get(module.path) ?? '';
      if (isHeld) raiseRequire(module, text, change, edits);
      else addRequire(module, text, change, edits);
      this.#writeSums(module, change, edits);
    }
    if (edits.isEmpty) throw new RefusedChange(`No go.mod or go.sum file here holds ${change.name} ${change.from}.`);
  }

  /** From go.sum alone, before graph pruning: https://go.dev/ref/mod#graph-pruning */
  #isInSum(module: ModFile, change: VersionChange): boolean {
    const path = besides(module, 'go.sum');
    return this.project.reading.dependencies.some(
      ({ name, version, lockfile }) =>
        lockfile === path && name === change.name && version !== null && isFrom(change, version),
    );
  }

  /** The version of what stands in another module's place is said by the replacement alone. */
  #refuseReplacedBy(module: ModFile, { name, from }: VersionChange): void {
    for (const file of this.#filesAbout(module)) {
      const found = file.replaces.find(({ by, byVersion }) => by === name && byVersion === from);
      if (!found) continue;
      throw new RefusedChange(
        `Line ${found.line} of ${file.path} replaces ${found.module} with ${name} ${from}, which decides its version; it is to be changed there.`,
      );
    }
  }

  #refuseOtherRules(module: ModFile, { name, from, to }: VersionChange): void {
    const files = this.#filesAbout(module);
    const replacements = replacementsIn(files);
    const replacement = [`${name}@${from}`, `${name}@${to}`, name].map((key) => replacements.get(key)).find(Boolean);
    if (replacement) {
      const { path } = files.find(({ replaces }) => replaces.includes(replacement)) ?? module;
      const by = [replacement.by, replacement.byVersion].filter(Boolean).join(' ');
      throw new RefusedChange(
        `Line ${replacement.line} of ${path} replaces ${name} with ${by}, so another version that is required has no effect.`,
      );
    }
    const excluded = module.excludes.find((each) => each.module === name && each.version === to);
    if (excluded) throw new RefusedChange(`Line ${excluded.line} of ${module.path} excludes ${name} ${to}.`);
  }

  #filesAbout(module: ModFile): (ModFile | WorkFile)[] {
    return [...this.#works.filter(({ uses }) => uses.has(module.folder)), module];
  }

  #writeSums(module: ModFile, change: VersionChange, edits: ChangeEdits): void {
    const path = besides(module, 'go.sum');
    const sum = this.#texts.get(path);
    const isComplete = sum !== undefined && addSums({ path, text: sum }, change, edits);
    const { name, to } = change;
    const missing = isComplete
      ? `What ${name} ${to} needs is not looked up here`
      : `The hash of ${name} ${to} in go.sum cannot be known without its archive`;
    edits.command(
      inFolder(module.folder, 'go mod tidy'),
      `${missing}; this command adds it to ${path}, and raises in ${module.path} what ${name} ${to} asks for in newer versions.`,
    );
    const work = this.#works.find(({ uses }) => uses.has(module.folder));
    if (work)
      edits.command(
        inFolder(work.folder, 'go work sync'),
        `${work.path} builds several modules together; this command brings the others to the same versions.`,
      );
    if (this.#texts.has(besides(module, 'vendor/modules.txt')))
      edits.command(
        inFolder(module.folder, 'go mod vendor'),
        `The project keeps copies of its modules in ${besides(module, 'vendor')}; this command fetches that of ${name} ${to}.`,
      );
  }
}

function readAll<T>(files: readonly ProjectFile[], name: string, read: (file: ProjectFile) => T): T[] {
  return files
    .filter(({ path }) => nameOf(path) === name)
    .flatMap((file) => {
      try {
        return [read(file)];
      } catch (error) {
        if (error instanceof UnreadableFile) return [];
        throw error;
      }
    });
}

function isFrom({ from }: VersionChange, version: string): boolean {
  return version === from || (versions.isValid(version) && versions.compare(version, from) === 0);
}

function besides({ path }: ModFile, name: string): string {
  const folder = folderOf(path);
  return folder === '' ? name : `${folder}/${name}`;
}
