/** Asks the repositories of the integration what they offer. */

import { repositoriesFor, type PackageType } from '@backline/shared';
import type { Release } from '../../../package-types/index.ts';
import type { Repository } from '../../integrations/index.ts';
import type { WantedRelease } from '../../packages/index.ts';
import { nameKey } from './dependency-graph.ts';
import { type Located, Offer } from './offer.ts';
import type { Run } from './parts.ts';

export type NamesByType = ReadonlyMap<PackageType, ReadonlySet<string>>;

/** Each name once. */
export function namesByType(wanted: Iterable<{ packageType: PackageType; name: string }>): NamesByType {
  return new Map(
    [...Map.groupBy(wanted, ({ packageType }) => packageType)].map(([packageType, some]) => [
      packageType,
      new Set(some.map(({ name }) => name)),
    ]),
  );
}

/** Asks for each name once, and hands over what the repositories offer as soon as it is known. */
export async function askFor(run: Run, names: NamesByType, take: (offer: Offer) => void): Promise<void> {
  const { batch, organizationId, connection, signal } = run;
  for (const [packageType, wanted] of names) {
    const plug = run.plugOf(packageType);
    const served = [...wanted].filter((name) => repositoriesOf(run, packageType, name).length > 0);
    await batch.listings(
      organizationId,
      connection,
      plug,
      served,
      (name, answers) => {
        take(new Offer(packageType, name, plug.versions, answers));
        run.progress.step();
      },
      signal,
    );
    for (const name of wanted) {
      if (repositoriesOf(run, packageType, name).length === 0) take(new Offer(packageType, name, plug.versions, []));
    }
  }
}

/** All offers of some names, kept whole. */
export async function offersFor(run: Run, names: NamesByType): Promise<Map<string, Offer>> {
  const offers = new Map<string, Offer>();
  await askFor(run, names, (offer) => offers.set(nameKey(offer.packageType, offer.name), offer));
  return offers;
}

export interface FoundRelease {
  located: Located;
  release: Release | null;
}

/** What metadata says of single versions, by `releaseKey`; also of those that no list names, such as Go's pseudo-versions. */
export async function releasesOf(
  run: Run,
  packageType: PackageType,
  wanted: readonly WantedRelease[],
): Promise<Map<string, FoundRelease>> {
  const distinct = new Map(wanted.map((each) => [releaseKey(packageType, each), each]));
  const { batch, organizationId, connection, signal } = run;
  if (distinct.size === 0) return new Map();
  const plug = run.plugOf(packageType);
  const answers = await batch.releases(organizationId, connection, plug, [...distinct.values()], signal);
  return new Map(
    answers.map((answer) => {
      const found = answer.answers.flatMap((each) =>
        each.status === 'found' && each.found ? [{ url: each.repository.url, release: each.found }] : [],
      )[0];
      const isUnknown = answer.answers.some(({ status }) => status === 'broken') || answer.answers.length === 0;
      const isOffered = found ? true : whereNotFound(isUnknown);
      const located = { isOffered, repositoryUrl: found?.url ?? null, withdrawn: null };
      return [releaseKey(packageType, answer), { located, release: found?.release ?? null }];
    }),
  );
}

export function releaseKey(packageType: PackageType, { name, version }: WantedRelease): string {
  return `${nameKey(packageType, name)}\n${version}`;
}

export function repositoriesOf({ connection }: Run, packageType: PackageType, name: string): Repository[] {
  return repositoriesFor(connection.repositories, packageType, name).repositories;
}

function whereNotFound(isUnknown: boolean): false | null {
  return isUnknown ? null : false;
}
