import type { NewRequirement, ReadingBuilder } from '../../reading-builder.ts';
import { names } from '../names.ts';
import { Evaluation, type Reference, type StepBudget } from './evaluate.ts';
import type { MsbuildFile } from './msbuild-file.ts';
import type { NugetLock } from './packages-lock.ts';

/** Solutions with hundreds of projects take some tens of thousands. */
const MOST_STEPS = 2_000_000;

/** Adds what MSBuild projects ask for, with the versions of the lockfile beside them where there is one. */
export function addProjects(files: readonly MsbuildFile[], locks: readonly NugetLock[], builder: ReadingBuilder): void {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const lockByFolder = new Map(locks.map((lock) => [lock.folder, lock]));
  const added = new AddedReferences(builder);
  const locked = new Set<NugetLock>();
  const budget: StepBudget = { left: MOST_STEPS };
  for (const project of files.filter(({ path }) => /proj$/i.test(path))) {
    const { references, central } = new Evaluation(byPath, budget).evaluate(project);
    if (budget.left < 0)
      builder.problem(
        project.path,
        null,
        'What it imports has more properties and items than can be read, so only a part of it was.',
      );
    const lock = lockByFolder.get(project.folder);
    if (lock) locked.add(lock);
    for (const reference of references) {
      added.add(project, reference, central.get(reference.name.toLowerCase()), lock);
    }
    if (lock) addUnmatched(lock, new Set(references.map(({ name }) => name.toLowerCase())), builder);
  }
  for (const lock of locks.filter((each) => !locked.has(each))) addUnmatched(lock, new Set(), builder);
  addCentral(files, byPath, budget, builder);
}

class AddedReferences {
  /** A reference in an imported file is the same for every project that imports it. */
  readonly #known = new Set<string>();

  constructor(private readonly builder: ReadingBuilder) {}

  add(project: MsbuildFile, reference: Reference, central: Reference | undefined, lock: NugetLock | undefined): void {
    const { path, line } = reference;
    const place = { path, line };
    const read = names.read(reference.name);
    if ('problem' in read) {
      this.#once(`${path}\n${line}`, () =>
        this.builder.problem(
          path,
          line,
          `${reference.name.slice(0, 100)} is no id of a package, and was left out. ${read.problem}`,
        ),
      );
      return;
    }
    const stated = reference.version ?? central?.version ?? null;
    const requirement = stated === null || stated.includes('$(') ? null : stated;
    const written = reference.version === null ? (central?.written ?? '') : reference.written;
    const edge = {
      dependent: null,
      requirement,
      written,
      kind: reference.isPrivate ? ('development' as const) : ('production' as const),
      place,
    };
    const held = lock?.direct.get(read.name);
    if (held) {
      for (const { index, framework } of held)
        this.#require({ ...edge, dependency: index, condition: framework ?? reference.condition });
      return;
    }
    if (lock && reference.condition === null)
      this.builder.remark(
        lock.path,
        null,
        `It does not hold ${reference.name}, which line ${line} of ${path} asks for; it is out of date.`,
      );
    this.#once(`${path}\n${line}\n${written}`, () => this.#remarkVersion(project, reference, stated));
    const given = { name: read.name, writtenName: reference.name, version: null, place };
    this.#require({
      ...edge,
      dependency: this.builder.addUnlocked(given, requirement ?? written),
      condition: reference.condition,
    });
  }

  #remarkVersion(project: MsbuildFile, { name, path, line }: Reference, stated: string | null): void {
    if (stated === null) {
      this.builder.remark(
        path,
        line,
        `No file here gives a version for ${name} in ${project.path}; NuGet then takes the lowest one.`,
      );
    } else if (stated.includes('$(')) {
      this.builder.remark(
        path,
        line,
        `The version of ${name} is ${stated.slice(0, 100)}, and no file here says what that is.`,
      );
    }
  }

  #require(edge: NewRequirement): void {
    const key = [edge.place.path, edge.place.line, edge.dependency, edge.requirement, edge.condition].join('\n');
    this.#once(key, () => this.builder.require(edge));
  }

  #once(key: string, act: () => void): void {
    if (this.#known.has(key)) return;
    this.#known.add(key);
    act();
  }
}

/** What the lockfile calls direct and no file here asks for, such as packages of an SDK. */
function addUnmatched(lock: NugetLock, matched: ReadonlySet<string>, builder: ReadingBuilder): void {
  for (const [name, entries] of lock.direct) {
    if (matched.has(name)) continue;
    for (const { index, requested, framework, line } of entries) {
      builder.require({
        dependent: null,
        dependency: index,
        requirement: requested,
        condition: framework,
        place: { path: lock.path, line },
      });
    }
  }
}

/** https://learn.microsoft.com/nuget/consume-packages/central-package-management */
function addCentral(
  files: readonly MsbuildFile[],
  byPath: ReadonlyMap<string, MsbuildFile>,
  budget: StepBudget,
  builder: ReadingBuilder,
): void {
  for (const file of files.filter(({ steps }) =>
    steps.some((step) => step.kind === 'item' && step.type === 'packageversion'),
  )) {
    const { central } = new Evaluation(byPath, budget).evaluate(file);
    for (const { name, version, condition, path, line } of central.values()) {
      if (path === file.path)
        builder.constrain({
          kind: 'central',
          name: name.toLowerCase(),
          requirement: version ?? '',
          condition,
          place: { path, line },
        });
    }
  }
}
