import { isObject } from '../../../document-members.ts';
import type { ProjectFile, RewritableProject, Rewrite, VersionChange } from '../../../manifest.ts';
import { folderOf, foldersUpFrom, nameOf } from '../../../paths.ts';
import { versions } from '../../versions.ts';
import type { LockfileEditor } from './lockfile-editor.ts';
import { npmSettings } from './npm-settings.ts';
import { type OverrideRequest, type PackageManager, writeOverride } from './overrides.ts';
import { PackageLockEditor } from './package-lock/editor.ts';
import { PnpmLockEditor } from './pnpm-lock/editor.ts';
import { ProjectManifests } from './project-manifests.ts';
import { Refusal } from './refusal.ts';
import { YarnLockEditor } from './yarn-lock/editor.ts';

export interface Outcome {
  files: ProjectFile[];
  refused: Map<VersionChange, string>;
  suspects: VersionChange[];
  suspicion: string;
  commands: Rewrite['commands'];
}

/** All changes at once, each whole or refused; what is refused has to be left out of the next attempt. */
export class Attempt {
  readonly #manifests: ProjectManifests;
  readonly #editors: LockfileEditor[];

  constructor(
    private readonly project: RewritableProject,
    private readonly changes: readonly VersionChange[],
  ) {
    this.#manifests = new ProjectManifests(project);
    this.#editors = project.files.flatMap((file) => this.#editorOf(file) ?? []);
  }

