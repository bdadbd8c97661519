import type { Dependency, Requirement, RequirementKind } from './manifest.ts';

/**
 * Says of each dependency whether it is reached without development, optional or peer requirements. What no requirement reaches
 * keeps what its lockfile says.
 */
export function markReach(dependencies: Dependency[], requirements: readonly Requirement[]): void {
  const edges = edgesByDependent(dependencies.length, requirements);
  const any = reached(edges, () => true);
  const without = (kind: RequirementKind) => reached(edges, (requirement) => requirement.kind !== kind);
  const kinds = new Set(requirements.map(({ kind }) => kind));
  const [noDevelopment, noOptional, noPeer] = (['development', 'optional', 'peer'] as const).map((kind) =>
    kinds.has(kind) ? without(kind) : any,
  ) as [Uint8Array, Uint8Array, Uint8Array];
  dependencies.forEach((dependency, index) => {
    if (any[index] === 0) return;
    dependency.isDevelopment = noDevelopment[index] === 0;
    dependency.isOptional = noOptional[index] === 0;
    dependency.isPeer = noPeer[index] === 0;
  });
}

interface Edges {
  /** Requirements in the order of their dependents, those of the project itself first; `starts[i + 1]` is where those of `i` begin. */
  sorted: Requirement[];
  starts: Uint32Array;
}

function edgesByDependent(count: number, requirements: readonly Requirement[]): Edges {
  const starts = new Uint32Array(count + 2);
  for (const { dependent } of requirements) starts[slot(dependent) + 1] = (starts[slot(dependent) + 1] ?? 0) + 1;
  for (let index = 1; index < starts.length; index += 1) {
    starts[index] = (starts[index] ?? 0) + (starts[index - 1] ?? 0);
  }
  const next = starts.slice();
  const sorted = Array.from<Requirement>({ length: requirements.length });
  for (const requirement of requirements) {
    const position = next[slot(requirement.dependent)] ?? 0;
    sorted[position] = requirement;
    next[slot(requirement.dependent)] = position + 1;
  }
  return { sorted, starts };
}

function slot(dependent: number | null): number {
  return dependent === null ? 0 : dependent + 1;
}

function reached({ sorted, starts }: Edges, follows: (requirement: Requirement) => boolean): Uint8Array {
  const seen = new Uint8Array(starts.length - 2);
  const open = [0];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    const end = starts[from + 1] ?? 0;
    for (let index = starts[from] ?? 0; index < end; index += 1) {
      const requirement = sorted[index] as Requirement;
      if (seen[requirement.dependency] === 1 || !follows(requirement)) continue;
      seen[requirement.dependency] = 1;
      open.push(requirement.dependency + 1);
    }
  }
  return seen;
}
