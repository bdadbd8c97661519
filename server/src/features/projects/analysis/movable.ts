/** Packages of a project in one version each, with the versions that they can be raised to. */

import { Acceptance } from './acceptance.ts';
import { type DependencyGraph, nameKey } from './dependency-graph.ts';
import type { Offered } from './offer.ts';
import type { Run } from './parts.ts';
import type { Resolution } from './resolution.ts';
import { vulnerabilityKey } from './vulnerability-key.ts';
import type { Vulnerable } from './vulnerable.ts';

export interface Movable {
  name: string;
  version: string;
  /** Places in the graph of all dependencies on this version. */
  dependencies: readonly number[];
  acceptance: Acceptance;
  /** What no rule of the project forbids, oldest first; empty where the package cannot be raised by itself. */
  candidates: readonly Offered[];
}

export class Movables {
  readonly #known = new Map<number, Movable>();

  constructor(
    private readonly run: Run,
    private readonly graph: DependencyGraph,
    private readonly resolution: Resolution,
  ) {}

  /** The candidates are those that no known advisory affects. */
  ofVulnerable({ name, version, dependencies, acceptance, remedy }: Vulnerable): Movable {
    const unaffected = this.#isBundled(dependencies) ? [] : remedy.unaffected;
    const candidates = unaffected.filter((candidate) => isAllowed(acceptance, candidate));
    return { name, version, dependencies, acceptance, candidates };
  }

  /** The candidates are newer, usable, and have no advisory that the current version does not have. */
  of(place: number): Movable {
    const known = this.#known.get(place);
    if (known) return known;
    const made = this.#make(place);
    for (const each of made.dependencies) this.#known.set(each, made);
    return made;
  }

  #make(place: number): Movable {
    const { graph, run } = this;
    const { packageType, name, source } = graph.at(place);
    const plug = run.plugOf(packageType);
    const version = this.resolution.resolved[place]?.version ?? null;
    if (version === null || source !== 'registry') {
      const acceptance = new Acceptance(graph, plug, [place]);
      return { name, version: version ?? '', dependencies: [place], acceptance, candidates: [] };
    }
    const { resolved } = this.resolution;
    const dependencies = graph
      .named(packageType, name)
      .filter((index) => resolved[index]?.version === version && graph.at(index).source === source);
    const acceptance = new Acceptance(graph, plug, dependencies);
    const offer = this.resolution.offers.get(nameKey(packageType, name));
    const now = new Set(run.index.match(packageType, name, version).map(vulnerabilityKey));
    const takesPrereleases = plug.versions.isPrerelease(version);
    const candidates = (this.#isBundled(dependencies) ? [] : (offer?.newerThan(version) ?? [])).filter(
      (candidate) =>
        candidate.withdrawn === null &&
        (takesPrereleases || !candidate.isPrerelease) &&
        isAllowed(acceptance, candidate) &&
        run.index.match(packageType, name, candidate.version).every((match) => now.has(vulnerabilityKey(match))),
    );
    return { name, version, dependencies, acceptance, candidates };
  }

  /** What comes inside the archive of another package changes with that one alone. */
  #isBundled(dependencies: readonly number[]): boolean {
    return dependencies.some((index) => this.graph.at(index).isBundled);
  }
}

function isAllowed(acceptance: Acceptance, { version }: Offered): boolean {
  return acceptance.refusals(version).every(({ by }) => by !== 'rule');
}
