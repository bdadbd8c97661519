/** Package types that repositories of the integration answer for, and of which they have nothing that the project asks for. */

import { packageTypeDefinition, type PackageType } from '@backline/shared';
import { blankPackageFacts } from '../../../connectors/codeartifact/index.ts';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import type { Repository } from '../../integrations/index.ts';
import { offersFor, repositoriesOf } from './ask.ts';
import { nameKey } from './dependency-graph.ts';
import { labelOf, type Offer } from './offer.ts';
import { isClaimed } from './origin.ts';
import type { Run } from './parts.ts';

/** Two that are not there show that a repository takes in nothing that is public; as the diagnosis of a package has it. */
const PUBLIC_NAMES = 2;

export interface UnservedType {
  packageType: PackageType;
  /** How many names of the project were asked for. */
  nameCount: number;
  /** Those that were asked. */
  repositories: readonly Repository[];
  /** False where they have no public name either; null where that could not be found out. */
  isConnected: false | null;
  /** The public names that are not there. */
  publicNamesAsked: readonly string[];
  /** Why none of the repositories lets us read; null where one does. */
  problem: Diagnosis | null;
}

/**
 * Whether a type is served at all is asked only of types of which no name was found: by public names, and by whether the
 * repositories let us read. Types of which a repository gave no answer are left out, since it may have what was asked for; so are names that
 * a route claims, which are asked for in one place alone.
 */
export async function findUnserved(
  run: Run,
  offers: ReadonlyMap<string, Offer>,
): Promise<ReadonlyMap<PackageType, UnservedType>> {
  const unserved = new Map<PackageType, UnservedType>();
  for (const [packageType, some] of Map.groupBy(offers.values(), (offer) => offer.packageType)) {
    if (some.some(({ isNamed, problems }) => isNamed || problems.length > 0)) continue;
    const open = some.filter(({ name }) => !isClaimed(run.connection.repositories, packageType, name));
    const repositories = open[0]?.repositories ?? [];
    if (repositories.length === 0) continue;
    // One type after the other: there are at most as many as package types.
    // oxlint-disable-next-line no-await-in-loop
    const { isConnected, publicNamesAsked } = await askForPublicNames(run, packageType, offers);
    if (isConnected === true) continue;
    // oxlint-disable-next-line no-await-in-loop
    const { isReadable, problem } = await askWhetherReadable(run, packageType, repositories);
    // A repository that lets nobody read has no public name either, whatever its connections are.
    const known = { isConnected: isReadable ? isConnected : null, publicNamesAsked };
    unserved.set(packageType, { packageType, nameCount: open.length, repositories, problem, ...known });
  }
  return unserved;
}

/** Why a package of such a type is not there; null where the type is none of them, or a route claims the name. */
export function explainUnserved(
  run: Run,
  unserved: ReadonlyMap<PackageType, UnservedType>,
  { packageType, name, version }: { packageType: PackageType; name: string; version: string | null },
): Diagnosis | null {
  const { connector, connection, clock, plugOf } = run;
  const type = unserved.get(packageType);
  if (!type || isClaimed(connection.repositories, packageType, name)) return null;
  if (type.problem) return type.problem;
  const { nameCount, repositories, isConnected, publicNamesAsked } = type;
  const facts = {
    ...blankPackageFacts('package-absent', packageType, name, clock.now()),
    version,
    isPublicName: plugOf(packageType).publicNames.includes(name),
    isConnected,
    publicNamesAsked: [...publicNamesAsked],
    isTypeServed: isConnected === null || packageTypeDefinition(packageType).listedByAws,
    absentBeside: { nameCount, repositories: repositories.map(labelOf) },
  };
  const url = repositories[0]?.url ?? '';
  return connector.explainPackage(connection.details, url, facts, connection.hasWorked).diagnosis;
}

/** For people: what was asked, what is known of the cause, and who can change it. */
export function describeUnserved({
  packageType,
  nameCount,
  repositories,
  isConnected,
  publicNamesAsked,
  problem,
}: UnservedType): string {
  const { label, listedByAws } = packageTypeDefinition(packageType);
  const where = repositories.map(labelOf).join(' and ');
  const which = nameCount === 1 ? `the one ${label} package` : `any of the ${nameCount} ${label} packages`;
  const tried = `${where} did not have ${which} of the project, so no version could be judged`;
  if (problem) return `${tried}: ${problem.summary}`;
  if (isConnected === null) {
    return `${tried}. Whether ${label} is served there at all could not be found out; the owner in AWS can see which packages the repository has.`;
  }
  const also = `Neither ${publicNamesAsked.join(' nor ')} is there, which are public.`;
  if (!listedByAws) {
    return `${tried}. ${also} AWS lists no ${label} format for CodeArtifact, so most likely no ${label} packages are served at this address; whoever runs the builds can say where they come from.`;
  }
  return `${tried}. ${also} The owner in AWS can connect the repository to the public registry through an upstream, or publish the packages to it.`;
}

async function askForPublicNames(
  run: Run,
  packageType: PackageType,
  known: ReadonlyMap<string, Offer>,
): Promise<{ isConnected: boolean | null; publicNamesAsked: string[] }> {
  const { repositories } = run.connection;
  const names = run.plugOf(packageType).publicNames.filter((name) => !isClaimed(repositories, packageType, name));
  // What the project asks for itself need not be asked for again.
  const isAsked = (name: string) => known.has(nameKey(packageType, name));
  const candidates = [...names.filter(isAsked), ...names.filter((name) => !isAsked(name))].slice(0, PUBLIC_NAMES);
  const rest = new Set(
    candidates.filter((name) => !isAsked(name) && repositoriesOf(run, packageType, name).length > 0),
  );
  const offers = [...(await offersFor(run, new Map([[packageType, rest]]))).values()];
  if (offers.some(({ isNamed }) => isNamed)) return { isConnected: true, publicNamesAsked: [] };
  const broken = new Set(offers.filter(({ problems }) => problems.length > 0).map(({ name }) => name));
  const publicNamesAsked = candidates.filter((name) => !broken.has(name));
  return { isConnected: publicNamesAsked.length < PUBLIC_NAMES ? null : false, publicNamesAsked };
}

/**
 * Whether all the repositories let us read, which a 404 for every package does not tell; and where none of them does, why the first
 * does not.
 */
async function askWhetherReadable(
  { batch, connector, connection, organizationId, plugOf, signal }: Run,
  packageType: PackageType,
  repositories: readonly Repository[],
): Promise<{ isReadable: boolean; problem: Diagnosis | null }> {
  const { details, hasWorked } = connection;
  const controls = await batch.controls(organizationId, connection, plugOf(packageType), repositories, signal);
  const problems = await Promise.all(
    controls.map(async (control): Promise<Diagnosis | null> => {
      if (control.status === 'found') return null;
      if (control.status === 'broken') return control.problem.diagnosis;
      const { url } = control.repository;
      const { isKnown, explained } = await connector.confirmRepository(organizationId, details, url);
      if (explained) return explained.diagnosis;
      const notFound = { reason: 'not-found', message: 'HTTP 404', httpStatus: 404, awsRequestId: null } as const;
      return connector.explainRead(details, url, notFound, hasWorked, isKnown).diagnosis;
    }),
  );
  return {
    isReadable: problems.every((problem) => problem === null),
    problem: problems.every((problem) => problem !== null) ? (problems[0] ?? null) : null,
  };
}
