/** Plans that move a vulnerable dependency by raising those who do not accept a version that helps. */

import { inParallel } from '../../../lib/concurrency.ts';
import { Acceptance } from './acceptance.ts';
import { releaseKey, releasesOf } from './ask.ts';
import { type DependencyGraph, nameKey } from './dependency-graph.ts';
import type { Offered } from './offer.ts';
import type { Run } from './parts.ts';
import { type Plan, type PlannedChange, waysTo } from './plan.ts';
import type { Resolution } from './resolution.ts';
import { vulnerabilityKey } from './vulnerability-key.ts';
import type { Vulnerable } from './vulnerable.ts';

/** Vulnerable dependencies whose dependents are looked into at once. */
const AT_ONCE = 8;
/** More dependents than this that would all have to be raised are no change that anybody takes. */
const MOST_RAISED = 3;

/** For each vulnerable dependency that only its dependents keep from a version that helps; null where raising them does not help. */
export async function raisingPlans(
  run: Run,
  graph: DependencyGraph,
  resolution: Resolution,
  vulnerable: readonly Vulnerable[],
): Promise<Map<Vulnerable, Plan>> {
  const search = new RaiseSearch(run, graph, resolution);
  const kept = vulnerable.filter(
    ({ remedy, packageType }) => !remedy.remediation && remedy.offered && packageType !== 'GO',
  );
  const plans = await inParallel(kept, AT_ONCE, (each) => search.planFor(each));
  return new Map(kept.flatMap((each, place) => (plans[place] ? [[each, plans[place]]] : [])));
}

interface Raised {
  change: PlannedChange;
  /** What the new release asks for of the vulnerable package; null where it does not ask for it any more. */
  requirement: string | null;
}

class RaiseSearch {
  constructor(
    private readonly run: Run,
    private readonly graph: DependencyGraph,
    private readonly resolution: Resolution,
  ) {}

  async planFor(vulnerable: Vulnerable): Promise<Plan | null> {
    const { acceptance, remedy, packageType, plug, name, version } = vulnerable;
    const refusals = acceptance.refusals(remedy.offered?.version ?? '');
    if (refusals.some(({ by }) => by === 'rule')) return null;
    const blocking = new Set(refusals.flatMap(({ dependent }) => dependent ?? []));
    if (blocking.size === 0 || blocking.size > MOST_RAISED) return null;
    const raised: Raised[] = [];
    for (const dependent of blocking) {
      const found = await this.#raise(dependent, vulnerable);
      if (!found) return null;
      raised.push(found);
    }
    const [first, ...others] = distinct(raised.map(({ change }) => change));
    if (!first) return null;
    const requirements = raised.flatMap(({ requirement }) => requirement ?? []);
    const isLeft = vulnerable.dependencies.some((index) =>
      this.graph.asking(index).some(({ dependent }) => dependent === null || !blocking.has(dependent)),
    );
    // Nothing asks for it any more.
    if (requirements.length === 0 && !isLeft)
      return { packageType, changes: [first, ...others], vulnerable: [vulnerable] };
    const target = remedy.unaffected.find(
      (candidate) =>
        requirements.every((requirement) => plug.versions.satisfies(candidate.version, requirement)) &&
        acceptance.refusals(candidate.version).every(({ dependent, by }) => by === 'project' || (dependent !== null && blocking.has(dependent))), // prettier-ignore
    );
    if (!target) return null;
    const isRefused = acceptance.refusals(target.version).some(({ by }) => by === 'project');
    const way = isRefused ? 'requirement' : 'update';
    const moved: PlannedChange = { name, from: version, to: target.version, way };
    return { packageType, changes: [first, ...others, moved], vulnerable: [vulnerable] };
  }

  /** The smallest newer release of a dependent that lets the vulnerable package have a version that helps, found by halving. */
  async #raise(dependent: number, vulnerable: Vulnerable): Promise<Raised | null> {
    const { graph, run } = this;
    const { packageType, name, source } = graph.at(dependent);
    const version = this.resolution.resolved[dependent]?.version ?? null;
    if (version === null || source !== 'registry') return null;
    const dependencies = graph.named(packageType, name).filter((index) => graph.at(index).version === version);
    const acceptance = new Acceptance(graph, vulnerable.plug, dependencies);
    const candidates = this.#candidates(vulnerable, name, version, acceptance);
    let found: { offered: Offered; requirement: string | null } | null = null;
    for (let [low, high] = [0, candidates.length - 1], at = high; low <= high; at = (low + high) >> 1) {
      const offered = candidates[at] as Offered;
      const accepted = await this.#requirementOf(vulnerable, name, offered.version);
      if (accepted) {
        found = { offered, requirement: accepted.requirement };
        high = at - 1;
      } else {
        // The newest was asked first: if that one does not help, older ones hardly do.
        low = at + 1;
      }
    }
    if (!found) return null;
    const isRefused = acceptance.refusals(found.offered.version).length > 0;
    const [way = 'update'] = waysTo(graph, { packageType, dependencies }, isRefused);
    run.signal.throwIfAborted();
    return { change: { name, from: version, to: found.offered.version, way }, requirement: found.requirement };
  }

  /** Newer, usable, accepted by everybody but the project itself, and with no advisory that the current version does not have. */
  #candidates({ packageType, plug }: Vulnerable, name: string, version: string, acceptance: Acceptance): Offered[] {
    const { index } = this.run;
    const offer = this.resolution.offers.get(nameKey(packageType, name));
    const now = new Set(index.match(packageType, name, version).map(vulnerabilityKey));
    const takesPrereleases = plug.versions.isPrerelease(version);
    return (offer?.newerThan(version) ?? []).filter(
      (candidate) =>
        candidate.withdrawn === null &&
        (takesPrereleases || !candidate.isPrerelease) &&
        acceptance.refusals(candidate.version).every(({ by }) => by === 'project') &&
        index.match(packageType, name, candidate.version).every((match) => now.has(vulnerabilityKey(match))),
    );
  }

  /** Null where the release does not help, or metadata does not tell. */
  async #requirementOf(
    { packageType, plug, name: wanted, remedy }: Vulnerable,
    name: string,
    version: string,
  ): Promise<{ requirement: string | null } | null> {
    const answers = await releasesOf(this.run, packageType, [{ name, version }]);
    const requirements = answers.get(releaseKey(packageType, { name, version }))?.release?.requirements;
    if (!requirements) return null;
    const asked = requirements.filter((each) => each.name === wanted && each.kind !== 'development');
    if (asked.length === 0) return { requirement: null };
    const [first] = asked;
    const helps = remedy.unaffected.some((candidate) =>
      asked.every(({ requirement }) => plug.versions.satisfies(candidate.version, requirement)),
    );
    return helps && first ? { requirement: first.requirement } : null;
  }
}

function distinct(changes: readonly PlannedChange[]): PlannedChange[] {
  return [...new Map(changes.map((change) => [`${change.name}\n${change.from}`, change])).values()];
}
