/** Plans that move a vulnerable dependency by raising those who do not accept a version that helps. */

import { inParallel } from '../../../lib/concurrency.ts';
import { Climb, type Moved } from './climb.ts';
import { type DependencyGraph, nameKey } from './dependency-graph.ts';
import { Movables } from './movable.ts';
import type { Run } from './parts.ts';
import { type Plan, type PlannedChange, waysTo } from './plan.ts';
import { ReleaseNeeds } from './release-needs.ts';
import type { Resolution } from './resolution.ts';
import type { Vulnerable } from './vulnerable.ts';

/** Vulnerable dependencies whose dependents are looked into at once. */
const AT_ONCE = 8;
/** More packages than this that would each have to be raised by themselves are no change that anybody takes; what moves below them is. */
const MOST_CAUSES = 3;

/**
 * For each vulnerable dependency that nobody can raise by itself; missing where raising its dependents does not help either. Goes up
 * from dependent to dependent until one is reached whose newer release everybody accepts, or that only the project asks for.
 */
export async function raisingPlans(
  run: Run,
  graph: DependencyGraph,
  resolution: Resolution,
  vulnerable: readonly Vulnerable[],
): Promise<Map<Vulnerable, Plan>> {
  const movables = new Movables(run, graph, resolution);
  const needs = new ReleaseNeeds(run);
  const kept = vulnerable.filter(({ remedy, packageType }) => !remedy.remediation && packageType !== 'GO');
  const plans = await inParallel(kept, AT_ONCE, async (each) => {
    const { packageType, plug } = each;
    const needsOf = needs.forOne(packageType);
    const question = { graph, versions: plug.versions, movables, needsOf, signal: run.signal };
    const moved = await new Climb(question).from(movables.ofVulnerable(each));
    return moved && planOf(graph, each, moved);
  });
  return inStep(new Map(kept.flatMap((each, place) => (plans[place] ? [[each, plans[place]]] : []))));
}

/** Null where nothing is raised, or too much. */
function planOf(graph: DependencyGraph, vulnerable: Vulnerable, moved: readonly Moved[]): Plan | null {
  const { packageType } = vulnerable;
  const raised = moved.filter(({ level }) => level > 0);
  const places = new Set(raised.flatMap(({ dependencies }) => dependencies));
  const isInner = ({ dependencies }: Moved) =>
    dependencies.some((index) => graph.asking(index).some(({ dependent }) => dependent !== null && places.has(dependent))); // prettier-ignore
  const causes = raised.filter((each) => !isInner(each));
  if (causes.length > MOST_CAUSES) return null;
  const isDirect = ({ dependencies }: Moved) => dependencies.some((index) => graph.at(index).isDirect);
  const ordered = moved.toSorted(
    (one, other) =>
      Number(causes.includes(other)) - Number(causes.includes(one)) ||
      other.level - one.level ||
      Number(isDirect(other)) - Number(isDirect(one)),
  );
  const [first, ...others] = ordered.map(({ name, version, to, dependencies, acceptance, level }, place) => {
    const isRefused = acceptance.refusals(to).some(({ by }) => by === 'project');
    const ways = waysTo(graph, { packageType, dependencies }, isRefused);
    // What moves because of another one needs no entry of its own.
    const isBrought = !isRefused && (level === 0 || place >= causes.length);
    const [way = 'update'] = isBrought ? [] : ways;
    return { name, from: version, to, way } satisfies PlannedChange;
  });
  return first && raised.length > 0 ? { packageType, changes: [first, ...others], vulnerable: [vulnerable] } : null;
}

/** Plans that begin with the same change are made as one: of each package they then take the newest version that any of them needs. */
function inStep(plans: ReadonlyMap<Vulnerable, Plan>): Map<Vulnerable, Plan> {
  const newest = new Map<string, PlannedChange>();
  const keyOf = ({ packageType, changes: [main] }: Plan, { name, from }: PlannedChange) =>
    [nameKey(packageType, main.name), main.from, main.to, main.way, name, from].join('\n');
  for (const [{ plug }, plan] of plans) {
    for (const change of plan.changes) {
      const key = keyOf(plan, change);
      const known = newest.get(key);
      if (!known || plug.versions.compare(change.to, known.to) > 0) newest.set(key, change);
    }
  }
  return new Map(
    [...plans].map(([vulnerable, plan]) => {
      const [main, ...others] = plan.changes;
      return [vulnerable, { ...plan, changes: [main, ...others.map((each) => newest.get(keyOf(plan, each)) ?? each)] }];
    }),
  );
}
