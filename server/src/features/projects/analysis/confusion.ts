/** Dependency confusion: names that a route claims as private, and another repository of the integration offers or could take in. */

import { matchRoute, packageTypeDefinition, type PackageType } from '@backline/shared';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import type { Repository } from '../../integrations/index.ts';
import { explainRemedy } from './availability.ts';
import { type DependencyGraph, nameKey } from './dependency-graph.ts';
import { labelOf, Offer } from './offer.ts';
import type { Run } from './parts.ts';

/** Names of the public registry that tell whether a repository takes in what is public. */
const PUBLIC_NAMES = 2;
const MOST_NAMED = 5;

export interface Confusion {
  /** By `nameKey`: the repository beside the route's own that offers the name, told as a diagnosis. */
  offeredElsewhere: ReadonlyMap<string, Diagnosis>;
  unchecked: string[];
}

export async function findConfusion(run: Run, graph: DependencyGraph): Promise<Confusion> {
  const offeredElsewhere = new Map<string, Diagnosis>();
  const unchecked: string[] = [];
  const claimed = claimedNames(run, graph);
  for (const [packageType, names] of claimed) {
    const all = run.connection.repositories.filter((repository) => repository.packageType === packageType);
    const open = await takingInPublic(run, packageType, all);
    for (const [repository, own] of Map.groupBy(names, (name) => matchRoute(all, packageType, name)?.repository)) {
      const others = all.filter((other) => other !== repository);
      const offers = await offersOf(run, packageType, others, own);
      for (const offer of offers) {
        const found = offer.versions[0]
          ? others.find(({ url }) => url === offer.versions[0]?.repositoryUrl)
          : undefined;
        if (!found) continue;
        const about = { packageType, name: offer.name, version: null };
        const elsewhere = labelOf(found);
        offeredElsewhere.set(
          nameKey(packageType, offer.name),
          explainRemedy(run, about, found.url, 'private_name_offered_elsewhere', { elsewhere }),
        );
      }
      const doors = all.filter((each) => open.has(each) && (each === repository || (each.routes ?? []).length === 0));
      if (doors.length > 0) unchecked.push(couldComeIn(packageType, own, doors));
    }
  }
  return { offeredElsewhere, unchecked };
}

function claimedNames({ connection }: Run, { dependencies }: DependencyGraph): Map<PackageType, string[]> {
  const names = new Map<PackageType, Set<string>>();
  if (connection.repositories.every(({ routes }) => routes.length === 0)) return new Map();
  for (const { packageType, name, source } of dependencies) {
    if (source !== 'registry' || names.get(packageType)?.has(name)) continue;
    if (matchRoute(connection.repositories, packageType, name) === null) continue;
    names.set(packageType, (names.get(packageType) ?? new Set()).add(name));
  }
  return new Map([...names].map(([packageType, own]) => [packageType, [...own]]));
}

/** Repositories that answer for well-known public names. */
async function takingInPublic(
  run: Run,
  packageType: PackageType,
  repositories: readonly Repository[],
): Promise<Set<Repository>> {
  const names = run.plugOf(packageType).publicNames.slice(0, PUBLIC_NAMES);
  const open = new Set<Repository>();
  for (const repository of repositories) {
    const offers = await offersOf(run, packageType, [repository], names);
    if (offers.some(({ isKnown }) => isKnown)) open.add(repository);
  }
  return open;
}

/** Asks repositories whatever their routes say. */
async function offersOf(
  { batch, organizationId, connection, plugOf, signal }: Run,
  packageType: PackageType,
  repositories: readonly Repository[],
  names: readonly string[],
): Promise<Offer[]> {
  if (repositories.length === 0 || names.length === 0) return [];
  const plug = plugOf(packageType);
  const unrouted = { ...connection, repositories: repositories.map((repository) => ({ ...repository, routes: [] })) };
  const offers: Offer[] = [];
  await batch.listings(organizationId, unrouted, plug, names, (name, answers) => offers.push(new Offer(packageType, name, plug.versions, answers)), signal); // prettier-ignore
  return offers;
}

function couldComeIn(packageType: PackageType, names: readonly string[], doors: readonly Repository[]): string {
  const more = names.length - MOST_NAMED;
  const which = names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const { label } = packageTypeDefinition(packageType);
  return `${which}: a route claims ${names.length > 1 ? 'these names' : 'this name'} as private, and ${doors.map(labelOf).join(' and ')} takes in public ${label} packages. Whether a public package of the same name could come in there depends on its origin controls, which only codeartifact:DescribePackage shows; Backline does not ask for that permission.`;
}
