/** The last two phases: changes that help, written into the files and proved. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PackageType } from '@backline/shared';
import { SEVERITY_RATINGS } from '../../../advisories/index.ts';
import type { Release } from '../../../package-types/index.ts';
import { isBreaking } from './breaking.ts';
import { DependencyGraph, nameKey } from './dependency-graph.ts';
import { type Draft, draft, fetchReleases, withNeeds } from './draft.ts';
import { GraphBefore } from './graph-change.ts';
import type { Run } from './parts.ts';
import { acceptedPlans, overridePlans, type Plan, type PlannedChange } from './plan.ts';
import type { ProjectFiles } from './project-files.ts';
import { askAfresh, type ProofCase } from './proof-case.ts';
import { againstWish, type Proved, prove, remainingOn } from './proof.ts';
import { raisingPlans } from './raise.ts';
import type { Resolution } from './resolution.ts';
import type { Finding, Proposal } from './result.ts';
import type { Vulnerable } from './vulnerable.ts';

/** A plan that cannot be written or does not hold gives way to the next one; there are three at the most. */
const MOST_ROUNDS = 4;

export interface Proposed {
  proposal: Proposal;
  changes: readonly PlannedChange[];
  knownGaps: readonly string[];
}

export interface Proposals {
  /** Most advisories removed per change first. */
  proposed: Proposed[];
  /** Why no plan for a vulnerable dependency was taken, in sentences. */
  reasons: ReadonlyMap<Vulnerable, readonly string[]>;
}

export class Proposer {
  readonly #before = new Map<PackageType, { before: GraphBefore; offset: number }>();
  readonly #releases = new Map<string, Release>();
  readonly #reasons = new Map<Vulnerable, string[]>();
  readonly #findings: ReadonlyMap<number, readonly Finding[]>;

  constructor(
    private readonly run: Run,
    private readonly graph: DependencyGraph,
    private readonly resolution: Resolution,
    private readonly files: ProjectFiles,
    findings: readonly Finding[],
  ) {
    this.#findings = Map.groupBy(findings, ({ dependency }) => dependency);
  }

