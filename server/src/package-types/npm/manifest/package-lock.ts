import { linesOfMembers, memberLines, readJsonObject } from '../../json-text.ts';
import type { Place, ProjectFile, RequirementKind } from '../../manifest.ts';
import { isObject, lineOf, memberOf, membersOf } from '../../document-members.ts';
import { folderOf, resolvePath } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { UnreadableFile } from '../../unreadable-file.ts';
import { names } from '../names.ts';
import type { Lock, LockedMember } from './locked.ts';
import { ModuleTree, type TreeFolder } from './module-tree.ts';
import { readPackageLockOne } from './package-lock-one.ts';
import { SECTIONS, type Want } from './package-json.ts';
import { askedFor } from './specifier.ts';

const MODULES = 'node_modules/';

/** Longer than any file system takes; the limit bounds the work of looking up what a package asks for. */
const LONGEST_PATH = 4_096;

/** package-lock.json and npm-shrinkwrap.json: https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
export function readPackageLock(file: ProjectFile, builder: ReadingBuilder): Lock {
  const document = readJsonObject(file.text);
  const version = memberOf(document, 'lockfileVersion');
  if (typeof version === 'number' && version > 3) {
    throw new UnreadableFile(
      lineOf(memberLines(file.text, 1), 'lockfileVersion'),
      `Its format is lockfileVersion ${version}; 1, 2 and 3 can be read.`,
    );
  }
  const packages = memberOf(document, 'packages');
  if (!isObject(packages)) return readPackageLockOne(file, document, builder);
  builder.setFormat(file.path, `package-lock v${version === 2 ? 2 : 3}`);
  return new PackagesReader(file, packages, builder).read();
}

/** What stands at one path of the tree. */
interface Entry {
  value: Record<string, unknown>;
  path: string;
  /** Null for a folder of the project itself, and for a link to one. */
  index: number | null;
  place: Place;
}

class PackagesReader {
  readonly #tree = new ModuleTree<Entry>();
  readonly #folders: TreeFolder<Entry>[] = [];

  constructor(
    private readonly file: ProjectFile,
    private readonly packages: Record<string, unknown>,
    private readonly builder: ReadingBuilder,
  ) {}

  read(): Lock {
    const paths = Object.keys(this.packages);
    const lines = linesOfMembers(this.file.text, 'packages', paths);
    for (const [index, path] of paths.entries()) this.#addEntry(path, this.packages[path], lines[index] ?? 1);
    const folder = folderOf(this.file.path);
    const members: LockedMember[] = [];
    for (const at of this.#folders) {
      const entry = at.item;
      if (!entry) continue;
      if (entry.index !== null) this.#addRequirements(at, entry, entry.index);
      else if (!entry.path.includes(MODULES)) members.push(memberIn(entry, folder));
    }
    return {
      path: this.file.path,
      folder,
      covers: (manifest) => this.#memberAt(folder, manifest.folder) !== undefined,
      resolve: (memberFolder, want) => {
        const member = this.#memberAt(folder, memberFolder);
        return member ? resolve(member, want.name) : null;
      },
      members,
    };
  }

