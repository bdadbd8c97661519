/** What a change is proved against. */

import type { PackageType } from '@backline/shared';
import type { AdvisoryMatch } from '../../../advisories/index.ts';
import type { Release } from '../../../package-types/index.ts';
import { offersFor, releaseKey, releasesOf } from './ask.ts';
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
  const names = new Map<PackageType, Set<string>>();
  const versions = new Map<PackageType, WantedRelease[]>();
  for (const { after, change, changes } of cases) {
    // Also what is not new, where the project holds the version already.
    for (const { packageType, name } of changes) {
      names.set(packageType, (names.get(packageType) ?? new Set()).add(name));
    }
    for (const index of change.added) {
      const { packageType, name, version, source } = after.at(index);
      if (source !== 'registry') continue;
      names.set(packageType, (names.get(packageType) ?? new Set()).add(name));
      if (version === null) continue;
      const wanted = versions.get(packageType);
      if (wanted) wanted.push({ name, version });
      else versions.set(packageType, [{ name, version }]);
    }
  }
  run.progress.add([...names.values()].reduce((sum, { size }) => sum + size, 0));
  const offers = await offersFor(run, names);
  const releases = new Map<string, Release>();
  for (const [packageType, wanted] of versions) {
    const listed = wanted.filter(
      ({ name, version }) => offers.get(nameKey(packageType, name))?.locate(version).isOffered,
    );
    for (const [key, { release }] of await releasesOf(run, packageType, listed))
      if (release) releases.set(key, release);
  }
  const needed = neededNames(cases, releases);
  for (const [key, offer] of await offersFor(run, withoutKnown(needed, offers))) offers.set(key, offer);
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
export function needsOf(releases: ReadonlyMap<string, Release>, { packageType, name, version }: Added) {
  const release = releases.get(releaseKey(packageType, { name, version: version ?? '' }));
  const all = release ? release.requirements : undefined;
  return all && all.filter(({ kind, condition }) => kind === 'production' && condition === null);
}

function neededNames(
  cases: readonly ProofCase[],
  releases: ReadonlyMap<string, Release>,
): Map<PackageType, Set<string>> {
  const names = new Map<PackageType, Set<string>>();
  for (const { after, change } of cases) {
    for (const index of change.added) {
      const { packageType, name, version } = after.at(index);
      for (const needed of needsOf(releases, { index, packageType, name, version }) ?? []) {
        if (after.named(packageType, needed.name).length > 0) continue;
        names.set(packageType, (names.get(packageType) ?? new Set()).add(needed.name));
      }
    }
  }
  return names;
}

function withoutKnown(
  names: Map<PackageType, Set<string>>,
  known: ReadonlyMap<string, Offer>,
): Map<PackageType, Set<string>> {
  return new Map(
    [...names].map(([packageType, some]) => [
      packageType,
      new Set([...some].filter((name) => !known.has(nameKey(packageType, name)))),
    ]),
  );
}
