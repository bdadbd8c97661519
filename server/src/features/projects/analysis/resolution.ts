/** The second phase: whether each dependency can be had from the integration, and which version an open requirement gets. */

import type { PackageType } from '@backline/shared';
import type { AdvisoryMatch } from '../../../advisories/index.ts';
import { askFor, releaseKey, releasesOf, type FoundRelease } from './ask.ts';
import { judge, judgeOtherSource, judgeUnreadable, judgeUnsatisfied, type Judged } from './availability.ts';
import type { WantedRelease } from '../../packages/index.ts';
import { type DependencyGraph, type GraphDependency, nameKey } from './dependency-graph.ts';
import type { Located, Offer } from './offer.ts';
import type { Run } from './parts.ts';
import { explainUnserved, findUnserved, type UnservedType } from './unserved.ts';
import { chooseUnlocked, isUnreadable } from './unlocked.ts';

export interface Resolved extends Judged {
  /** As locked, or as a fresh installation would take it; null where nothing tells. */
  version: string | null;
  located: Located | null;
  matches: readonly AdvisoryMatch[];
}

export interface Resolution {
  /** One for each dependency, in their order. */
  resolved: Resolved[];
  /** By `nameKey`; lists of versions are kept only of what is vulnerable and of what leads to it. */
  offers: ReadonlyMap<string, Offer>;
  /** Package types of which the repositories have nothing that the project asks for. */
  unserved: ReadonlyMap<PackageType, UnservedType>;
}

const NOTHING: readonly AdvisoryMatch[] = [];

export async function resolve(run: Run, graph: DependencyGraph): Promise<Resolution> {
  const matched = matchLocked(run, graph);
  const byName = new Map<PackageType, Map<string, number[]>>();
  graph.dependencies.forEach(({ packageType, name, source }, index) => {
    if (source !== 'registry') return;
    const names = byName.get(packageType) ?? new Map<string, number[]>();
    const same = names.get(name);
    if (same) same.push(index);
    else names.set(name, [index]);
    byName.set(packageType, names);
  });
  const kept = new Set<string>();
  for (const index of graph.leadingTo(matched.keys())) {
    const { packageType, name } = graph.at(index);
    kept.add(nameKey(packageType, name));
  }
  const resolved = graph.dependencies.map((dependency, index): Resolved => ({
    version: dependency.version,
    located: null,
    matches: matched.get(index) ?? NOTHING,
    ...(dependency.source === 'registry' ? { available: null, diagnosis: null } : judgeOtherSource(run, dependency)),
  }));
  const offers = new Map<string, Offer>();
  const unlisted: number[] = [];
  const names = new Map([...byName].map(([packageType, indexes]) => [packageType, new Set(indexes.keys())]));
  run.progress.add([...names.values()].reduce((sum, { size }) => sum + size, 0));
  await askFor(run, names, (offer) => {
    const key = nameKey(offer.packageType, offer.name);
    let isVulnerable = kept.has(key);
    for (const index of byName.get(offer.packageType)?.get(offer.name) ?? []) {
      const one = resolveOne(run, graph, index, offer, matched.get(index));
      resolved[index] = one;
      if (one.available === false && graph.at(index).version !== null && offer.isKnown) unlisted.push(index);
      isVulnerable ||= one.matches.length > 0;
    }
    offers.set(key, offer);
    if (!isVulnerable) offer.forget();
  });
  await askForUnlisted(run, graph, unlisted, resolved);
  const unserved = await findUnserved(run, offers);
  graph.dependencies.forEach((dependency, index) => {
    const one = resolved[index];
    if (one?.available !== false || dependency.source !== 'registry') return;
    one.diagnosis = explainUnserved(run, unserved, dependency) ?? one.diagnosis;
  });
  return { resolved, offers, unserved };
}

function matchLocked({ index }: Run, { dependencies }: DependencyGraph): Map<number, readonly AdvisoryMatch[]> {
  const matched = new Map<number, readonly AdvisoryMatch[]>();
  dependencies.forEach(({ packageType, name, version }, place) => {
    const matches = version === null ? NOTHING : index.match(packageType, name, version);
    if (matches.length > 0) matched.set(place, matches);
  });
  return matched;
}

function resolveOne(
  run: Run,
  graph: DependencyGraph,
  index: number,
  offer: Offer,
  matches: readonly AdvisoryMatch[] = NOTHING,
): Resolved {
  const dependency = graph.at(index);
  if (dependency.version !== null) {
    const located = offer.locate(dependency.version);
    const { version } = dependency;
    return { version, located, matches, ...judge(run, dependency, version, offer, located) };
  }
  const asking = graph.asking(index);
  const unreadable = asking.find(isUnreadable);
  const open = { version: null, located: null, matches: NOTHING };
  if (unreadable) return { ...open, ...judgeUnreadable(run, dependency, unreadable.written, offer) };
  const chosen = chooseUnlocked(dependency.packageType, run.plugOf(dependency.packageType).versions, offer, asking);
  if (!chosen) {
    const asked = asking.map(
      ({ place, written }) => `${place.path} asks for ${written === '' ? 'any version' : written}`,
    );
    return { ...open, ...judgeUnsatisfied(run, dependency, asked, offer) };
  }
  const { version, repositoryUrl, withdrawn } = chosen;
  const located = { isOffered: true, repositoryUrl, withdrawn };
  const found = run.index.match(dependency.packageType, dependency.name, version);
  return { version, located, matches: found, ...judge(run, dependency, version, offer, located) };
}

/** What no list names may be there all the same, such as Go's pseudo-versions; its own document tells. */
async function askForUnlisted(
  run: Run,
  graph: DependencyGraph,
  unlisted: readonly number[],
  resolved: Resolved[],
): Promise<void> {
  for (const [packageType, indexes] of Map.groupBy(unlisted, (index) => graph.at(index).packageType)) {
    const found = await releasesOf(
      run,
      packageType,
      indexes.map((index) => wantedOf(graph.at(index))),
    );
    for (const index of indexes) {
      const answer: FoundRelease | undefined = found.get(releaseKey(packageType, wantedOf(graph.at(index))));
      const one = resolved[index];
      if (answer?.located.isOffered !== true || !one) continue;
      Object.assign(one, { located: answer.located, available: true, diagnosis: null });
    }
  }
}

function wantedOf({ name, version }: GraphDependency): WantedRelease {
  return { name, version: version ?? '' };
}
