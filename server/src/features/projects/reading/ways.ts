import type { Requirement } from '../../../package-types/index.ts';
import type { ProjectReading } from './project-reading.ts';

/**
 * How dependencies come into the project: for each, by its place in the list, the requirements on the shortest way from a manifest
 * to it, the manifest's own first; empty where none leads to it. One pass over the graph, cycles included.
 */
export function waysTo({ dependencies, requirements }: ProjectReading): (dependency: number) => Requirement[] {
  const byDependent = Map.groupBy(requirements, ({ dependent }) => dependent);
  const reachedBy = Array.from<Requirement | undefined>({ length: dependencies.length });
  const open: (number | null)[] = [null];
  for (const dependent of open) {
    for (const requirement of byDependent.get(dependent) ?? []) {
      if (reachedBy[requirement.dependency]) continue;
      reachedBy[requirement.dependency] = requirement;
      open.push(requirement.dependency);
    }
  }
  return (dependency) => {
    const way: Requirement[] = [];
    for (let step = reachedBy[dependency]; step; step = step.dependent === null ? undefined : reachedBy[step.dependent])
      way.push(step);
    return way.reverse();
  };
}