  async run(): Promise<Outcome> {
    const outcome: Outcome = { files: [], refused: new Map(), suspects: [], suspicion: '', commands: [] };
    for (const change of this.changes) {
      try {
        this.#apply(change);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        outcome.refused.set(change, error.message);
      }
    }
    if (outcome.refused.size > 0) return outcome;
    for (const editor of this.#editors) {
      this.project.signal.throwIfAborted();
      const edited = await editor.finish();
      for (const [change, reason] of edited.refused) outcome.refused.set(change, reason);
      if (edited.suspects.length > 0) [outcome.suspects, outcome.suspicion] = [edited.suspects, edited.suspicion];
      outcome.files.push(edited.file);
      outcome.commands.push(...edited.commands);
    }
    outcome.files.unshift(...this.#manifests.written());
    return outcome;
  }

  #apply(change: VersionChange): void {
    this.#refuseHeld(change);
    const wants = this.#manifests.wants(change);
    // Where no lockfile says what is installed, only a requirement can keep the old version out.
    const ready = change.way === 'requirement' ? wants : wants.filter(({ dependency }) => dependency.lockfile === null);
    const raised = change.way === 'override' ? [] : this.#manifests.raise(ready, change);
    let isWritten = raised.length > 0 || ready.some(({ requirement }) => requirement.written.startsWith('catalog:'));
    for (const editor of this.#editors) editor.raise(raised.filter(({ path }) => isBelow(path, editor.path)));
    if (change.way === 'override') {
      for (const request of this.#overrideRequests(change)) {
        const { overrides, raised: alongside } = writeOverride(this.project, this.#manifests, request);
        for (const editor of this.#editors) {
          editor.raise(alongside.filter(({ path }) => isBelow(path, editor.path)));
          if (editor.path === request.lockfile) editor.override(overrides);
        }
        isWritten = true;
      }
    }
    for (const editor of this.#editors) isWritten = editor.apply(change) || isWritten;
    if (!isWritten) {
      throw new Refusal(
        change.way === 'update'
          ? `No lockfile here holds ${change.name} ${change.from}.`
          : `No file here asks for ${change.name}, or holds ${change.from} of it.`,
      );
    }
  }

  /** An entry of the project that decides the version has to be changed itself. */
  #refuseHeld(change: VersionChange): void {
    if (change.way === 'override') return;
    for (const folder of new Set(this.#manifests.holders(change).map(folderOf))) {
      const held = this.#manifests.existingOverride(change.name, folder);
      if (!held || versions.satisfies(change.to, held.requirement) || held.requirement.startsWith('$')) continue;
      if (!versions.satisfies(change.from, held.requirement)) continue;
      throw new Refusal(
        `Line ${held.place.line} of ${held.place.path} decides that ${change.name} is ${held.requirement}, which ${change.to} is not.`,
      );
    }
  }

  #overrideRequests(change: VersionChange): OverrideRequest[] {
    const holders = this.#manifests.holders(change);
    if (holders.length > 0) {
      return holders.map((lockfile) => {
        const text = this.project.files.find(({ path }) => path === lockfile)?.text ?? '';
        return {
          manager: managerOf(lockfile, text),
          folder: folderOf(lockfile),
          change,
          lockfile,
          lockfileVersion: pnpmVersion(text),
        };
      });
    }
    const roots = new Set(
      this.#manifests.wants(change).map(({ requirement }) => this.#rootOf(folderOf(requirement.place.path))),
    );
    return [...roots].map((folder) => ({
      manager: this.#declaredManager(folder),
      folder,
      change,
      lockfile: null,
      lockfileVersion: null,
    }));
  }

  /** The outermost package.json around a folder that says it has workspaces; the folder itself where none does. */
  #rootOf(folder: string): string {
    const around = foldersUpFrom(folder).filter((candidate) => {
      const document = this.#manifests.document(candidate);
      return document?.get(['workspaces']) !== undefined || this.#manifests.workspace(candidate) !== undefined;
    });
    return around.at(-1) ?? folder;
  }

  #declaredManager(folder: string): PackageManager {
    const document = this.#manifests.document(folder);
    const declared = document?.text(['packageManager']) ?? '';
    if (declared.startsWith('pnpm@') || isObject(document?.get(['pnpm'])) || this.#manifests.workspace(folder))
      return 'pnpm';
    if (declared.startsWith('yarn@1')) return 'yarn-one';
    if (declared.startsWith('yarn@')) return 'yarn';
    return isObject(document?.get(['resolutions'])) ? 'yarn-one' : 'npm';
  }

  #editorOf(file: ProjectFile): LockfileEditor | null {
    const folder = folderOf(file.path);
    switch (nameOf(file.path)) {
      case 'package-lock.json':
      case 'npm-shrinkwrap.json':
        return new PackageLockEditor(file, {
          reading: this.project.reading,
          registry: this.project.registry,
          signal: this.project.signal,
          settings: npmSettings(this.project.files, folder),
          isOverridden: (name) => this.#manifests.existingOverride(name, folder) !== undefined,
          rootBefore: this.#manifests.document(folder)?.unchanged ?? {},
          manifests: (when) => this.#manifests.below(folder, when),
        });
      case 'yarn.lock':
        return new YarnLockEditor(file, { wants: () => this.#manifests.writtenBelow(folder) });
      case 'pnpm-lock.yaml':
        return new PnpmLockEditor(file, {
          isOverridden: (name) => this.#manifests.existingOverride(name, folder) !== undefined,
          catalogs: () => this.#manifests.workspace(folder)?.raised ?? [],
        });
      default:
        return null;
    }
  }
}

function pnpmVersion(text: string): number | null {
  const [, written] = /^lockfileVersion:\s*['"]?([\d.]+)/m.exec(text) ?? [];
  return written === undefined ? null : Number.parseFloat(written);
}

function managerOf(path: string, text: string): PackageManager {
  switch (nameOf(path)) {
    case 'yarn.lock':
      return /^__metadata:/m.test(text) ? 'yarn' : 'yarn-one';
    case 'pnpm-lock.yaml':
      return 'pnpm';
    default:
      return 'npm';
  }
}

function isBelow(path: string, lockfile: string): boolean {
  const folder = folderOf(lockfile);
  return folder === '' || path.startsWith(`${folder}/`);
}