  async propose(vulnerable: readonly Vulnerable[]): Promise<Proposals> {
    const { run } = this;
    run.progress.begin('PROPOSE', vulnerable.length);
    const raising = await raisingPlans(run, this.graph, this.resolution, vulnerable);
    const open = new Map(vulnerable.map((each) => [each, this.#plansFor(each, raising.get(each))]));
    const proposed: Proposed[] = [];
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const plans = merged([...open.values()].flatMap((waiting) => waiting.shift() ?? []));
      if (plans.length === 0) break;
      const drafts = await this.#draftAll(plans, round === 0);
      for (const each of await this.#proveAll(drafts, round === 0)) {
        proposed.push(each);
      }
      for (const solved of proposed.flatMap(({ proposal }) => this.#solvedBy(proposal, vulnerable)))
        open.delete(solved);
    }
    run.signal.throwIfAborted();
    const severities = this.#severities();
    proposed.sort((one, other) => rank(severities, one.proposal, other.proposal));
    for (const [id, { proposal }] of proposed.entries()) proposal.id = id;
    return { proposed, reasons: this.#reasons };
  }

  /** By finding: the place among the ratings, the most severe first. */
  #severities(): number[] {
    const ranks: number[] = [];
    for (const { id, severity } of [...this.#findings.values()].flat()) {
      ranks[id] = severity ? SEVERITY_RATINGS.indexOf(severity.rating) : SEVERITY_RATINGS.length;
    }
    return ranks;
  }

  #plansFor(vulnerable: Vulnerable, raising: Plan | undefined): Plan[] {
    return [
      ...(raising ? [raising] : []),
      ...acceptedPlans(this.graph, vulnerable),
      ...overridePlans(this.graph, vulnerable),
    ];
  }

  async #draftAll(plans: readonly Plan[], isFirst: boolean): Promise<Draft[]> {
    const { run, files } = this;
    await fetchReleases(run, plans, this.#releases);
    const needs = await withNeeds(run, this.graph, plans, this.#releases);
    const drafts: Draft[] = [];
    for (const plan of plans) {
      run.signal.throwIfAborted();
      const { before } = this.#beforeOf(plan.packageType);
      const written = await draft(files, before, plan, needs.get(plan) ?? [], this.#releases);
      if ('reason' in written) this.#note(plan, written.reason);
      else drafts.push(written);
      if (isFirst) run.progress.step();
      await nextTurn();
    }
    return drafts;
  }

  async #proveAll(drafts: readonly Draft[], isFirst: boolean): Promise<Proposed[]> {
    const { run } = this;
    if (isFirst) run.progress.begin('PROVE', drafts.length);
    const cases = drafts.map((each) => this.#caseOf(each));
    const fresh = await askAfresh(run, cases);
    const proposed: Proposed[] = [];
    for (const [place, each] of drafts.entries()) {
      run.signal.throwIfAborted();
      const given = cases[place] as ProofCase;
      const proved = prove(run, given, fresh);
      const proposal = this.#proposalOf(each, proved);
      if (proved.proof.status === 'FAILS') this.#note(each.plan, proved.proof.failures.join(' '));
      else if (proposal.fixes.length === 0)
        this.#note(each.plan, 'No advisory went with the change when the project was matched again.');
      else proposed.push({ proposal, changes: each.changes, knownGaps: given.knownGaps });
      run.progress.step();
    }
    return proposed;
  }

  #caseOf({ plan, changes, rewritten, after, change }: Draft): ProofCase {
    const { before, offset } = this.#beforeOf(plan.packageType);
    return {
      before: before.graph,
      matchesBefore: (index) => this.resolution.resolved[index + offset]?.matches ?? [],
      after,
      change,
      changes: changes.map((each) => ({ ...each, packageType: plan.packageType })),
      rewritten,
      knownGaps: gapsOf(plan),
    };
  }

  #proposalOf({ plan, rewritten, change, after }: Draft, { proof, gone, added }: Proved): Proposal {
    const { packageType } = plan;
    const [main] = plan.changes;
    const { before, offset } = this.#beforeOf(packageType);
    const affected = [
      ...new Set(plan.changes.flatMap((each) => remainingOn(this.run, after, added, { ...each, packageType }))),
    ];
    const remaining = remainingOn(this.run, after, added, { ...main, packageType });
    const findings = gone.flatMap(({ index, advisories }) =>
      (this.#findings.get(index + offset) ?? []).filter(({ advisoryId }) => advisories.includes(advisoryId)),
    );
    const fixes = [...new Set(findings.map(({ advisoryId }) => advisoryId))].filter((id) => !affected.includes(id));
    const { versions } = this.run.plugOf(packageType);
    return {
      id: 0,
      packageType,
      name: main.name,
      fromVersion: main.from,
      toVersion: main.to,
      way: main.way,
      fixes,
      findings: findings.map(({ id }) => id),
      remaining,
      isBreaking: isBreaking(packageType, versions, main.from, main.to),
      alongside: alongside(before.graph, after, change, main),
      patches: rewritten.patches,
      commands: rewritten.commands,
      proof,
    };
  }

  #solvedBy({ findings }: Proposal, vulnerable: readonly Vulnerable[]): Vulnerable[] {
    const gone = new Set(findings);
    return vulnerable.filter(({ dependencies }) =>
      dependencies.some((index) => (this.#findings.get(index) ?? []).some(({ id }) => gone.has(id))),
    );
  }

  #beforeOf(packageType: PackageType): { before: GraphBefore; offset: number } {
    const known = this.#before.get(packageType);
    if (known) return known;
    const reading = this.files.readingOf(packageType);
    const graph = new DependencyGraph({
      dependencies: reading.dependencies.map((dependency) => ({ ...dependency, packageType })),
      requirements: reading.requirements,
      constraints: reading.constraints.map((constraint) => ({ ...constraint, packageType })),
    });
    const offset = this.graph.dependencies.findIndex((dependency) => dependency.packageType === packageType);
    const made = { before: new GraphBefore(graph), offset };
    this.#before.set(packageType, made);
    return made;
  }

  #note({ vulnerable, changes }: Plan, reason: string): void {
    const [{ name, to }] = changes;
    for (const each of vulnerable) {
      const known = this.#reasons.get(each) ?? [];
      this.#reasons.set(each, [...known, `To take ${name} ${to} was tried: ${reason}`]);
    }
  }
}

/** Plans that begin with the same change are one change that helps several. */
function merged(plans: readonly Plan[]): Plan[] {
  const byMain = Map.groupBy(plans, ({ packageType, changes: [{ name, from, to, way }] }) =>
    [nameKey(packageType, name), from, to, way].join('\n'),
  );
  return [...byMain.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const changes = new Map(
      same.flatMap((plan) => plan.changes.map((change) => [`${change.name}\n${change.from}`, change])),
    );
    const [main] = first.changes;
    const others = [...changes.values()].filter(({ name, from }) => name !== main.name || from !== main.from);
    return [
      { ...first, changes: [main, ...others] as const, vulnerable: same.flatMap(({ vulnerable }) => vulnerable) },
    ];
  });
}

/** What an override decides against, told before the files are written: afterwards they say it no more. */
function gapsOf({ changes, vulnerable }: Plan): string[] {
  return changes
    .filter(({ way }) => way === 'override')
    .flatMap(({ name, to }) =>
      vulnerable
        .filter((each) => each.name === name)
        .flatMap(({ acceptance }) => acceptance.refusals(to))
        .filter(({ by }) => by === 'dependent')
        .map(({ text }) => againstWish(text, name, to)),
    );
}

function alongside(
  before: DependencyGraph,
  after: DependencyGraph,
  { removed, added }: Draft['change'],
  main: PlannedChange,
): Proposal['alongside'] {
  const steps = new Map<string, { from: Set<string>; to: Set<string> }>();
  const stepsOf = (name: string) => {
    const known = steps.get(name) ?? { from: new Set<string>(), to: new Set<string>() };
    steps.set(name, known);
    return known;
  };
  for (const index of removed) {
    const { name, version } = before.at(index);
    if (version !== null && !(name === main.name && version === main.from)) stepsOf(name).from.add(version);
  }
  for (const index of added) {
    const { name, version } = after.at(index);
    if (version !== null && !(name === main.name && version === main.to)) stepsOf(name).to.add(version);
  }
  return [...steps].flatMap(([name, { from, to }]) => {
    const [gone, come] = [
      [...from].filter((version) => !to.has(version)),
      [...to].filter((version) => !from.has(version)),
    ];
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, place) => ({
      name,
      fromVersion: gone[place] ?? null,
      toVersion: come[place] ?? null,
    }));
  });
}

/** Most advisories removed per changed package, then the most severe, then what breaks least. */
function rank(severities: readonly number[], one: Proposal, other: Proposal): number {
  const perChange = ({ fixes, alongside: others }: Proposal) => fixes.length / (1 + others.length);
  const worst = ({ findings }: Proposal) =>
    findings.reduce((least, id) => Math.min(least, severities[id] ?? SEVERITY_RATINGS.length), SEVERITY_RATINGS.length);
  return (
    perChange(other) - perChange(one) ||
    worst(one) - worst(other) ||
    Number(one.isBreaking) - Number(other.isBreaking) ||
    compareText(one.name, other.name) ||
    compareText(one.fromVersion, other.fromVersion)
  );
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
