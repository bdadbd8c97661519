import { nameOf, foldersUpFrom, resolvePath } from '../../paths.ts';
import type { Item, ItemType, MsbuildFile } from './msbuild-file.ts';
import type { Span } from './xml-text.ts';

/** What a project asks for after imports, properties and central versions. */
export interface Evaluated {
  references: Reference[];
  /** Names in lower case. */
  central: Map<string, Reference>;
}

export interface Reference {
  name: string;
  /** After properties; null where there is none. */
  version: string | null;
  /** As written. */
  written: string;
  isPrivate: boolean;
  condition: string | null;
  path: string;
  line: number;
  /** Where the version is written; null where that is not one piece of the file. */
  span: Span | null;
}

/** Properties that refer to each other grow without end unless both are bounded. */
const MOST_EXPANSIONS = 20;
const LONGEST_PROPERTY = 1_000;
const LONGEST_VALUE = 10_000;

/** What all projects of one reading may do together: more steps than those of the largest solutions. */
export interface StepBudget {
  left: number;
}

export class Evaluation {
  readonly #properties = new Map<string, { value: string; isConditional: boolean }>();
  readonly #items = new Map<ItemType, Map<string, Reference[]>>();
  readonly #visited = new Set<string>();

  constructor(
    private readonly files: ReadonlyMap<string, MsbuildFile>,
    private readonly budget: StepBudget,
  ) {}

  /** As MSBuild surrounds a project: https://learn.microsoft.com/visualstudio/msbuild/customize-by-directory */
  evaluate(project: MsbuildFile): Evaluated {
    this.#take(this.#above('Directory.Build.props', project.folder));
    this.#take(this.#above('Directory.Packages.props', project.folder));
    this.#take(project);
    this.#take(this.#above('Directory.Build.targets', project.folder));
    const central = new Map<string, Reference>();
    for (const [name, [reference]] of [...this.#all('packageversion'), ...this.#all('globalpackagereference')]) {
      if (reference) central.set(name, reference);
    }
    const types = ['packagereference', 'globalpackagereference', 'packagedownload'] as const;
    return { references: types.flatMap((type) => [...this.#all(type).values()].flat()), central };
  }

  /** Properties put in; what no file here defines is left as it is. */
  expand(text: string): string {
    if (text.length > LONGEST_VALUE) return text.trim();
    let expanded = text;
    for (let round = 0; round < MOST_EXPANSIONS && expanded.includes('$('); round += 1) {
      const next = expanded.replace(
        /\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)/g,
        (whole, name: string) => this.#shortValue(name) ?? whole,
      );
      if (next === expanded || next.length > LONGEST_VALUE) break;
      expanded = next;
    }
    return expanded.trim();
  }

  #shortValue(name: string): string | null {
    const value = this.#properties.get(name.toLowerCase())?.value;
    return value !== undefined && value.length <= LONGEST_PROPERTY ? value : null;
  }

  #above(name: string, folder: string): MsbuildFile | undefined {
    const paths = foldersUpFrom(folder).map((each) => (each === '' ? name : `${each}/${name}`));
    return paths.map((path) => this.files.get(path)).find((file) => file !== undefined);
  }

  #take(file: MsbuildFile | undefined): void {
    if (!file || this.#visited.has(file.path)) return;
    this.#visited.add(file.path);
    for (const step of file.steps) {
      this.budget.left -= 1;
      if (this.budget.left < 0) return;
      if (step.kind === 'property') this.#setProperty(step);
      else if (step.kind === 'import') this.#take(this.#imported(file, step.project));
      else for (const name of this.expand(step.names).split(';')) this.#apply(file, step, name.trim());
    }
  }

  /** A value without a condition stands before one that may not apply. */
  #setProperty({ name, value, isConditional }: { name: string; value: string; isConditional: boolean }): void {
    const known = this.#properties.get(name);
    if (isConditional && known) return;
    const itself = new RegExp(`\\$\\(${escaped(name)}\\)`, 'gi');
    const own = known?.value ?? '';
    const grown = value.length + own.length > LONGEST_PROPERTY ? value : value.replaceAll(itself, () => own);
    this.#properties.set(name, { value: grown, isConditional });
  }

  #imported(file: MsbuildFile, written: string): MsbuildFile | undefined {
    const above = /GetPathOfFileAbove\(\s*'?([^',)]+)'?/i.exec(written)?.[1];
    if (above !== undefined) {
      const name = above.replace(/\$\(MSBuildThisFile\)/i, nameOf(file.path)).trim();
      return file.folder === '' ? undefined : this.#above(name, resolvePath(file.folder, '..') ?? '');
    }
    const path = resolvePath(
      file.folder,
      this.expand(written.replace(/\$\(MSBuildThisFileDirectory\)|\$\(MSBuildProjectDirectory\)/gi, './')),
    );
    return path === null ? undefined : this.files.get(path);
  }

  #apply(file: MsbuildFile, item: Item, name: string): void {
    if (name === '' || name.includes('@(')) return;
    const held = this.#all(item.type);
    const key = name.toLowerCase();
    const stated = item.versionOverride ?? item.version;
    const [written, span] = [stated?.text ?? '', stated?.span ?? null];
    const version = written === '' ? null : this.expand(written);
    const known = held.get(key) ?? [];
    if (item.action === 'remove') {
      held.delete(key);
    } else if (item.action === 'include') {
      const { isPrivate, condition, line } = item;
      // The same package again counts once, unless a condition keeps them apart: https://learn.microsoft.com/nuget/reference/errors-and-warnings/nu1504
      const others = known.filter(
        (reference) => reference.condition !== null && condition !== null && reference.condition !== condition,
      );
      held.set(key, [
        ...others.slice(0, 50),
        { name, version, written, isPrivate, condition, path: file.path, line, span },
      ]);
    } else if (version !== null) {
      for (const reference of known)
        Object.assign(reference, { version, written, path: file.path, line: item.line, span });
    }
  }

  #all(type: ItemType): Map<string, Reference[]> {
    let held = this.#items.get(type);
    if (!held) this.#items.set(type, (held = new Map<string, Reference[]>()));
    return held;
  }
}

function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9_]/g, String.raw`\$&`);
}
