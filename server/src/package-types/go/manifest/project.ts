import type { DependencySource } from '../../manifest.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { names } from '../names.ts';
import { versions } from '../versions.ts';
import type { ModFile, ModuleRequirement, Replacement } from './mod-file.ts';
import type { SumFile } from './sum-file.ts';
import type { WorkFile } from './work-file.ts';

/** Where the build takes a module from, after replacements. */
interface Origin {
  name: string;
  version: string | null;
  source: DependencySource;
  resolved: string | null;
}

/** From here on a go.mod file lists every module that the build needs: https://go.dev/ref/mod#graph-pruning */
const FIRST_COMPLETE = [1, 17] as const;

/** Brings the modules of a project together with their checksums and the workspace around them. */
export class GoProject {
  readonly #sums: ReadonlyMap<string, SumFile>;
  /** Folders by module path, of the project's own modules. */
  readonly #own: ReadonlyMap<string, string>;

  constructor(
    private readonly builder: ReadingBuilder,
    private readonly modules: readonly ModFile[],
    sums: readonly SumFile[],
    private readonly works: readonly WorkFile[],
  ) {
    this.#sums = new Map(sums.map((sum) => [sum.path, sum]));
    this.#own = new Map(modules.map(({ module, folder }) => [module, folder]));
  }

  connect(): void {
    for (const work of this.works) this.#addReplacements(work.path, work.replaces);
    for (const module of this.modules) {
      this.#addReplacements(module.path, module.replaces);
      for (const { module: name, version, line } of module.excludes) {
        this.builder.constrain({ kind: 'exclude', name, requirement: version, place: { path: module.path, line } });
      }
      const replacements = replacementsIn([...this.works.filter(({ uses }) => uses.has(module.folder)), module]);
      for (const required of module.requires) this.#addRequirement(module, required, replacements);
      if (!isComplete(module)) this.#addFromSum(module, replacements);
    }
  }

  #addReplacements(path: string, replaces: readonly Replacement[]): void {
    for (const { module, version, by, byVersion, line } of replaces) {
      const requirement = byVersion === null ? by : `${by} ${byVersion}`;
      this.builder.constrain({ kind: 'replace', name: module, requirement, condition: version, place: { path, line } });
    }
  }

  #addRequirement(
    module: ModFile,
    { module: written, version, isIndirect, line }: ModuleRequirement,
    replacements: ReplacementsByModule,
  ): void {
    const place = { path: module.path, line };
    const origin = this.#originOf(module, written, version, replacements);
    const read = origin.source === 'local' ? { name: origin.name } : names.read(origin.name);
    if ('problem' in read) {
      this.builder.problem(
        module.path,
        line,
        `${origin.name} is no path of a module, and was left out. ${read.problem}`,
      );
      return;
    }
    if (origin.source === 'registry' && origin.version === null) {
      this.builder.remark(
        module.path,
        line,
        `${version} is no version of ${written}; the go command puts one in its place when it next runs.`,
      );
    }
    const dependency = this.builder.add({
      ...origin,
      name: read.name,
      integrity: this.#hashesOf(module.folder, origin),
      place,
    });
    // What is asked of the replaced module says nothing of the one in its place.
    const requirement = origin.name === written && origin.source === 'registry' ? version : null;
    this.builder.require({
      dependent: null,
      dependency,
      requirement,
      written: version,
      alias: origin.name === written ? null : written,
      isIndirect,
      place,
    });
  }

  #originOf(module: ModFile, name: string, version: string, replacements: ReplacementsByModule): Origin {
    const replacement = replacements.get(`${name}@${version}`) ?? replacements.get(name);
    if (replacement) {
      const { by, byVersion } = replacement;
      return byVersion === null
        ? { name, version: null, source: 'local', resolved: by }
        : { name: by, version: validOrNull(byVersion), source: 'registry', resolved: null };
    }
    const ownFolder = this.#own.get(name);
    const isOwn =
      ownFolder !== undefined && this.works.some(({ uses }) => uses.has(ownFolder) && uses.has(module.folder));
    if (isOwn) return { name, version: null, source: 'local', resolved: ownFolder };
    return { name, version: validOrNull(version), source: 'registry', resolved: null };
  }

  /** Before graph pruning go.mod leaves out most of the modules; the archives that the build needed are in go.sum. */
  #addFromSum(module: ModFile, replacements: ReplacementsByModule): void {
    const path = module.folder === '' ? 'go.sum' : `${module.folder}/go.sum`;
    const sum = this.#sums.get(path);
    if (!sum) return;
    const listed = new Set(
      module.requires.flatMap(({ module: name, version }) => [
        name,
        this.#originOf(module, name, version, replacements).name,
      ]),
    );
    for (const [name, held] of sum.modules) {
      const replaced = replacements.get(name);
      if (listed.has(name) || replaced?.byVersion === null || 'problem' in names.read(name)) continue;
      const newest = [...held.keys()].reduce((one, other) => (versions.compare(one, other) < 0 ? other : one));
      const { hash, line } = held.get(newest) ?? { hash: '', line: 1 };
      const place = { path, line };
      const dependency = this.builder.add({ name, version: newest, integrity: [hash], lockfile: path, place });
      this.builder.require({ dependent: null, dependency, requirement: newest, isIndirect: true, place });
    }
  }

  #hashesOf(folder: string, { name, version }: Origin): string[] {
    const path = folder === '' ? 'go.sum' : `${folder}/go.sum`;
    const hash = this.#sums
      .get(path)
      ?.modules.get(name)
      ?.get(version ?? '')?.hash;
    return hash === undefined ? [] : [hash];
  }
}

/** By module path, or `path@version` where one version is replaced. */
export type ReplacementsByModule = ReadonlyMap<string, Replacement>;

/** Those of the workspace stand above those of its modules: https://go.dev/ref/mod#go-work-file-replace */
export function replacementsIn(files: readonly { replaces: readonly Replacement[] }[]): ReplacementsByModule {
  const replacements = new Map<string, Replacement>();
  for (const replacement of files.flatMap(({ replaces }) => replaces)) {
    const { module, version } = replacement;
    const key = version === null ? module : `${module}@${version}`;
    if (!replacements.has(key)) replacements.set(key, replacement);
  }
  return replacements;
}

export function isComplete({ go }: ModFile): boolean {
  const [major = 1, minor = 16] = (go ?? '1.16').split('.').map((part) => Number.parseInt(part, 10));
  return major > FIRST_COMPLETE[0] || (major === FIRST_COMPLETE[0] && minor >= FIRST_COMPLETE[1]);
}

function validOrNull(version: string): string | null {
  return versions.isValid(version) ? version : null;
}
