/** What is vulnerable, by package and version: what one change of a version is about. */

import type { PackageType } from '@backline/shared';
import type { Slices } from '../../../lib/in-slices.ts';
import type { PackageTypePlug } from '../../../package-types/index.ts';
import { Acceptance } from './acceptance.ts';
import { type DependencyGraph, nameKey } from './dependency-graph.ts';
import type { Offer } from './offer.ts';
import type { Run } from './parts.ts';
import { findRemedy, type Remedy } from './remedy.ts';
import type { Resolution } from './resolution.ts';
import { vulnerabilityKey } from './vulnerability-key.ts';

export interface Vulnerable {
  packageType: PackageType;
  plug: PackageTypePlug;
  name: string;
  version: string;
  /** Places in the graph of all dependencies on this version that come from a registry. */
  dependencies: readonly number[];
  acceptance: Acceptance;
  offer: Offer | null;
  remedy: Remedy;
}

/** Others can have their turn between any two of them. */
export function* findVulnerable(
  run: Run,
  graph: DependencyGraph,
  { resolved, offers }: Resolution,
): Slices<Vulnerable[]> {
  const groups = new Map<string, number[]>();
  resolved.forEach(({ version, matches }, index) => {
    const { packageType, name, source } = graph.at(index);
    if (matches.length === 0 || version === null || source !== 'registry') return;
    const key = `${nameKey(packageType, name)}\n${version}`;
    const group = groups.get(key);
    if (group) group.push(index);
    else groups.set(key, [index]);
  });
  const vulnerable: Vulnerable[] = [];
  for (const dependencies of groups.values()) {
    yield;
    const [first = 0] = dependencies;
    const { packageType, name } = graph.at(first);
    const version = resolved[first]?.version ?? '';
    const plug = run.plugOf(packageType);
    const acceptance = new Acceptance(graph, plug, dependencies);
    const offer = offers.get(nameKey(packageType, name)) ?? null;
    const affectedBy = (resolved[first]?.matches ?? []).map(vulnerabilityKey);
    const remedy = findRemedy({
      rules: plug.versions,
      current: version,
      newer: offer?.newerThan(version) ?? [],
      affectedBy,
      affects: (candidate) => run.index.match(packageType, name, candidate).map(vulnerabilityKey),
      isAccepted: (candidate) => acceptance.refusals(candidate).every(({ by }) => by === 'project'),
    });
    vulnerable.push({ packageType, plug, name, version, dependencies, acceptance, offer, remedy });
  }
  return vulnerable;
}
