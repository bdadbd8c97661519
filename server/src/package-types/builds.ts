/** How the real package manager of a package type restores a project that is not to be trusted. */

import type { PackageTypeReading, ProjectFile } from './manifest.ts';
import type { ClientRepository } from './client-setup.ts';
import { folderOf, resolvePath } from './paths.ts';

export interface BuildRules {
  /** One for each project in the files that has a package manager of its own; none where there is nothing to restore. */
  plan(project: BuildProject): BuildPlan[];
}

export interface BuildProject {
  /** Manifests and lockfiles of this package type. Settings of clients are left out: they name registries, and may run code. */
  files: readonly ProjectFile[];
  reading: PackageTypeReading;
  repositories: readonly BuildRepository[];
}

/** A repository by the address at which a build reaches it. */
export interface BuildRepository extends ClientRepository {
  /** Its own address, as lockfiles may name it. */
  originalUrl: string;
  /** Like `url`, for clients that send no credential over plain HTTP. */
  openUrl: string;
}

export interface BuildPlan {
  /** The project's folder, empty for the root. */
  folder: string;
  /** As people call it, e.g. `Yarn 1`. */
  client: string;
  /** Why nothing is run, such as that restoring would run code of the project; null where it may be. */
  refused: string | null;
  /** What is looked for on the machine. */
  executable: string;
  /** What it must answer to this question, so that it is the client that is meant. */
  question: { parameters: string[]; answer: RegExp };
  /** Run one after the other, in the project's folder, until one fails. */
  steps: string[][];
  environment: Record<string, string>;
  /** All that is written before, from the root of the files; a path that begins with `~/` is in the home folder. */
  files: ProjectFile[];
}

/** Why a project cannot be restored from its own files and the integration alone; null where it can. */
export function whyNotRegistryAlone({ dependencies, constraints }: PackageTypeReading): string | null {
  const outside =
    dependencies.find(({ source, resolved, places }) => source === 'local' && leadsOut(places[0]?.path, resolved)) ??
    constraints.find(({ kind, requirement, place }) => kind === 'replace' && leadsOut(place.path, requirement));
  if (outside)
    return `${outside.name} is taken from a folder outside of the project, which a build check does not read.`;
  const foreign = dependencies.find(({ source }) => source === 'git' || source === 'url');
  if (!foreign) return null;
  const [place] = foreign.places;
  const where = place ? ` (${place.path}, line ${place.line})` : '';
  const what = foreign.source === 'git' ? 'from git' : 'from an address outside of the repositories';
  return `${foreign.writtenName}${where} comes ${what}, and a build check reaches the integration's repositories alone.`;
}

/** Whether a path that a file names is none of the project's own. */
function leadsOut(path: string | undefined, written: string | null): boolean {
  const target = (written ?? '').replace(/^(?:file|link|portal):/, '');
  if (/^(?:[/\\~]|[A-Za-z]:)/.test(target)) return true;
  return resolvePath(folderOf(path ?? ''), target) === null;
}
