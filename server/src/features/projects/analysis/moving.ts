/** Packages that have to have other versions, and who asks for them once the chosen versions are there. */

import type { VersionRules } from '../../../package-types/index.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import type { Movable } from './movable.ts';
import { askedOf, type Needs } from './release-needs.ts';

export interface Moving extends Movable {
  /** How many dependents lie between it and the vulnerable package, itself included; 0 for the vulnerable one. */
  level: number;
  /** The place of its version among the candidates, which only ever rises; behind the last where the package has to go altogether. */
  at: number;
  /** What its version asks for; undefined where nobody asked yet. */
  needs: Needs | undefined;
}

/** That somebody does not accept the version of a package, or asks for one which has to go. */
export interface Conflict {
  moving: Moving;
  /** Its place in the graph; null where it is the project itself. */
  dependent: number | null;
}

/** Null where the package has to go altogether. */
export function versionOf({ candidates, at }: Moving): string | null {
  return candidates[at]?.version ?? null;
}

export class MovingPackages {
  readonly all: Moving[] = [];
  readonly #byPlace = new Map<number, Moving>();

  constructor(
    private readonly graph: DependencyGraph,
    private readonly versions: Pick<VersionRules, 'satisfies'>,
  ) {}

  add(moving: Moving): void {
    this.all.push(moving);
    for (const place of moving.dependencies) this.#byPlace.set(place, moving);
  }

  at(place: number): Moving | null {
    return this.#byPlace.get(place) ?? null;
  }

  conflict(): Conflict | null {
    for (const moving of this.all) {
      for (const dependent of this.#refusing(moving))
        if (dependent === null || this.isNeeded(dependent)) return { moving, dependent };
    }
    return null;
  }

  /** Whether all accept a version of a package: those that move in their chosen versions, and `byAll` also those that stay. */
  acceptanceOf(moving: Moving, byAll: boolean): (version: string) => boolean {
    const { name, acceptance } = moving;
    const linked = [...this.#asking(moving)].flatMap((dependent) => this.#atOrNone(dependent));
    const moved = [...new Set([...linked, ...(this.#newlyAsking().get(name) ?? [])])];
    const isStaying = (dependent: number | null) => dependent !== null && !this.at(dependent);
    return (version) =>
      moved.every((by) => this.#accepts(by, name, version)) &&
      !(byAll && acceptance.refusals(version).some(({ dependent }) => isStaying(dependent)));
  }

  /** Whether what a release of a package asks for leaves all that move a version which they may have. */
  leavesVersions(by: Moving, needs: Needs): boolean {
    // A raise that rests on what is not known is none; the vulnerable package itself is not chosen by its needs.
    if (needs === null) return by.level === 0;
    return [...new Set(needs.map(({ name }) => name))].every((name) => {
      const asked = askedOf(needs, name);
      if (asked.length === 0) return true;
      return this.#linkedTo(by, name).every(({ candidates, at }) =>
        candidates.slice(at).some(({ version }) => this.#satisfiesAll(version, asked)),
      );
    });
  }

  /** Whether a way leads from the project to a dependency, by what the chosen versions ask for. */
  isNeeded(dependency: number): boolean {
    const newlyAsking = this.#newlyAsking();
    const reached = new Set([dependency]);
    for (const place of reached) {
      const asking = this.graph.asking(place);
      if (asking.length === 0) return true;
      const { name } = this.graph.at(place);
      for (const { dependent } of asking) {
        if (dependent === null) return true;
        const by = this.at(dependent);
        if (!by || stillAsks(by, name)) reached.add(dependent);
      }
      for (const by of newlyAsking.get(name) ?? []) for (const each of by.dependencies) reached.add(each);
    }
    return false;
  }

  *#refusing(moving: Moving): Generator<number | null> {
    const { name, dependencies, acceptance } = moving;
    const version = versionOf(moving);
    // Who asks for it is not known, or it is a part of the project.
    if (version === null && dependencies.some((place) => this.graph.asking(place).length === 0)) yield null;
    const refusals = version === null ? [] : acceptance.refusals(version);
    const refusing = new Set(refusals.map(({ dependent }) => dependent));
    for (const dependent of this.#asking(moving)) {
      const [by] = this.#atOrNone(dependent);
      // The requirement of the project itself is its own to change.
      const isRefused = version === null || (dependent !== null && refusing.has(dependent));
      if (by ? !this.#accepts(by, name, version) : isRefused) yield dependent;
    }
    for (const by of this.#newlyAsking().get(name) ?? [])
      if (!this.#accepts(by, name, version)) yield by.dependencies[0] ?? null;
  }

  /** Also where it does not ask for the package any more, or nobody knows. */
  #accepts(by: Moving, name: string, version: string | null): boolean {
    if (versionOf(by) === null) return true;
    const asked = askedOf(by.needs ?? null, name);
    return asked.length === 0 || (version !== null && this.#satisfiesAll(version, asked));
  }

  #atOrNone(place: number | null): Moving[] {
    const moving = place === null ? null : this.at(place);
    return moving ? [moving] : [];
  }

  #satisfiesAll(version: string, asked: readonly string[]): boolean {
    return asked.every((requirement) => this.versions.satisfies(version, requirement));
  }

  /** The dependents of a package, each once. */
  #asking({ dependencies }: Moving): Set<number | null> {
    return new Set(dependencies.flatMap((place) => this.graph.asking(place).map(({ dependent }) => dependent)));
  }

  /** By name: those that move and ask for it in their chosen versions, while the present ones do not. */
  #newlyAsking(): Map<string, Moving[]> {
    const newlyAsking = new Map<string, Moving[]>();
    for (const by of this.all) {
      if (versionOf(by) === null) continue;
      const names = new Set((by.needs ?? []).flatMap(({ name, kind }) => (kind === 'development' ? [] : name)));
      for (const name of names) {
        if (this.#heldBy(by, name).length === 0) newlyAsking.set(name, [...(newlyAsking.get(name) ?? []), by]);
      }
    }
    return newlyAsking;
  }

  /** What moves of a name that a package asks for: those that it has got, of a name that is new to it all. */
  #linkedTo(by: Moving, name: string): Moving[] {
    const held = this.#heldBy(by, name);
    if (held.length === 0) return this.all.filter((each) => each !== by && each.name === name);
    return [...new Set(held.flatMap((place) => this.at(place) ?? []))];
  }

  #heldBy({ dependencies }: Moving, name: string): number[] {
    return dependencies.flatMap((place) =>
      this.graph
        .askedBy(place)
        .flatMap(({ dependency }) => (this.graph.at(dependency).name === name ? [dependency] : [])),
    );
  }
}

function stillAsks(moving: Moving, name: string): boolean {
  if (versionOf(moving) === null) return false;
  // What is not known is as it was.
  return !moving.needs || askedOf(moving.needs, name).length > 0;
}
