/** The last phase: whether a change holds, when the changed files are read, resolved and matched again. */

import type { AdvisoryMatch } from '../../../advisories/index.ts';
import { Acceptance } from './acceptance.ts';
import { type DependencyGraph, nameKey, spelled } from './dependency-graph.ts';
import { holderOf, homeOf } from './graph-change.ts';
import { labelOf } from './offer.ts';
import type { Run } from './parts.ts';
import { type Added, addedIn, type FreshAnswers, needsOf, type ProofCase } from './proof-case.ts';
import type { Proof } from './result.ts';
import { chooseUnlocked } from './unlocked.ts';
import { vulnerabilityKey } from './vulnerability-key.ts';

export interface Proved {
  proof: Proof;
  /** Places before of the dependencies that went, with the ids of the advisories that went with each. */
  gone: { index: number; advisories: string[] }[];
  added: Added[];
  /** Packages whose new version the failures are about, by `nameKey`. */
  blamed: ReadonlySet<string>;
}

export function prove(run: Run, given: ProofCase, fresh: FreshAnswers): Proved {
  const beganAt = performance.now();
  const judgement = new Judgement(run, given, fresh);
  const proof = judgement.proof();
  return { proof: { ...proof, durationMs: Math.round(fresh.durationMs + performance.now() - beganAt) }, gone: judgement.gone(), added: judgement.added, blamed: judgement.blamed }; // prettier-ignore
}

class Judgement {
  readonly added: Added[];
  readonly blamed = new Set<string>();
  readonly #asked: Proof['asked'] = [];
  readonly #unchecked = new Set<string>();
  readonly #failures = new Set<string>();
  readonly #introduced = new Set<string>();
  /** Who needs what the lockfile does not hold, and what that is; by `nameKey`. */
  readonly #unmet: { by: string; needs: string[] }[] = [];
  readonly #overridden: ReadonlySet<string>;

