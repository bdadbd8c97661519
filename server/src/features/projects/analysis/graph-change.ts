/** What is different between the graph of a project and that of its changed files. */

import { type DependencyGraph, nameKey } from './dependency-graph.ts';

export interface GraphChange {
  /** Places in the graph before. */
  removed: number[];
  /** Places in the graph after. */
  added: number[];
}

export class GraphBefore {
  readonly #places: ReadonlyMap<string, readonly number[]>;

  constructor(readonly graph: DependencyGraph) {
    this.#places = Map.groupBy(graph.dependencies.keys(), (index) => identityOf(graph, index));
  }

  changeTo(after: DependencyGraph): GraphChange {
    const left = new Map<string, number>();
    const added: number[] = [];
    for (const index of after.dependencies.keys()) {
      const identity = identityOf(after, index);
      const used = left.get(identity) ?? 0;
      if (used < (this.#places.get(identity)?.length ?? 0)) left.set(identity, used + 1);
      else added.push(index);
    }
    const removed = [...this.#places].flatMap(([identity, places]) => places.slice(left.get(identity) ?? 0));
    return { removed, added };
  }
}

/** One version of a package in one lockfile, or one requirement of it where nothing locks it. */
function identityOf(graph: DependencyGraph, index: number): string {
  const { packageType, name, version, lockfile, places, source } = graph.at(index);
  const held = version ?? graph.asking(index).map(({ written }) => `? ${written}`).join(); // prettier-ignore
  return `${nameKey(packageType, name)}\n${held}\n${lockfile ?? places[0]?.path ?? ''}\n${source}`;
}

/** The file that a dependency belongs to. */
export function homeOf(graph: DependencyGraph, index: number): string {
  const { lockfile, places } = graph.at(index);
  return lockfile ?? places[0]?.path ?? '';
}
