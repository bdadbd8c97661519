/** Raises the dependents of a vulnerable package, and theirs, until everybody accepts what they get. */

import type { VersionRules } from '../../../package-types/index.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import type { Movable, Movables } from './movable.ts';
import type { Offered } from './offer.ts';
import { askedOf, type Needs } from './release-needs.ts';

/** Longer ways between what is raised and what is vulnerable are hardly of one cause, and each level multiplies the questions. */
const MOST_LEVELS = 6;
/** As many as families of packages have that are released in step; each of them has to be written and proved. */
const MOST_RAISED = 20;
/** Each step chooses a newer version of one package, so that there are a few for each that is raised. */
const MOST_STEPS = 5 * MOST_RAISED;

/** A package that has to have another version than it has. */
interface Moving extends Movable {
  /** How many dependents lie between it and the vulnerable package, itself included; 0 for the vulnerable one. */
  level: number;
  /** The place of its version among the candidates, which only ever rises; behind the last where the package has to go altogether. */
  at: number;
  /** What its version asks for; undefined where nobody asked yet. */
  needs: Needs | undefined;
}

/** A package with the version that it is to have. */
export interface Moved extends Movable {
  level: number;
  to: string;
}

export interface ClimbQuestion {
  graph: DependencyGraph;
  versions: VersionRules;
  movables: Pick<Movables, 'of'>;
  needsOf: (name: string, version: string) => Promise<Needs>;
  signal: AbortSignal;
}

/** That a version is not accepted, and by whom; null where it is the project itself that asks for a package which has to go. */
interface Conflict {
  moving: Moving;
  dependent: number | null;
}

/**
 * Greedy, and never turns back: where somebody does not accept the version of a package, a newer one that all accept is chosen; where
 * there is none, that dependent is raised to its smallest release which accepts one, or does not ask for the package any more; where
 * there is none either, the dependent itself has to go, which is up to those who ask for it. Versions only ever rise, so this ends,
 * cycles included.
 */
export class Climb {
  readonly #moving: Moving[];
  readonly #byPlace = new Map<number, Moving>();

  constructor(
    private readonly question: ClimbQuestion,
    vulnerable: Movable,
  ) {
    const moving: Moving = { ...vulnerable, level: 0, at: 0, needs: undefined };
    this.#moving = [moving];
    this.#enter(moving);
  }

  /** What has to move, the vulnerable package among it so long as anybody needs it; null where raising does not lead there. */
  async run(): Promise<Moved[] | null> {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      this.question.signal.throwIfAborted();
      await this.#learnNeeds();
      const conflict = this.#conflict();
      if (!conflict) return this.#outcome();
      if (!(await this.#settle(conflict))) return null;
    }
    return null;
  }

  #outcome(): Moved[] | null {
    const needed = this.#moving.filter(({ dependencies }) => dependencies.some((place) => this.#isNeeded(place)));
    const moved = needed.flatMap((each): Moved[] => {
      const to = versionOf(each);
      return to === null ? [] : [{ ...each, to }];
    });
    // Whoever asks for what has to go may do so without anybody knowing.
    return moved.length === needed.length ? moved : null;
  }

