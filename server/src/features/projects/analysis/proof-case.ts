/** What a change is proved against. */

import type { PackageType } from '@backline/shared';
import type { AdvisoryMatch } from '../../../advisories/index.ts';
import type { Release } from '../../../package-types/index.ts';
import { namesByType, offersFor, releaseKey, releasesOf } from './ask.ts';
import type { WantedRelease } from '../../packages/index.ts';
import { type DependencyGraph, nameKey } from './dependency-graph.ts';
import type { GraphChange } from './graph-change.ts';
import type { Offer } from './offer.ts';
import type { Run } from './parts.ts';
import type { PlannedChange } from './plan.ts';
import type { Rewritten } from './project-files.ts';
import { chooseUnlocked } from './unlocked.ts';

/** A project before and after a change. */
export interface ProofCase {
  before: DependencyGraph;
  /** What affects a dependency of the graph before. */
  matchesBefore: (index: number) => readonly AdvisoryMatch[];
  after: DependencyGraph;
  change: GraphChange;
  changes: readonly (PlannedChange & { packageType: PackageType })[];
  rewritten: Pick<Rewritten, 'commands'>;
  /** What is known to remain open whatever is asked, in sentences. */
  knownGaps: readonly string[];
}

/** What the repositories said when they were asked again. */
export interface FreshAnswers {
  checkedAt: Date;
  durationMs: number;
  offers: ReadonlyMap<string, Offer>;
  releases: ReadonlyMap<string, Release>;
}

/** A dependency that is new in the graph after. */
export interface Added {
  index: number;
  packageType: PackageType;
  name: string;
  version: string | null;
}

/** Asks anew for everything that is different in any of the cases, once for all of them. */
export async function askAfresh(run: Run, cases: readonly ProofCase[]): Promise<FreshAnswers> {
  const beganAt = performance.now();
  const checkedAt = run.clock.now();
  const added = cases.flatMap(({ after, change }) =>
    change.added.map((index) => after.at(index)).filter(({ source }) => source === 'registry'),
  );
  // Also what is not new, where the project holds the version already.
  const names = namesByType([...cases.flatMap(({ changes }) => changes), ...added]);
  run.progress.add([...names.values()].reduce((sum, { size }) => sum + size, 0));
  const offers = await offersFor(run, names);
  const releases = new Map<string, Release>();
  for (const [packageType, some] of Map.groupBy(added, (dependency) => dependency.packageType)) {
    const listed = some.flatMap(({ name, version }): WantedRelease[] => {
      const isOffered = version !== null && offers.get(nameKey(packageType, name))?.locate(version).isOffered;
      return isOffered ? [{ name, version }] : [];
    });
    for (const [key, { release }] of await releasesOf(run, packageType, listed))
      if (release) releases.set(key, release);
  }
  const needed = newNeeds(cases, releases).filter(({ packageType, name }) => !offers.has(nameKey(packageType, name)));
  for (const [key, offer] of await offersFor(run, namesByType(needed))) offers.set(key, offer);
  return { checkedAt, durationMs: performance.now() - beganAt, offers, releases };
}

export function addedIn(run: Run, { after, change }: ProofCase, { offers }: FreshAnswers): Added[] {
  return change.added.flatMap((index): Added[] => {
    const { packageType, name, version, source } = after.at(index);
    if (source !== 'registry') return [];
    const offer = offers.get(nameKey(packageType, name));
    const asking = after.asking(index);
    const chosen = version === null && offer ? chooseUnlocked(packageType, run.plugOf(packageType).versions, offer, asking) : null; // prettier-ignore
    return [{ index, packageType, name, version: version ?? chosen?.version ?? null }];
  });
}

/** What a new version asks for, so far as it applies always. */
export function needsOf(releases: ReadonlyMap<string, Release>, { packageType, name, version }: Omit<Added, 'index'>) {
  const release = releases.get(releaseKey(packageType, { name, version: version ?? '' }));
  return release?.requirements?.filter(({ kind, condition }) => kind === 'production' && condition === null);
}

/** Packages that new versions need, and the project does not have. */
function newNeeds(
  cases: readonly ProofCase[],
  releases: ReadonlyMap<string, Release>,
): { packageType: PackageType; name: string }[] {
  return cases.flatMap(({ after, change }) =>
    change.added.flatMap((index) => {
      const { packageType, name, version } = after.at(index);
      const needs = needsOf(releases, { packageType, name, version }) ?? [];
      const missing = needs.filter((needed) => after.named(packageType, needed.name).length === 0);
      return missing.map((needed) => ({ packageType, name: needed.name }));
    }),
  );
}
