import { membersOf } from '../../../document-members.ts';
import type {
  Dependency,
  PackageTypeReading,
  ProjectFile,
  Requirement,
  RewritableProject,
  VersionChange,
} from '../../../manifest.ts';
import { folderOf, nameOf } from '../../../paths.ts';
import { versions } from '../../versions.ts';
import { SECTIONS } from '../package-json.ts';
import { JsonDocument } from './json-document.ts';
import type { RaisedWant } from './lockfile-editor.ts';
import { Refusal } from './refusal.ts';
import { raisedRequirement } from './requirement.ts';
import { WorkspaceDocument } from './workspace-document.ts';

/** What a manifest of the project asks for, and what it got. */
export interface OwnWant {
  requirement: Requirement;
  dependency: Dependency;
}

/** The package.json files of a project, and its pnpm-workspace.yaml, while they change. */
export class ProjectManifests {
  readonly #documents: ReadonlyMap<string, JsonDocument>;
  readonly #workspaces: ReadonlyMap<string, WorkspaceDocument>;
  readonly #index: ReadingIndex;

  constructor(private readonly project: RewritableProject) {
    this.#documents = new Map(project.files.filter(isPackageJson).map((file) => [file.path, new JsonDocument(file)]));
    this.#workspaces = new Map(
      project.files
        .filter(({ path }) => nameOf(path) === 'pnpm-workspace.yaml')
        .map((file) => [folderOf(file.path), new WorkspaceDocument(file)]),
    );
    this.#index = indexOf(project.reading);
  }

  /** Of those that got the old version, or where no lockfile says what they got. */
  wants(change: VersionChange): OwnWant[] {
    return (this.#index.own.get(change.name) ?? []).filter(
      ({ dependency: { version, lockfile } }) => version === change.from || lockfile === null,
    );
  }

  /** Paths of the lockfiles that hold the old version. */
  holders(change: VersionChange): string[] {
    const held = (this.#index.dependencies.get(change.name) ?? []).filter(({ version }) => version === change.from);
    return [...new Set(held.flatMap(({ lockfile }) => lockfile ?? []))];
  }

  document(folder: string): JsonDocument | undefined {
    return this.#documents.get(folder === '' ? 'package.json' : `${folder}/package.json`);
  }

  workspace(folder: string): WorkspaceDocument | undefined {
    return this.#workspaces.get(folder);
  }

  /** Raises what the given ones ask for; what cannot be raised, such as a tag, is left to the lockfile, and refused without one. */
  raise(wants: readonly OwnWant[], change: VersionChange): RaisedWant[] {
    const raised = new Map<string, RaisedWant>();
    for (const { requirement, dependency } of wants) {
      const name = requirement.alias ?? dependency.name;
      const { path } = requirement.place;
      const section = SECTIONS.find(([, kind]) => kind === requirement.kind)?.[0] ?? 'dependencies';
      if (requirement.written.startsWith('catalog:')) {
        this.#raiseCatalog(folderOf(path), name, requirement.written, change);
        continue;
      }
      const before = this.#documents.get(path)?.get([section, name]);
      if (typeof before !== 'string') continue;
      const after =
        section === 'peerDependencies' ? widened(before, change) : raisedRequirement(before, change.from, change.to);
      if (after === null && dependency.lockfile === null) {
        throw new Refusal(`${path} asks for ${name} as ${before}, which names no version that could be raised.`);
      }
      if (after === null || after === before) continue;
      const want = { path, folder: folderOf(path), section, name, before, after };
      raised.set(JSON.stringify([path, section, name]), want);
    }
    for (const { path, section, name, after } of raised.values())
      this.#documents.get(path)?.set([section, name], after);
    return [...raised.values()];
  }

  #raiseCatalog(folder: string, name: string, written: string, change: VersionChange): void {
    const holder = [...this.#workspaces.entries()]
      .filter(([around]) => around === '' || folder === around || folder.startsWith(`${around}/`))
      .sort(([a], [b]) => b.length - a.length)[0]?.[1];
    const catalog = written.slice('catalog:'.length) || 'default';
    if (!holder?.raise(catalog, name, change)) {
      throw new Refusal(
        `The catalog ${catalog}, which decides the version of ${name}, has no requirement that could be raised.`,
      );
    }
  }

  /** Each package.json in and below a folder, by its own folder there. */
  below(folder: string, when: 'before' | 'after'): ReadonlyMap<string, string> {
    const start = folder === '' ? '' : `${folder}/`;
    return new Map(
      this.project.files
        .filter((file) => isPackageJson(file) && file.path.startsWith(start))
        .map((file): [string, string] => [
          folderOf(file.path.slice(start.length)),
          when === 'before' ? file.text : (this.#documents.get(file.path)?.written() ?? file).text,
        ]),
    );
  }

  /** Everything that the manifests in and below a folder ask for by now. */
  writtenBelow(folder: string): [name: string, written: string][] {
    return [...this.#documents]
      .filter(([path]) => folder === '' || path.startsWith(`${folder}/`))
      .flatMap(([, document]) => SECTIONS.flatMap(([section]) => membersOf(document.get([section]))))
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  }

  written(): ProjectFile[] {
    return [
      ...[...this.#documents.values()].map((document) => document.written()),
      ...[...this.#workspaces.values()].map((workspace) => ({ path: workspace.path, text: workspace.written() })),
    ];
  }

  /** An entry that holds the package at a version against its dependents, whatever they are. */
  existingOverride(name: string, folder: string) {
    return this.project.reading.constraints.find(
      (constraint) =>
        constraint.kind === 'override' &&
        constraint.name === name &&
        constraint.below.length === 0 &&
        folderOf(constraint.place.path) === folder,
    );
  }
}

/** What is looked up in the reading of a project; prepared once, since one project is changed in many ways. */
interface ReadingIndex {
  /** What the manifests ask a registry for, by name. */
  own: ReadonlyMap<string, readonly OwnWant[]>;
  dependencies: ReadonlyMap<string, readonly Dependency[]>;
}

const known = new WeakMap<PackageTypeReading, ReadingIndex>();

function indexOf(reading: PackageTypeReading): ReadingIndex {
  const index = known.get(reading) ?? {
    own: Map.groupBy(wantsIn(reading), ({ dependency: { name } }) => name),
    dependencies: Map.groupBy(reading.dependencies, ({ name }) => name),
  };
  known.set(reading, index);
  return index;
}

function wantsIn({ requirements, dependencies }: PackageTypeReading): OwnWant[] {
  return requirements.flatMap((requirement) => {
    const dependency = dependencies[requirement.dependency];
    const isOwn = requirement.dependent === null && isPackageJson(requirement.place);
    return isOwn && dependency?.source === 'registry' ? [{ requirement, dependency }] : [];
  });
}

function isPackageJson({ path }: { path: string }): boolean {
  return nameOf(path) === 'package.json';
}

/** A peer requirement is a promise to others; it goes on accepting what it accepted. */
function widened(written: string, { to }: VersionChange): string | null {
  return versions.satisfies(to, written) ? written : `${written} || ^${to}`;
}
