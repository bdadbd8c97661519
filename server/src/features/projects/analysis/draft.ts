/** A plan whose changes are written into the files, and what the files then say. */

import type { PackageType } from '@backline/shared';
import type { Release } from '../../../package-types/index.ts';
import { namesByType, offersFor, releaseKey, releasesOf } from './ask.ts';
import type { WantedRelease } from '../../packages/index.ts';
import { DependencyGraph, nameKey } from './dependency-graph.ts';
import type { GraphChange } from './graph-change.ts';
import type { Run } from './parts.ts';
import type { Plan, PlannedChange } from './plan.ts';
import type { FileEdits, ProjectFiles, Rewritten } from './project-files.ts';

export interface WrittenPlan {
  plan: Plan;
  /** Those of the plan, and those that could be written beside. */
  changes: readonly PlannedChange[];
  rewritten: Rewritten;
}

export interface Draft extends WrittenPlan {
  after: DependencyGraph;
  change: GraphChange;
}

export type Releases = ReadonlyMap<string, Release>;

/** What the new versions need besides, of packages that the project has in another version; package types that hold one version of each. */
export async function withNeeds(
  run: Run,
  graph: DependencyGraph,
  plans: readonly Plan[],
  releases: Map<string, Release>,
): Promise<Map<Plan, PlannedChange[]>> {
  const needs = plans.flatMap((plan) => missingFor(run, graph, plan, releases));
  const names = needs.map(({ plan: { packageType }, name }) => ({ packageType, name }));
  const offers = await offersFor(run, namesByType(names));
  const added = new Map<Plan, PlannedChange[]>();
  for (const { plan, name, from, requirement } of needs) {
    const { versions } = run.plugOf(plan.packageType);
    const target = offers
      .get(nameKey(plan.packageType, name))
      ?.newerThan(from)
      .find(
        ({ version, withdrawn }) =>
          withdrawn === null &&
          versions.satisfies(version, requirement) &&
          run.index.match(plan.packageType, name, version).length === 0,
      );
    if (!target) continue;
    const way = plan.packageType === 'GO' ? 'requirement' : 'update';
    const known = added.get(plan) ?? [];
    added.set(
      plan,
      known.some((change) => change.name === name) ? known : [...known, { name, from, to: target.version, way }],
    );
  }
  const wanted = [...added].map(([plan, changes]): Plan | null => {
    const [first, ...others] = changes;
    return first ? { ...plan, changes: [first, ...others] } : null;
  });
  await fetchReleases(
    run,
    wanted.filter((plan) => plan !== null),
    releases,
  );
  return added;
}

interface Need {
  plan: Plan;
  name: string;
  from: string;
  requirement: string;
}

function missingFor(run: Run, graph: DependencyGraph, plan: Plan, releases: Releases): Need[] {
  const { packageType, changes } = plan;
  if (packageType === 'NPM') return [];
  const { versions } = run.plugOf(packageType);
  const changed = new Map(changes.map(({ name, to }) => [name, to]));
  return changes.flatMap(({ name, to }) => {
    const requirements = releases.get(releaseKey(packageType, { name, version: to }))?.requirements ?? [];
    return requirements.flatMap((required): Need[] => {
      if (required.kind !== 'production' || required.condition !== null || changed.has(required.name)) return [];
      const held = graph.named(packageType, required.name).flatMap((index) => graph.at(index).version ?? []);
      const [from] = held;
      if (from === undefined || held.some((version) => versions.satisfies(version, required.requirement))) return [];
      return [{ plan, name: required.name, from, requirement: required.requirement }];
    });
  });
}

/** Metadata of every version that the plans lead to; what no repository tells is left out. */
export async function fetchReleases(run: Run, plans: readonly Plan[], into: Map<string, Release>): Promise<void> {
  for (const [packageType, some] of Map.groupBy(plans, (plan) => plan.packageType)) {
    const wanted = some
      .flatMap(({ changes }) => changes.map(({ name, to }): WantedRelease => ({ name, version: to })))
      .filter((each) => !into.has(releaseKey(packageType, each)));
    for (const [key, { release }] of await releasesOf(run, packageType, wanted)) if (release) into.set(key, release);
  }
}

/** The plan in the files, or why it cannot be written. `extra` are changes that may be left out. */
export async function writePlan(
  files: ProjectFiles,
  plan: Plan,
  extra: readonly PlannedChange[],
  releases: Releases,
): Promise<WrittenPlan | { reason: string }> {
  const { packageType } = plan;
  const changes = [...plan.changes, ...extra];
  const withReleases = changes.flatMap((change) => {
    const release = releases.get(releaseKey(packageType, { name: change.name, version: change.to }));
    return release ? [{ ...change, release }] : [];
  });
  const unknown = plan.changes.find(({ name, to }) => !releases.has(releaseKey(packageType, { name, version: to })));
  if (unknown)
    return { reason: `No repository gave the metadata of ${unknown.name} ${unknown.to}, which is needed to write it.` };
  const rewritten = await files.rewrite(packageType, withReleases);
  const refused = rewritten.refused.find(({ change }) => plan.changes.some(({ name, from }) => change.name === name && change.from === from)); // prettier-ignore
  if (refused) return { reason: refused.reason };
  if (rewritten.patches.length === 0) return { reason: 'Nothing in the files would change.' };
  return { plan, changes, rewritten };
}

/** What the files say with some of them changed, or why they cannot be read any more. */
export function readEdited(
  files: ProjectFiles,
  packageType: PackageType,
  edited: readonly FileEdits[],
): DependencyGraph | { reason: string } {
  const reading = files.reread(packageType, edited);
  const readable = new Set(files.readingOf(packageType).files.flatMap(({ path, problem }) => (problem ? [] : [path])));
  const unreadable = reading.files.find(({ path, problem }) => problem !== null && readable.has(path));
  if (unreadable)
    return { reason: `${unreadable.path} could not be read after the change: ${unreadable.problem?.reason ?? ''}` };
  return new DependencyGraph({
    dependencies: reading.dependencies.map((dependency) => Object.assign(dependency, { packageType })),
    requirements: reading.requirements,
    constraints: reading.constraints.map((constraint) => Object.assign(constraint, { packageType })),
  });
}
