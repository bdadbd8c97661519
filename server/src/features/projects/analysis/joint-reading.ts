/**
 * Reading a project with several changes made at once, each of which is then judged by itself. Reading a long lockfile again
 * costs as much for one change as for fifty, so that changes that have nothing to do with each other share one reading.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Edit } from '../../../package-types/text-edit.ts';
import { releaseKey } from './ask.ts';
import { type DependencyGraph, nameKey } from './dependency-graph.ts';
import { type Draft, readEdited, type Releases, type WrittenPlan } from './draft.ts';
import { type GraphChange, graphChange } from './graph-change.ts';
import type { FileEdits, ProjectFiles } from './project-files.ts';
import { editsTogether } from './text-edits.ts';

export type ReadPlan = Draft | (WrittenPlan & { reason: string });

/** Plans of one package type in groups: within each, no plan changes what another one changes, is asked for by, or asks for. */
export function independentGroups(
  before: DependencyGraph,
  written: readonly WrittenPlan[],
  releases: Releases,
): WrittenPlan[][] {
  const groups: { members: WrittenPlan[]; changed: Set<string>; near: Set<string> }[] = [];
  for (const each of written) {
    const changed = new Set(each.changes.map(({ name }) => name));
    const near = neighboursOf(before, each, releases);
    const group = groups.find((known) => isApart(known.changed, near) && isApart(known.near, changed));
    if (!group) {
      groups.push({ members: [each], changed, near });
      continue;
    }
    group.members.push(each);
    for (const name of changed) group.changed.add(name);
    for (const name of near) group.near.add(name);
  }
  return groups.map(({ members }) => members);
}

function isApart(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  return [...few].every((name) => !many.has(name));
}

/** Names of what a plan changes, of what asks for it, and of what it asks for before and after. */
function neighboursOf(before: DependencyGraph, { plan, changes }: WrittenPlan, releases: Releases): Set<string> {
  const { packageType } = plan;
  const near = new Set<string>();
  for (const { name, to } of changes) {
    near.add(name);
    for (const index of before.named(packageType, name)) {
      for (const { dependent } of before.asking(index)) if (dependent !== null) near.add(before.at(dependent).name);
      for (const { dependency } of before.askedBy(index)) near.add(before.at(dependency).name);
    }
    const release = releases.get(releaseKey(packageType, { name, version: to }));
    for (const required of release?.requirements ?? []) near.add(required.name);
  }
  return near;
}

/**
 * Each plan with what the project is after it. Where the plans of a group turn out to touch each other, in the text or in what it
 * says, they are read in halves, and in the end each alone.
 */
export async function readTogether(
  files: ProjectFiles,
  before: DependencyGraph,
  group: readonly WrittenPlan[],
): Promise<ReadPlan[]> {
  await nextTurn();
  const [first] = group;
  if (!first) return [];
  const edited = allEdited(group);
  const after = edited && readEdited(files, first.plan.packageType, edited);
  if (group.length === 1 && after && 'reason' in after) return [{ ...first, reason: after.reason }];
  if (after && !('reason' in after)) {
    const change = graphChange(before, after);
    if (group.length === 1) return [{ ...first, after, change }];
    const shares = sharesOf(before, after, change, group);
    if (shares) return group.map((each) => ({ ...each, after, change: shares.get(each) ?? NOTHING }));
  }
  const half = group.length >> 1;
  return [
    ...(await readTogether(files, before, group.slice(0, half))),
    ...(await readTogether(files, before, group.slice(half))),
  ];
}

const NOTHING: GraphChange = { removed: [], added: [] };

/** The edits of all plans; null where some of them touch. */
function allEdited(group: readonly WrittenPlan[]): FileEdits[] | null {
  const byPath = new Map<string, (readonly Edit[])[]>();
  for (const { path, edits } of group.flatMap(({ rewritten }) => rewritten.edited)) {
    const known = byPath.get(path);
    if (known) known.push(edits);
    else byPath.set(path, [edits]);
  }
  const edited: FileEdits[] = [];
  for (const [path, changes] of byPath) {
    const edits = editsTogether(changes);
    if (edits === null) return null;
    edited.push({ path, edits });
  }
  return edited;
}

/** What each plan has of the change of all; null where something belongs to none, or is next to what belongs to another one. */
function sharesOf(
  before: DependencyGraph,
  after: DependencyGraph,
  { removed, added }: GraphChange,
  group: readonly WrittenPlan[],
): Map<WrittenPlan, GraphChange> | null {
  const owners = new Map(
    group.flatMap((each) => each.changes.map(({ name }) => [nameKey(each.plan.packageType, name), each] as const)),
  );
  const ownerOf = (graph: DependencyGraph, index: number) => {
    const { packageType, name } = graph.at(index);
    return owners.get(nameKey(packageType, name));
  };
  const shares = new Map(group.map((each) => [each, { removed: [] as number[], added: [] as number[] }]));
  for (const index of removed) {
    const share = shares.get(ownerOf(before, index) as WrittenPlan);
    if (!share) return null;
    share.removed.push(index);
  }
  for (const index of added) {
    const owner = ownerOf(after, index);
    const share = owner && shares.get(owner);
    if (!share) return null;
    const around = [
      ...after.asking(index).flatMap(({ dependent }) => dependent ?? []),
      ...after.askedBy(index).map(({ dependency }) => dependency),
    ];
    if (around.some((other) => (ownerOf(after, other) ?? owner) !== owner)) return null;
    share.added.push(index);
  }
  return shares;
}
