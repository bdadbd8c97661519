import { memberOf, membersOf, textOf } from '../../../../document-members.ts';
import { ModuleTree, type TreeFolder } from '../../module-tree.ts';
import { SECTIONS } from '../../package-json.ts';
import type { JsonObject } from '../json-document.ts';
import { isModule, type Packages } from './packages.ts';

export interface Edge {
  from: string;
  name: string;
  spec: string;
  /** A name of one of the sections, or a peer that may be missing. */
  kind: 'dependencies' | 'devDependencies' | 'optionalDependencies' | 'peerDependencies' | 'optionalPeer';
  /** The place of what Node finds under this name; null where there is nothing. */
  to: string | null;
}

interface Place {
  path: string;
}

/** Who asks for what in a tree of node_modules, and what each gets. */
export class Edges {
  readonly #tree = new ModuleTree<Place>();
  readonly #folders = new Map<string, TreeFolder<Place>>();
  readonly #packages: Packages;
  #into: ReadonlyMap<string, readonly Edge[]> | null = null;

  constructor(packages: Packages) {
    this.#packages = packages;
    for (const path of packages.keys()) this.#folders.set(path, this.#tree.put(path, { path }));
  }

  /** Who asks for what stands at each of the paths, where the entries of `changed` have taken the place of those of the tree. */
  into(paths: Iterable<string>, changed: Packages): Map<string, Edge[]> {
    const before = (this.#into ??= this.#allInto());
    const into = new Map(
      [...paths].map((path) => [path, (before.get(path) ?? []).filter(({ from }) => !changed.has(from))]),
    );
    for (const [from, entry] of changed) {
      for (const edge of this.of(from, entry)) if (edge.to !== null) into.get(edge.to)?.push(edge);
    }
    return into;
  }

  #allInto(): Map<string, Edge[]> {
    const into = new Map<string, Edge[]>();
    for (const [path, entry] of this.#packages) {
      for (const edge of this.of(path, entry)) {
        if (edge.to === null) continue;
        const known = into.get(edge.to);
        if (known) known.push(edge);
        else into.set(edge.to, [edge]);
      }
    }
    return into;
  }

  of(path: string, entry: JsonObject): Edge[] {
    if (entry['link'] === true) return [];
    const optional = memberOf(entry, 'optionalDependencies');
    const meta = memberOf(entry, 'peerDependenciesMeta');
    return SECTIONS.flatMap(([section]) => {
      // A package's own development is no matter of who installs it.
      if (section === 'devDependencies' && isModule(path)) return [];
      return membersOf(memberOf(entry, section)).flatMap(([name, spec]): Edge[] => {
        if (typeof spec !== 'string' || (section === 'dependencies' && memberOf(optional, name) !== undefined))
          return [];
        const mayBeMissing = section === 'peerDependencies' && memberOf(memberOf(meta, name), 'optional') === true;
        const kind = mayBeMissing ? 'optionalPeer' : (section as Edge['kind']);
        return [{ from: path, name, spec, kind, to: this.#find(path, name) }];
      });
    });
  }

  #find(from: string, name: string): string | null {
    const folder = this.#folders.get(from);
    return (folder && ModuleTree.find(folder, name)?.path) ?? null;
  }
}

/** Who asks, for a sentence. */
export function askerOf(edge: Pick<Edge, 'from'>, packages: Pick<Packages, 'get'>): string {
  if (edge.from === '') return 'The project itself';
  const entry = packages.get(edge.from) ?? {};
  const name = textOf(entry, 'name') ?? edge.from.slice(edge.from.lastIndexOf('node_modules/') + 13);
  const version = textOf(entry, 'version');
  return isModule(edge.from) && version !== null ? `${name} ${version}` : name;
}
