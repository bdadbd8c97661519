import type { DependencyGraph } from './dependency-graph.ts';
import type { GraphChange } from './graph-change.ts';
import type { PlannedChange } from './plan.ts';
import type { Proposal } from './result.ts';

/** Changes of other packages than the one that a proposal is named after. */
export function alongside(
  before: DependencyGraph,
  after: DependencyGraph,
  { removed, added }: GraphChange,
  main: PlannedChange,
): Proposal['alongside'] {
  const steps = new Map<string, { from: Set<string>; to: Set<string> }>();
  const stepsOf = (name: string) => {
    const known = steps.get(name) ?? { from: new Set<string>(), to: new Set<string>() };
    steps.set(name, known);
    return known;
  };
  for (const index of removed) {
    const { name, version } = before.at(index);
    if (version !== null && !(name === main.name && version === main.from)) stepsOf(name).from.add(version);
  }
  for (const index of added) {
    const { name, version } = after.at(index);
    if (version !== null && !(name === main.name && version === main.to)) stepsOf(name).to.add(version);
  }
  return [...steps].flatMap(([name, { from, to }]) => {
    const [gone, come] = [
      [...from].filter((version) => !to.has(version)),
      [...to].filter((version) => !from.has(version)),
    ];
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, place) => ({
      name,
      fromVersion: gone[place] ?? null,
      toVersion: come[place] ?? null,
    }));
  });
}