  constructor(
    private readonly run: Run,
    private readonly given: ProofCase,
    private readonly fresh: FreshAnswers,
  ) {
    this.added = addedIn(run, given, fresh);
    this.#overridden = new Set(
      given.changes.filter(({ way }) => way === 'override').map(({ packageType, name }) => nameKey(packageType, name)),
    );
  }

  proof(): Proof {
    const { given, fresh } = this;
    for (const gap of given.knownGaps) this.#unchecked.add(gap);
    for (const each of this.added) this.#judge(each);
    for (const index of given.change.added) this.#judgeSource(index);
    for (const change of given.changes) {
      this.#judgeTarget(change);
      this.#judgeLeft(change);
    }
    for (const { command, reason } of given.rewritten.commands) {
      this.#unchecked.add(`The files are complete only after ${command}: ${reason}`);
    }
    this.#blameForUnmet();
    const failures = [...this.#failures];
    const unchecked = [...this.#unchecked];
    return {
      status: statusOf(failures, unchecked),
      checkedAt: fresh.checkedAt,
      durationMs: 0,
      asked: this.#asked,
      unchecked,
      introduced: [...this.#introduced],
      failures,
    };
  }

  /** What went, by the graph after: neither the dependency itself nor what took its place is affected. */
  gone(): Proved['gone'] {
    const { before, matchesBefore, change } = this.given;
    const places = Map.groupBy(this.added, ({ index, packageType, name }) => {
      return `${nameKey(packageType, name)}\n${homeOf(this.given.after, index)}`;
    });
    return change.removed.flatMap((index) => {
      const matches = matchesBefore(index);
      if (matches.length === 0) return [];
      const { packageType, name } = before.at(index);
      const inPlace = places.get(`${nameKey(packageType, name)}\n${homeOf(before, index)}`) ?? [];
      // What nothing tells of a version may be affected.
      if (inPlace.some(({ version }) => version === null)) return [];
      const still = new Set(inPlace.flatMap((each) => this.#matchesOf(each).map(vulnerabilityKey)));
      const advisories = matches.filter((match) => !still.has(vulnerabilityKey(match))).map(({ id }) => id);
      return advisories.length > 0 ? [{ index, advisories }] : [];
    });
  }

  #judge(added: Added): void {
    const dependency = this.given.after.at(added.index);
    if (added.version === null) {
      this.#fail(added, `No version of ${dependency.writtenName} that is offered fits what the changed files ask for.`);
      return;
    }
    this.#judgeOffer(added, added.version);
    const known = this.#knownBefore(added);
    for (const match of this.#matchesOf(added)) {
      if (known.has(vulnerabilityKey(match))) continue;
      const { id } = match;
      this.#introduced.add(id);
      this.#fail(added, `${added.name} ${added.version} is affected by ${id}, which the project did not have before.`);
    }
    this.#judgeAcceptance(added, added.version);
    this.#judgeNeeds(added, added.version);
  }

  /** No change takes a package from somewhere else than before. */
  #judgeSource(index: number): void {
    const { before, after } = this.given;
    const { packageType, name, writtenName, source } = after.at(index);
    const isKnown = before.named(packageType, name).some((place) => before.at(place).source === source);
    if (source === 'registry' || isKnown) return;
    this.#fail({ packageType, name }, `The changed files take ${writtenName} from an address and not from a registry.`);
  }

  /** The project may hold the version already, and nothing is added then: whether it can be had is asked all the same. */
  #judgeTarget({ packageType, name, to }: ProofCase['changes'][number]): void {
    const { after } = this.given;
    const isHeld = after.named(packageType, name).some((index) => after.at(index).version === to);
    if (isHeld) this.#judgeOffer({ packageType, name }, to);
  }

  #judgeOffer(of: Pick<Added, 'packageType' | 'name'>, version: string): void {
    const { packageType, name } = of;
    const offer = this.fresh.offers.get(nameKey(packageType, name));
    const answers = offer?.answersFor(version) ?? [];
    for (const { repository, isOffered, problem } of answers) {
      const known = this.#asked.some((asked) => asked.repositoryUrl === repository.url && asked.name === name && asked.version === version); // prettier-ignore
      if (known) continue;
      const evidence = problem?.evidence ?? null;
      this.#asked.push({ repositoryUrl: repository.url, name, version, isOffered, evidence });
    }
    const located = offer?.locate(version);
    if (!located || located.isOffered === null) {
      const who = answers.map(({ repository }) => labelOf(repository)).join(' and ');
      this.#unchecked.add(who ? `${who} gave no answer for ${name} ${version} when it was asked again.` : `Nobody could be asked for ${name} ${version}.`); // prettier-ignore
    } else if (!located.isOffered) {
      this.#fail(of, `No repository offers ${name} ${version} any more.`);
    } else if (located.withdrawn !== null) {
      this.#fail(of, `${name} ${version} was taken back by its maintainer: ${located.withdrawn}`);
    }
  }

  #judgeAcceptance({ index, packageType, name }: Added, version: string): void {
    const { after } = this.given;
    const acceptance = new Acceptance(after, this.run.plugOf(packageType), [index]);
    const isOverridden = this.#overridden.has(nameKey(packageType, name));
    for (const { text, by } of acceptance.refusals(version)) {
      if (by === 'dependent' && isOverridden) this.#unchecked.add(againstWish(text, name, version));
      else this.#fail({ packageType, name }, `${text}, and ${name} ${version} is none of that.`);
    }
    if (acceptance.isPartlyUnknown) {
      this.#unchecked.add(`The files do not say which versions of ${name} are accepted by all that depend on it.`);
    }
  }

  #judgeNeeds(added: Added, version: string): void {
    const { packageType, name } = added;
    const needs = needsOf(this.fresh.releases, added);
    if (!needs) {
      this.#unchecked.add(`What ${name} ${version} needs is not known, since metadata does not tell it without fetching the package.`); // prettier-ignore
      return;
    }
    const lockfile = this.given.after.at(added.index).lockfile;
    const { versions } = this.run.plugOf(packageType);
    const open: typeof needs = [];
    for (const need of needs) {
      const held = this.given.after
        .named(packageType, need.name)
        .map((place) => this.given.after.at(place))
        .filter((dependency) => dependency.lockfile === lockfile);
      const isHeld = held.some(({ version: own }) => own !== null && versions.satisfies(own, need.requirement));
      if (isHeld || held.some(({ source }) => source !== 'registry')) continue;
      open.push(need);
      if (held.length === 0) this.#judgeNewNeed(packageType, name, version, need);
    }
    if (open.length === 0) return;
    const isLeft = lockfile === null || packageType === 'GO' || this.given.rewritten.commands.length > 0;
    const what = `${name} ${version} needs ${open.map((need) => `${need.name} ${need.requirement}`).join(', ')}`;
    if (isLeft) {
      this.#unchecked.add(`${what}, which the package manager is left to choose.`);
      return;
    }
    this.#failures.add(`${what}, which ${lockfile} does not hold.`);
    this.#unmet.push({
      by: nameKey(packageType, name),
      needs: open.map((need) => nameKey(packageType, need.name)),
    });
  }

  /** Where a blamed version is what does not meet the need, without it the need is met. */
  #blameForUnmet(): void {
    const others = new Set(this.blamed);
    for (const { by, needs } of this.#unmet) if (!needs.every((need) => others.has(need))) this.blamed.add(by);
  }

  /** A package that the project does not have yet: whether there is any version of it to take. */
  #judgeNewNeed(
    packageType: Added['packageType'],
    name: string,
    version: string,
    need: { name: string; requirement: string },
  ): void {
    const offer = this.fresh.offers.get(nameKey(packageType, need.name));
    if (!offer || offer.problems.length > 0) return;
    const wanted = { requirement: need.requirement, written: need.requirement };
    const chosen = chooseUnlocked(packageType, this.run.plugOf(packageType).versions, offer, [wanted]);
    if (!chosen) {
      this.#fail(
        { packageType, name },
        `${name} ${version} needs ${need.name} ${need.requirement}, and no repository offers that.`,
      );
      return;
    }
    for (const { id } of this.run.index.match(packageType, need.name, chosen.version)) {
      this.#introduced.add(id);
      this.#fail({ packageType, name }, `${name} ${version} would bring in ${need.name} ${chosen.version}, which is affected by ${id}.`); // prettier-ignore
    }
  }

  /** Where several files hold the version, the change may have reached some of them. */
  #judgeLeft({ packageType, name, from }: ProofCase['changes'][number]): void {
    const { after } = this.given;
    const left = after.named(packageType, name).filter((index) => after.at(index).version === from);
    for (const index of left) {
      this.#unchecked.add(
        `${spelled(after.at(index))} stays in ${holderOf(after, index)}, where the change could not be made.`,
      );
    }
  }

  #fail({ packageType, name }: Pick<Added, 'packageType' | 'name'>, failure: string): void {
    this.#failures.add(failure);
    this.blamed.add(nameKey(packageType, name));
  }

  #matchesOf({ packageType, name, version }: Added): readonly AdvisoryMatch[] {
    return version === null ? [] : this.run.index.match(packageType, name, version);
  }

  #knownBefore({ packageType, name }: Added): Set<string> {
    const { before, matchesBefore } = this.given;
    return new Set(before.named(packageType, name).flatMap((index) => matchesBefore(index).map(vulnerabilityKey)));
  }
}

function statusOf(failures: readonly string[], unchecked: readonly string[]): Proof['status'] {
  if (failures.length > 0) return 'FAILS';
  return unchecked.length > 0 ? 'PARTLY' : 'HOLDS';
}

/** What an override leaves open. */
export function againstWish(text: string, name: string, version: string): string {
  return `${text}, and the change gives it ${name} ${version} all the same; test what depends on it.`;
}

/** Advisories that affect a package in the graph after, in the versions that a change was about. */
export function remainingOn(
  run: Run,
  after: DependencyGraph,
  added: readonly Added[],
  change: ProofCase['changes'][number],
): AdvisoryMatch[] {
  const { packageType, name, from } = change;
  const versions = [
    ...after.named(packageType, name).flatMap((index) => (after.at(index).version === from ? [from] : [])),
    ...added.flatMap((each) => (each.packageType === packageType && each.name === name ? (each.version ?? []) : [])),
  ];
  return [
    ...new Map(
      versions
        .flatMap((version) => run.index.match(packageType, name, version))
        .map((match) => [vulnerabilityKey(match), match] as const),
    ).values(),
  ];
}
