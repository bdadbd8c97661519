import type { ProjectFile } from '../../../../manifest.ts';
import type { JsonObject } from '../json-document.ts';
import { Edges } from './edges.ts';
import { isModule, linksOf, packageName, type Packages, packagesOf } from './packages.ts';

/** The tree that a lockfile describes, as it is before any change. */
export class LockTree {
  readonly edges: Edges;
  /** As `linksOf`. */
  readonly links: ReadonlyMap<string, string>;
  readonly #modules: ReadonlyMap<string, readonly (readonly [path: string, entry: JsonObject])[]>;

  /** `hasLicenses`: whether its entries name them, as npm's do by now. */
  constructor(
    readonly packages: Packages,
    readonly hasLicenses: boolean,
  ) {
    this.edges = new Edges(packages);
    this.links = linksOf(packages);
    const modules = [...packages].filter(([path, entry]) => isModule(path) && entry['link'] !== true);
    this.#modules = Map.groupBy(modules, ([path, entry]) => packageName(path, entry));
  }

  /** Where a package stands in any node_modules, whatever it is called there. */
  modulesOf(name: string): readonly (readonly [path: string, entry: JsonObject])[] {
    return this.#modules.get(name) ?? [];
  }
}

const known = new WeakMap<ProjectFile, LockTree>();

/** One project is changed in many ways, and what it was is looked through once. `document` and `root` as `packagesOf`. */
export function lockTreeOf(file: ProjectFile, document: JsonObject, root: JsonObject): LockTree {
  const tree = known.get(file) ?? new LockTree(packagesOf(document, root), file.text.includes('"license":'));
  known.set(file, tree);
  return tree;
}
