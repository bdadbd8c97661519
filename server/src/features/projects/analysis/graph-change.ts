/** What is different between the graph of a project and that of its changed files. */

import { folderOf } from '../../../package-types/paths.ts';
import { type DependencyGraph, nameKey } from './dependency-graph.ts';

export interface GraphChange {
  /** Places in the graph before. */
  removed: number[];
  /** Places in the graph after. */
  added: number[];
}

/** Most of both is the same at the beginning and at the end; what lies between is compared one by one. */
export function graphChange(before: DependencyGraph, after: DependencyGraph): GraphChange {
  const [ofBefore, ofAfter] = [before.dependencies.length, after.dependencies.length];
  const most = Math.min(ofBefore, ofAfter);
  let start = 0;
  while (start < most && isSame(before, start, after, start)) start += 1;
  let end = 0;
  while (end < most - start && isSame(before, ofBefore - end - 1, after, ofAfter - end - 1)) end += 1;
  const left = Map.groupBy(placesBetween(start, ofBefore - end), (index) => identityOf(before, index));
  const added = placesBetween(start, ofAfter - end).filter(
    (index) => left.get(identityOf(after, index))?.pop() === undefined,
  );
  return { removed: [...left.values()].flat(), added };
}

function placesBetween(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, place) => start + place);
}

function isSame(before: DependencyGraph, index: number, after: DependencyGraph, other: number): boolean {
  const [one, another] = [before.at(index), after.at(other)];
  return one.version === null || one.name !== another.name || one.version !== another.version
    ? identityOf(before, index) === identityOf(after, other)
    : one.lockfile === another.lockfile &&
        one.source === another.source &&
        homeOf(before, index) === homeOf(after, other);
}

/** One version of a package in one lockfile, or one requirement of it where nothing locks it. */
function identityOf(graph: DependencyGraph, index: number): string {
  const { packageType, name, version, source } = graph.at(index);
  const held = version ?? graph.asking(index).map(({ written }) => `? ${written}`).join(); // prettier-ignore
  return `${nameKey(packageType, name)}\n${held}\n${homeOf(graph, index)}\n${source}`;
}

/** Where a dependency belongs: its file, and of Go the folder, since what go.sum alone names moves into go.mod when it is raised. */
export function homeOf(graph: DependencyGraph, index: number): string {
  const path = holderOf(graph, index);
  return graph.at(index).packageType === 'GO' ? folderOf(path) : path;
}

/** The file that says which version a dependency has. */
export function holderOf(graph: DependencyGraph, index: number): string {
  const { lockfile, places } = graph.at(index);
  return lockfile ?? places[0]?.path ?? '';
}
