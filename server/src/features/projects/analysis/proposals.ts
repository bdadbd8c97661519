/** The last two phases: changes that help, written into the files and proved. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PackageType } from '@backline/shared';
import type { Release } from '../../../package-types/index.ts';
import { inParallel } from '../../../lib/concurrency.ts';
import { alongside } from './alongside.ts';
import { isBreaking } from './breaking.ts';
import { DependencyGraph, nameKey } from './dependency-graph.ts';
import { type Draft, fetchReleases, type Releases, withNeeds, writePlan, type WrittenPlan } from './draft.ts';
import { independentGroups, readTogether } from './joint-reading.ts';
import type { Run } from './parts.ts';
import { acceptedPlans, overridePlans, type Plan, type PlannedChange } from './plan.ts';
import type { ProjectFiles } from './project-files.ts';
import { askAfresh, type ProofCase } from './proof-case.ts';
import { againstWish, type Proved, prove, remainingOn } from './proof.ts';
import { raisingPlans } from './raise.ts';
import { compareProposals, severityRanks } from './rank.ts';
import type { Resolution } from './resolution.ts';
import type { Finding, Proposal } from './result.ts';
import { vulnerabilityKey } from './vulnerability-key.ts';
import type { Vulnerable } from './vulnerable.ts';

/** Plans that are written before they are read and proved; what they change is in memory meanwhile. */
const AT_ONCE = 100;

/** Plans that are written at a time: what resolves a tree works in other processes. */
const WRITTEN_AT_ONCE = 4;

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
  releases: Releases;
}

export class Proposer {
  readonly #before = new Map<PackageType, { before: DependencyGraph; offset: number }>();
  readonly #releases = new Map<string, Release>();
  readonly #reasons = new Map<Vulnerable, string[]>();
  readonly #findings: ReadonlyMap<number, readonly Finding[]>;

  constructor(
    private readonly run: Run,
    private readonly graph: DependencyGraph,
    private readonly resolution: Resolution,
    private readonly files: ProjectFiles,
    private readonly findings: readonly Finding[],
  ) {
    this.#findings = Map.groupBy(findings, ({ dependency }) => dependency);
  }

