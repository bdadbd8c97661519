/** Changes that would help a vulnerable dependency, those that disturb least first. */

import type { PackageType } from '@backline/shared';
import type { ChangeWay, VersionChange } from '../../../package-types/index.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import type { Vulnerable } from './vulnerable.ts';

export type PlannedChange = Omit<VersionChange, 'release'>;

export interface Plan {
  packageType: PackageType;
  /** The change that the plan is named after first. */
  changes: readonly [PlannedChange, ...PlannedChange[]];
  vulnerable: readonly Vulnerable[];
}

/** Plans that change the vulnerable dependency itself, where everybody who depends on it accepts the version. */
export function acceptedPlans(graph: DependencyGraph, vulnerable: Vulnerable): Plan[] {
  const { remedy, acceptance, packageType, name, version } = vulnerable;
  const target = remedy.remediation ?? remedy.partial?.offered;
  if (!target || isBundled(graph, vulnerable)) return [];
  const refusals = acceptance.refusals(target.version);
  if (refusals.some(({ by }) => by !== 'project')) return [];
  return waysTo(graph, vulnerable, refusals.length > 0).map((way) => ({
    packageType,
    changes: [{ name, from: version, to: target.version, way }],
    vulnerable: [vulnerable],
  }));
}

/** The last resort: an entry that decides the version against those who depend on it. */
export function overridePlans(graph: DependencyGraph, vulnerable: Vulnerable): Plan[] {
  const { remedy, acceptance, packageType, name, version } = vulnerable;
  const { offered } = remedy;
  if (remedy.remediation || !offered || !OVERRIDING.has(packageType) || isBundled(graph, vulnerable)) return [];
  // An exclusion or a bound of the project is no dependent's wish, and is not written over.
  const isForbidden = acceptance.refusals(offered.version).some(({ by }) => by === 'rule') && packageType !== 'NPM';
  if (isForbidden) return [];
  const change = { name, from: version, to: offered.version, way: 'override' as const };
  return [{ packageType, changes: [change], vulnerable: [vulnerable] }];
}

/** Package types whose package managers install what a dependent does not accept. */
const OVERRIDING: ReadonlySet<PackageType> = new Set(['NPM', 'NUGET']);

/** How the version of a dependency is reached, the gentlest way first; `isRefused` by the project's own requirement. */
export function waysTo(
  graph: DependencyGraph,
  { packageType, dependencies }: Pick<Vulnerable, 'packageType' | 'dependencies'>,
  isRefused: boolean,
): ChangeWay[] {
  // Minimal version selection: the version is what a go.mod file requires.
  if (packageType === 'GO') return ['requirement'];
  const isDirect = dependencies.some((index) => graph.at(index).isDirect);
  const isLocked = dependencies.some((index) => graph.at(index).lockfile !== null);
  if (isRefused || !isLocked) return ['requirement'];
  // NuGet takes the lowest version that fits, so that only a reference of the project's own raises it.
  if (packageType === 'NUGET') return isDirect ? ['requirement', 'update'] : ['override', 'update'];
  return packageType === 'NPM' && !isDirect ? ['update', 'override'] : ['update'];
}

function isBundled(graph: DependencyGraph, { dependencies }: Vulnerable): boolean {
  return dependencies.every((index) => graph.at(index).isBundled);
}