  #memberAt(folder: string, memberFolder: string): TreeFolder<Entry> | undefined {
    const prefix = folder === '' ? '' : `${folder}/`;
    if (memberFolder !== folder && !memberFolder.startsWith(prefix)) return undefined;
    const found = this.#tree.get(memberFolder === folder ? '' : memberFolder.slice(prefix.length));
    return found?.item && found.item.index === null ? found : undefined;
  }

  #addEntry(path: string, value: unknown, line: number): void {
    if (!isObject(value) || path.length > LONGEST_PATH) {
      const problem = isObject(value) ? 'stands at a path that no file system takes' : 'is no object';
      this.builder.remark(this.file.path, line, `What it says of ${path.slice(0, 100)} ${problem}, and was left out.`);
      return;
    }
    const place = { path: this.file.path, line };
    const start = path.lastIndexOf(MODULES);
    const index = start < 0 ? null : this.#addPackage(path.slice(start + MODULES.length), value, place);
    this.#folders.push(this.#tree.put(path, { value, path, place, index }));
  }

  /** Null where it leads to a folder of the project. */
  #addPackage(folderName: string, value: Record<string, unknown>, place: Place): number | null {
    const name = typeof value.name === 'string' ? value.name : folderName;
    const resolved = typeof value.resolved === 'string' ? value.resolved : null;
    if (value.link === true) return null;
    const read = names.read(name);
    if ('problem' in read) {
      this.builder.remark(place.path, place.line, `${name} is no name of a package, and was left out. ${read.problem}`);
      return null;
    }
    const source = resolved === null ? 'registry' : sourceOf(resolved);
    const isEither = value.devOptional === true;
    return this.builder.add({
      name,
      version: typeof value.version === 'string' ? value.version : null,
      source,
      resolved,
      integrity: hashesOf(value.integrity),
      lockfile: this.file.path,
      isDevelopment: value.dev === true || isEither,
      isOptional: value.optional === true || isEither,
      isPeer: value.peer === true,
      isBundled: value.inBundle === true,
      place,
    });
  }

  #addRequirements(at: TreeFolder<Entry>, { value, place }: Entry, dependent: number): void {
    const { optionalDependencies, peerDependencies, peerDependenciesMeta } = value;
    this.#addSection(value.dependencies, 'production', at, place, dependent, optionalDependencies);
    this.#addSection(optionalDependencies, 'optional', at, place, dependent, undefined);
    this.#addSection(peerDependencies, 'peer', at, place, dependent, peerDependenciesMeta);
  }

  /** `lenient` names what may be missing or is in another section as well. */
  #addSection(
    section: unknown,
    kind: RequirementKind,
    at: TreeFolder<Entry>,
    place: Place,
    dependent: number,
    lenient: unknown,
  ): void {
    if (!isObject(section)) return;
    for (const name of Object.keys(section)) {
      const written = section[name];
      const isElsewhere = lenient !== undefined && memberOf(lenient, name) !== undefined;
      if (typeof written !== 'string' || (kind === 'production' && isElsewhere)) continue;
      const dependency = resolve(at, name);
      if (typeof dependency === 'number') {
        this.builder.require({ ...askedFor(name, written), dependent, dependency, kind, place });
      } else if (dependency === null && kind === 'production') {
        this.builder.remark(
          place.path,
          place.line,
          `${this.builder.dependencies[dependent]?.name} asks for ${name}, which the lockfile does not hold.`,
        );
      }
    }
  }
}

function resolve(from: TreeFolder<Entry>, name: string): number | 'local' | null {
  const entry = ModuleTree.find(from, name);
  return entry && (entry.index ?? (entry.value.link === true ? 'local' : null));
}

/** Nearly always one. */
function hashesOf(integrity: unknown): string[] {
  if (typeof integrity !== 'string') return [];
  return integrity.includes(' ') ? integrity.split(' ') : [integrity];
}

function sourceOf(resolved: string): 'registry' | 'git' | 'url' | 'local' {
  if (resolved.startsWith('git')) return 'git';
  if (resolved.startsWith('file:')) return 'local';
  // A registry's archives are at <name>/-/<file>.tgz or, in CodeArtifact, at <name>/-/<file>.tgz below the repository.
  return resolved.includes('/-/') || resolved.endsWith('.tgz') || !resolved.startsWith('http') ? 'registry' : 'url';
}

function memberIn({ value, path, place }: Entry, folder: string): LockedMember {
  const wants = () =>
    SECTIONS.flatMap(([section, kind]) =>
      membersOf(value[section]).flatMap(([name, written]): Want[] =>
        typeof written === 'string' ? [{ name, written, kind, line: place.line }] : [],
      ),
    );
  return { folder: resolvePath(folder, path) ?? path, wants };
}
