import type {
  Constraint,
  Dependency,
  FileReading,
  PackageTypeReading,
  Place,
  ProjectFile,
  ProjectFileKind,
  Requirement,
} from './manifest.ts';
import { markReach } from './reach.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** More would bury the first ones. */
const MOST_REMARKS = 100;

/** Several times what the largest projects have; the limits bound the memory that a stranger's files can ask for. */
const MOST_DEPENDENCIES = 100_000;
const MOST_REQUIREMENTS = 500_000;

/** What people write is far shorter; lockfiles are as long as the caller allows. */
const LONGEST_MANIFEST = 4_000_000;

export type NewDependency = Pick<Dependency, 'name' | 'version'> & { place: Place } & Partial<
    Omit<Dependency, 'name' | 'version' | 'places'>
  >;

export type NewRequirement = Pick<Requirement, 'dependent' | 'dependency' | 'place'> & Partial<Requirement>;

/** Collects what the files of one package type say; what is wrong in one of them stays with that file. */
export class ReadingBuilder {
  readonly dependencies: Dependency[] = [];
  readonly requirements: Requirement[] = [];
  readonly #constraints: Constraint[] = [];
  readonly #files = new Map<string, FileReading>();
  /** Left out remarks, by path. */
  readonly #unsaid = new Map<string, number>();
  readonly #known = new Map<string, number>();

  constructor(files: readonly { file: ProjectFile; kind: ProjectFileKind; format: string }[]) {
    for (const { file, kind, format } of files) {
      this.#files.set(file.path, { path: file.path, kind, format, problem: null, remarks: [] });
    }
  }

  /** What `read` gives, or undefined with a problem of the file where it cannot be read. */
  attempt<T>(file: ProjectFile, read: () => T): T | undefined {
    const isTooLong = file.text.length > LONGEST_MANIFEST && this.#files.get(file.path)?.kind !== 'lockfile';
    try {
      if (isTooLong)
        throw new UnreadableFile(null, `It has more than ${LONGEST_MANIFEST} characters, which no manifest has.`);
      return read();
    } catch (error) {
      if (error instanceof FullReading) return undefined;
      this.problem(file.path, error instanceof UnreadableFile ? error.line : null, reasonOf(error));
      return undefined;
    }
  }

  /** Does what concerns several files; what there is no room for any more is a problem of the file that it comes from. */
  connect(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof FullReading)) throw error;
    }
  }

  setFormat(path: string, format: string): void {
    const file = this.#files.get(path);
    if (file) file.format = format;
  }

  setKind(path: string, kind: ProjectFileKind): void {
    const file = this.#files.get(path);
    if (file) file.kind = kind;
  }

  /** The first problem of a file is its problem, each further one a remark. */
  problem(path: string, line: number | null, reason: string): void {
    const file = this.#files.get(path);
    if (file && file.problem === null) file.problem = { line, reason };
    else this.remark(path, line, reason);
  }

  remark(path: string, line: number | null, reason: string): void {
    const file = this.#files.get(path);
    if (!file) return;
    if (file.remarks.length < MOST_REMARKS) file.remarks.push({ line, reason });
    else this.#unsaid.set(path, (this.#unsaid.get(path) ?? 0) + 1);
  }

  /** The same package, version and origin of one lockfile, or of the manifests, is one dependency in several places. */
  add(given: NewDependency): number {
    // Whose address says which package it is, and whose does not.
    const origin = given.source === undefined || given.source === 'registry' ? '' : (given.resolved ?? '');
    return this.#addOnce(`${given.name}\n${given.version ?? ''}\n${given.lockfile ?? ''}\n${origin}`, given);
  }

  /** What a manifest asks for and nothing locks: one dependency for each requirement. */
  addUnlocked(given: NewDependency, written: string): number {
    return this.#addOnce(`\n${given.name}\n${given.version ?? ''}\n${given.resolved ?? ''}\n${written}`, given);
  }

  /** Written out, since there are thousands of them and spreading is slow. */
  require(given: NewRequirement): void {
    const { dependent, dependency, requirement = null, isIndirect = false } = given;
    if (this.requirements.length >= MOST_REQUIREMENTS) this.#refuse(given.place, `${MOST_REQUIREMENTS} requirements`);
    this.requirements.push({
      dependent,
      dependency,
      kind: given.kind ?? 'production',
      requirement,
      written: given.written ?? requirement ?? '',
      alias: given.alias ?? null,
      condition: given.condition ?? null,
      group: given.group ?? null,
      isIndirect,
      place: given.place,
    });
    const found = this.dependencies[dependency];
    if (found && dependent === null && !isIndirect) found.isDirect = true;
  }

  constrain(constraint: Omit<Constraint, 'below' | 'condition'> & Partial<Constraint>): void {
    if (this.#constraints.length >= MOST_REQUIREMENTS)
      this.#refuse(constraint.place, `${MOST_REQUIREMENTS} constraints`);
    this.#constraints.push({ below: [], condition: null, ...constraint });
  }

  finish(): PackageTypeReading {
    markReach(this.dependencies, this.requirements);
    for (const [path, count] of this.#unsaid) {
      this.#files.get(path)?.remarks.push({ line: null, reason: `There are ${count} more remarks of this kind.` });
    }
    return {
      files: [...this.#files.values()],
      dependencies: this.dependencies,
      requirements: this.requirements,
      constraints: this.#constraints,
    };
  }

  #addOnce(key: string, given: NewDependency): number {
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.#merge(this.dependencies[known] as Dependency, given);
      return known;
    }
    const index = this.dependencies.length;
    if (index >= MOST_DEPENDENCIES) this.#refuse(given.place, `${MOST_DEPENDENCIES} packages`);
    this.#known.set(key, index);
    this.dependencies.push({
      name: given.name,
      writtenName: given.writtenName ?? given.name,
      version: given.version,
      source: given.source ?? 'registry',
      resolved: given.resolved ?? null,
      integrity: given.integrity ?? [],
      lockfile: given.lockfile ?? null,
      isDirect: given.isDirect ?? false,
      isDevelopment: given.isDevelopment ?? false,
      isOptional: given.isOptional ?? false,
      isPeer: given.isPeer ?? false,
      isBundled: given.isBundled ?? false,
      places: [given.place],
    });
    return index;
  }

  #refuse({ path, line }: Place, limit: string): never {
    this.problem(path, line, `The project has more than ${limit}, and no more can be read; what follows was left out.`);
    throw new FullReading();
  }

  #merge(known: Dependency, given: NewDependency): void {
    const { place } = given;
    const last = known.places.at(-1);
    if (last?.path !== place.path || last.line !== place.line) known.places.push(place);
    known.isDirect ||= given.isDirect ?? false;
    known.isDevelopment &&= given.isDevelopment ?? false;
    known.isOptional &&= given.isOptional ?? false;
    known.isPeer &&= given.isPeer ?? false;
    known.isBundled &&= given.isBundled ?? false;
    if (known.integrity.length === 0) known.integrity = given.integrity ?? [];
  }
}

/** That a limit is reached, which was said of a file already. */
class FullReading extends Error {}

/** A stranger's file may be nested deeper than a parser can follow; nothing that it holds may end the reading of the others. */
function reasonOf(error: unknown): string {
  if (error instanceof UnreadableFile) return error.message;
  if (error instanceof RangeError) return 'It is nested deeper than any file of its kind, and was not read.';
  return `It could not be read: ${error instanceof Error ? error.message : String(error)}`;
}