  async propose(vulnerable: readonly Vulnerable[]): Promise<Proposals> {
    const { run } = this;
    run.progress.begin('PROPOSE', vulnerable.length);
    const raising = await raisingPlans(run, this.graph, this.resolution, vulnerable);
    const open = new Map(vulnerable.map((each) => [each, this.#plansFor(each, raising.get(each))]));
    const proposed: Proposed[] = [];
    // A plan that cannot be written or does not hold gives way to the next one, as long as there are any.
    for (let round = 0; ; round += 1) {
      const plans = merged([...open.values()].flatMap((waiting) => waiting.shift() ?? []));
      if (plans.length === 0) break;
      const needs = await this.#prepare(plans);
      if (round === 0) run.progress.begin('PROVE', plans.length);
      for (let start = 0; start < plans.length; start += AT_ONCE) {
        const written = await this.#writeAll(plans.slice(start, start + AT_ONCE), needs);
        proposed.push(...(await this.#proveAll(await this.#readAll(written))));
      }
      const gone = new Set(proposed.flatMap(({ proposal }) => proposal.findings));
      for (const each of open.keys()) if (this.#isHelped(each, gone)) open.delete(each);
    }
    run.signal.throwIfAborted();
    const severities = severityRanks(this.findings);
    proposed.sort((one, other) => compareProposals(severities, one.proposal, other.proposal));
    for (const [id, { proposal }] of proposed.entries()) proposal.id = id;
    return { proposed, reasons: this.#reasons, releases: this.#releases };
  }

  #plansFor(vulnerable: Vulnerable, raising: Plan | undefined): Plan[] {
    return [
      ...(raising ? [raising] : []),
      ...acceptedPlans(this.graph, vulnerable),
      ...overridePlans(this.graph, vulnerable),
    ];
  }

  /** What the repositories tell of the versions that the plans lead to, asked for in one go. */
  async #prepare(plans: readonly Plan[]): Promise<Map<Plan, PlannedChange[]>> {
    await fetchReleases(this.run, plans, this.#releases);
    return withNeeds(this.run, this.graph, plans, this.#releases);
  }

  async #writeAll(plans: readonly Plan[], needs: ReadonlyMap<Plan, PlannedChange[]>): Promise<WrittenPlan[]> {
    const { run, files } = this;
    let turn = Promise.resolve();
    const outcomes = await inParallel(plans, WRITTEN_AT_ONCE, async (plan) => {
      // One turn each: most plans are written without waiting for anything.
      await (turn = turn.then(() => nextTurn()));
      run.signal.throwIfAborted();
      return { plan, written: await writePlan(files, plan, needs.get(plan) ?? [], this.#releases) };
    });
    return outcomes.flatMap(({ plan, written }) => {
      if (!('reason' in written)) return [written];
      this.#note(plan, written.reason);
      return [];
    });
  }

  async #readAll(written: readonly WrittenPlan[]): Promise<Draft[]> {
    const drafts: Draft[] = [];
    for (const [packageType, some] of Map.groupBy(written, ({ plan }) => plan.packageType)) {
      const { before } = this.#beforeOf(packageType);
      for (const group of independentGroups(before, some, this.#releases)) {
        this.run.signal.throwIfAborted();
        for (const read of await readTogether(this.files, before, group)) {
          if ('reason' in read) this.#note(read.plan, read.reason);
          else drafts.push(read);
        }
      }
    }
    return drafts;
  }

  async #proveAll(drafts: readonly Draft[]): Promise<Proposed[]> {
    const { run } = this;
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
      before,
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
    const remaining = remainingOn(this.run, after, added, { ...main, packageType });
    const left = new Set(
      plan.changes
        .flatMap((each) => remainingOn(this.run, after, added, { ...each, packageType }))
        .map(vulnerabilityKey),
    );
    const fixes = new Set<string>();
    const findings: number[] = [];
    for (const { index, advisories } of gone) {
      const matches = this.resolution.resolved[index + offset]?.matches ?? [];
      const stay = new Set(matches.flatMap((match) => (left.has(vulnerabilityKey(match)) ? [match.id] : [])));
      for (const { id, advisoryId } of this.#findings.get(index + offset) ?? []) {
        if (!advisories.includes(advisoryId)) continue;
        findings.push(id);
        if (!stay.has(advisoryId)) fixes.add(advisoryId);
      }
    }
    const { versions } = this.run.plugOf(packageType);
    return {
      id: 0,
      packageType,
      name: main.name,
      fromVersion: main.from,
      toVersion: main.to,
      way: main.way,
      fixes: [...fixes],
      findings,
      remaining: remaining.map(({ id }) => id),
      isBreaking: isBreaking(packageType, versions, main.from, main.to),
      alongside: alongside(before, after, change, main),
      patches: rewritten.patches,
      commands: rewritten.commands,
      proof,
    };
  }

  #isHelped({ dependencies }: Vulnerable, gone: ReadonlySet<number>): boolean {
    return dependencies.some((index) => (this.#findings.get(index) ?? []).some(({ id }) => gone.has(id)));
  }

  #beforeOf(packageType: PackageType): { before: DependencyGraph; offset: number } {
    const known = this.#before.get(packageType);
    if (known) return known;
    const reading = this.files.readingOf(packageType);
    const graph = new DependencyGraph({
      dependencies: reading.dependencies.map((dependency) => ({ ...dependency, packageType })),
      requirements: reading.requirements,
      constraints: reading.constraints.map((constraint) => ({ ...constraint, packageType })),
    });
    const offset = this.graph.dependencies.findIndex((dependency) => dependency.packageType === packageType);
    const made = { before: graph, offset };
    this.#before.set(packageType, made);
    return made;
  }

  #note({ vulnerable, changes }: Plan, reason: string): void {
    const [{ name, to }] = changes;
    const said = `To take ${name} ${to} was tried: ${reason}`;
    for (const each of vulnerable) {
      const known = this.#reasons.get(each) ?? [];
      // Another way to the same version is often refused for the same reason.
      if (!known.includes(said)) this.#reasons.set(each, [...known, said]);
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