  #enter(moving: Moving): void {
    for (const place of moving.dependencies) this.#byPlace.set(place, moving);
  }

  /** Of those whose choice did not depend on it. */
  async #learnNeeds(): Promise<void> {
    for (const moving of this.#moving) {
      const version = versionOf(moving);
      if (moving.needs !== undefined || version === null || this.#below(moving).length === 0) continue;
      moving.needs = await this.question.needsOf(moving.name, version);
    }
  }

  #conflict(): Conflict | null {
    const { graph } = this.question;
    for (const moving of this.#moving) {
      const refusing = this.#refusing(moving);
      for (const place of moving.dependencies) {
        const asking = graph.asking(place);
        // Who asks for it is not known, or it is a part of the project.
        if (asking.length === 0 && versionOf(moving) === null) return { moving, dependent: null };
        for (const { dependent } of asking) {
          if (!refusing(dependent)) continue;
          if (dependent === null || this.#isNeeded(dependent)) return { moving, dependent };
        }
      }
    }
    return null;
  }

  /** Who does not accept the version that a package is to have; of what has to go, all who still ask for it. */
  #refusing(moving: Moving): (dependent: number | null) => boolean {
    const version = versionOf(moving);
    const refusals = version === null ? [] : moving.acceptance.refusals(version);
    const unmoved = new Set(refusals.map(({ dependent }) => dependent));
    return (dependent) => {
      // The requirement of the project itself is its own to change.
      if (dependent === null) return version === null;
      const by = this.#byPlace.get(dependent);
      if (!by) return version === null || unmoved.has(dependent);
      return (
        this.#stillAsks(by, moving.name) && by.needs !== undefined && !this.#accepts(by.needs, moving.name, version)
      );
    };
  }

  #accepts(needs: Needs, name: string, version: string | null): boolean {
    const { versions } = this.question;
    return askedOf(needs, name).every((asked) => version !== null && versions.satisfies(version, asked));
  }

  #stillAsks(moving: Moving, name: string): boolean {
    if (versionOf(moving) === null) return false;
    // What is not known is as it was.
    return !moving.needs || askedOf(moving.needs, name).length > 0;
  }

  /** Whether a way leads from the project to a dependency, by what the chosen versions ask for. */
  #isNeeded(dependency: number): boolean {
    const { graph } = this.question;
    const reached = new Set([dependency]);
    for (const place of reached) {
      const asking = graph.asking(place);
      if (asking.length === 0) return true;
      const { name } = graph.at(place);
      for (const { dependent } of asking) {
        if (dependent === null) return true;
        const by = this.#byPlace.get(dependent);
        if (!by || this.#stillAsks(by, name)) reached.add(dependent);
      }
    }
    return false;
  }

  async #settle({ moving, dependent }: Conflict): Promise<boolean> {
    if (dependent === null) return false;
    const by = this.#byPlace.get(dependent);
    if (await this.#moveUp(moving, by !== undefined)) return true;
    if (by) await this.#choose(by, by.at + 1);
    else if (!(await this.#join(dependent, moving.level + 1))) return false;
    return true;
  }

  /** To a newer version that everybody accepts, or where that is not enough for one which moves itself: that all those accept. */
  async #moveUp(moving: Moving, isForMoving: boolean): Promise<boolean> {
    const newer = moving.candidates.slice(moving.at + 1);
    const accepted = newer.filter(({ version }) => this.#isAccepted(moving, version, true));
    if (await this.#take(moving, accepted)) return true;
    if (!isForMoving) return false;
    const acceptedByMoving = newer.filter(({ version }) => this.#isAccepted(moving, version, false));
    return this.#take(moving, acceptedByMoving);
  }

  async #join(dependent: number, level: number): Promise<boolean> {
    // The vulnerable package is no raised one.
    if (level > MOST_LEVELS || this.#moving.length > MOST_RAISED) return false;
    const moving: Moving = { ...this.question.movables.of(dependent), level, at: 0, needs: undefined };
    this.#moving.push(moving);
    this.#enter(moving);
    await this.#choose(moving, 0);
    return true;
  }

  /** The smallest that helps of those that everybody accepts; where none does, of all. */
  async #choose(moving: Moving, from: number): Promise<void> {
    const open = moving.candidates.slice(from);
    const accepted = open.filter(({ version }) => this.#isAccepted(moving, version, true));
    if ((await this.#take(moving, accepted)) || (await this.#take(moving, open))) return;
    moving.at = moving.candidates.length;
    moving.needs = null;
  }

  /** `byAll`: also by those who keep their version. */
  #isAccepted(moving: Moving, version: string, byAll: boolean): boolean {
    const { graph } = this.question;
    if (byAll && moving.acceptance.refusals(version).some(({ dependent }) => dependent !== null && !this.#byPlace.has(dependent))) return false; // prettier-ignore
    const moved = new Set(moving.dependencies.flatMap((place) => graph.asking(place).flatMap(({ dependent }) => this.#byPlace.get(dependent ?? -1) ?? []))); // prettier-ignore
    return [...moved].every(
      (by) => !this.#stillAsks(by, moving.name) || this.#accepts(by.needs ?? null, moving.name, version),
    );
  }

  /** The smallest candidate that helps, found by halving; false where there is none. */
  async #take(moving: Moving, candidates: readonly Offered[]): Promise<boolean> {
    const below = this.#below(moving);
    let found: { offered: Offered; needs: Needs | undefined } | null = null;
    for (let [low, high] = [0, candidates.length - 1], at = high; low <= high; at = (low + high) >> 1) {
      const offered = candidates[at] as Offered;
      const needs = below.length === 0 ? undefined : await this.question.needsOf(moving.name, offered.version);
      if (needs === undefined || this.#helps(needs, below)) {
        found = { offered, needs };
        high = at - 1;
      } else {
        // The newest was asked first: if that one does not help, older ones hardly do.
        low = at + 1;
      }
    }
    if (!found) return false;
    moving.at = moving.candidates.indexOf(found.offered);
    moving.needs = found.needs;
    return true;
  }

  /** Whether what a release asks for leaves each package below it a version that it may have. */
  #helps(needs: Needs, below: readonly Moving[]): boolean {
    if (needs === null) return false;
    return below.every(
      ({ name, candidates, at }) =>
        askedOf(needs, name).length === 0 ||
        candidates.slice(at).some(({ version }) => this.#accepts(needs, name, version)),
    );
  }

  /** What moves and is asked for by a package. */
  #below({ dependencies }: Moving): Moving[] {
    const asked = dependencies.flatMap((place) => this.question.graph.askedBy(place));
    return [...new Set(asked.flatMap(({ dependency }) => this.#byPlace.get(dependency) ?? []))];
  }
}

/** Null where the package has to go altogether. */
function versionOf({ candidates, at }: Moving): string | null {
  return candidates[at]?.version ?? null;
}
