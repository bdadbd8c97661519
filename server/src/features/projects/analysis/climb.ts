/** Raises the dependents of a vulnerable package, and theirs, until everybody accepts what they get. */

import type { VersionRules } from '../../../package-types/index.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import type { Movable, Movables } from './movable.ts';
import { type Conflict, type Moving, MovingPackages, versionOf } from './moving.ts';
import type { Offered } from './offer.ts';
import type { Needs } from './release-needs.ts';

/** Longer ways between what is raised and what is vulnerable are hardly of one cause, and each level multiplies the questions. */
const MOST_LEVELS = 6;
/** As many as families of packages have that are released in step; each of them has to be written and proved. */
const MOST_RAISED = 20;
/** Each step chooses a newer version of one package, so that there are a few for each that is raised. */
const MOST_STEPS = 5 * MOST_RAISED;

/** A package with the version that it is to have. */
export interface Moved extends Movable {
  /** 0 for the vulnerable package, 1 for a dependent of it that is raised, and so on. */
  level: number;
  to: string;
}

export interface ClimbQuestion {
  graph: DependencyGraph;
  versions: Pick<VersionRules, 'satisfies'>;
  movables: Pick<Movables, 'of'>;
  /** What a release asks for. */
  needsOf: (name: string, version: string) => Promise<Needs>;
  signal: AbortSignal;
}

/**
 * Greedy, and never turns back: where somebody does not accept the version of a package, a newer one that all accept is chosen; where
 * there is none, that dependent is raised to its smallest release which accepts one, or does not ask for the package any more; where
 * there is none either, the dependent itself has to go, which is up to those who ask for it. Versions only ever rise, so this ends,
 * cycles included.
 */
export class Climb {
  readonly #moving: MovingPackages;

  constructor(private readonly question: ClimbQuestion) {
    this.#moving = new MovingPackages(question.graph, question.versions);
  }

  /** What has to move, the vulnerable package among it so long as anybody needs it; null where raising does not lead there. */
  async from(vulnerable: Movable): Promise<Moved[] | null> {
    this.#moving.add({ ...vulnerable, level: 0, at: 0, needs: undefined });
    for (let step = 0; step < MOST_STEPS; step += 1) {
      this.question.signal.throwIfAborted();
      await this.#learnNeeds();
      const conflict = this.#moving.conflict();
      if (!conflict) return this.#outcome();
      if (!(await this.#settle(conflict))) return null;
    }
    return null;
  }

  #outcome(): Moved[] | null {
    const needed = this.#moving.all.filter(({ dependencies }) => dependencies.some((place) => this.#moving.isNeeded(place))); // prettier-ignore
    const moved = needed.flatMap((each): Moved[] => {
      const to = versionOf(each);
      return to === null ? [] : [{ ...each, to }];
    });
    // Whoever asks for what has to go may do so without anybody knowing.
    return moved.length === needed.length ? moved : null;
  }

  /** Of the vulnerable package, whose needs do not matter until something else moves. */
  async #learnNeeds(): Promise<void> {
    const [vulnerable, raised] = this.#moving.all;
    const version = vulnerable && versionOf(vulnerable);
    if (!vulnerable || !raised || !version || vulnerable.needs !== undefined) return;
    vulnerable.needs = await this.question.needsOf(vulnerable.name, version);
  }

  async #settle({ moving, dependent }: Conflict): Promise<boolean> {
    if (dependent === null) return false;
    const by = this.#moving.at(dependent);
    if (await this.#moveUp(moving, by !== null)) return true;
    if (!by) return this.#join(dependent, moving.level + 1);
    await this.#choose(by, by.at + 1);
    return true;
  }

  /** To a newer version that everybody accepts, or where that is not enough for one which moves itself: that all those accept. */
  async #moveUp(moving: Moving, isForMoving: boolean): Promise<boolean> {
    const newer = moving.candidates.slice(moving.at + 1);
    if (await this.#take(moving, this.#accepted(moving, newer, true))) return true;
    return isForMoving && this.#take(moving, this.#accepted(moving, newer, false));
  }

  async #join(dependent: number, level: number): Promise<boolean> {
    const raised = this.#moving.all.length - 1;
    if (level > MOST_LEVELS || raised === MOST_RAISED) return false;
    const moving: Moving = { ...this.question.movables.of(dependent), level, at: 0, needs: undefined };
    this.#moving.add(moving);
    await this.#choose(moving, 0);
    return true;
  }

  /** The smallest that helps of those that everybody accepts; where none does, of all. */
  async #choose(moving: Moving, from: number): Promise<void> {
    const open = moving.candidates.slice(from);
    const accepted = this.#accepted(moving, open, true);
    if ((await this.#take(moving, accepted)) || (await this.#take(moving, open))) return;
    moving.at = moving.candidates.length;
    moving.needs = null;
  }

  #accepted(moving: Moving, candidates: readonly Offered[], byAll: boolean): Offered[] {
    const isAccepted = this.#moving.acceptanceOf(moving, byAll);
    return candidates.filter(({ version }) => isAccepted(version));
  }

  /** The smallest candidate that helps, found by halving; false where there is none. */
  async #take(moving: Moving, candidates: readonly Offered[]): Promise<boolean> {
    let found: { offered: Offered; needs: Needs } | null = null;
    for (let [low, high] = [0, candidates.length - 1], at = high; low <= high; at = (low + high) >> 1) {
      const offered = candidates[at] as Offered;
      const needs = await this.question.needsOf(moving.name, offered.version);
      if (this.#moving.leavesVersions(moving, needs)) {
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
}
