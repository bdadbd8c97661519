/** The dependencies of a project with who asks for them, prepared so that each question is a look-up. */

import type { PackageType } from '@backline/shared';
import type { Constraint, Dependency, Requirement } from '../../../package-types/index.ts';

export interface GraphDependency extends Dependency {
  packageType: PackageType;
}

export interface GraphConstraint extends Constraint {
  packageType: PackageType;
}

export interface ReadGraph {
  dependencies: readonly GraphDependency[];
  requirements: readonly Requirement[];
  constraints: readonly GraphConstraint[];
}

const NONE: readonly never[] = [];

export class DependencyGraph {
  readonly dependencies: readonly GraphDependency[];
  readonly requirements: readonly Requirement[];
  readonly #incoming: ReadonlyMap<number, readonly Requirement[]>;
  readonly #rules: ReadonlyMap<string, readonly GraphConstraint[]>;
  #byName: ReadonlyMap<string, readonly number[]> | null = null;
  #outgoing: ReadonlyMap<number | null, readonly Requirement[]> | null = null;
  #direct: ReadonlyMap<number, number> | null = null;

  constructor({ dependencies, requirements, constraints }: ReadGraph) {
    this.dependencies = dependencies;
    this.requirements = requirements;
    this.#incoming = Map.groupBy(requirements, ({ dependency }) => dependency);
    this.#rules = Map.groupBy(constraints, ({ packageType, name }) => nameKey(packageType, name));
  }

  at(index: number): GraphDependency {
    const found = this.dependencies[index];
    if (!found) throw new Error(`There is no dependency ${index}.`);
    return found;
  }

  /** Who asks for a dependency. */
  asking(index: number): readonly Requirement[] {
    return this.#incoming.get(index) ?? NONE;
  }

  /** What a dependency asks for. */
  askedBy(index: number): readonly Requirement[] {
    this.#outgoing ??= Map.groupBy(this.requirements, ({ dependent }) => dependent);
    return this.#outgoing.get(index) ?? NONE;
  }

  named(packageType: PackageType, name: string): readonly number[] {
    this.#byName ??= Map.groupBy(this.dependencies.keys(), (index) => {
      const { packageType: type, name: own } = this.at(index);
      return nameKey(type, own);
    });
    return this.#byName.get(nameKey(packageType, name)) ?? NONE;
  }

  rulesFor(packageType: PackageType, name: string): readonly GraphConstraint[] {
    return this.#rules.get(nameKey(packageType, name)) ?? NONE;
  }

  /** The direct dependency from which the shortest way leads to a dependency, itself where it is one; null where none does. */
  directAbove(index: number): number | null {
    this.#direct ??= this.#nearestDirect();
    return this.#direct.get(index) ?? null;
  }

  /** Names of everything that leads to one of the dependencies, their own included. One pass, cycles included. */
  leadingTo(targets: Iterable<number>): Set<number> {
    const reached = new Set(targets);
    for (const index of reached) {
      for (const { dependent } of this.asking(index)) if (dependent !== null) reached.add(dependent);
    }
    return reached;
  }

  #nearestDirect(): Map<number, number> {
    const nearest = new Map<number, number>();
    this.dependencies.forEach(({ isDirect }, index) => isDirect && nearest.set(index, index));
    for (const [index, direct] of nearest) {
      for (const { dependency } of this.askedBy(index)) if (!nearest.has(dependency)) nearest.set(dependency, direct);
    }
    return nearest;
  }
}

export function nameKey(packageType: PackageType, name: string): string {
  return `${packageType}\n${name}`;
}

/** For sentences. */
export function spelled({ writtenName, version }: Pick<Dependency, 'writtenName' | 'version'>): string {
  return version === null ? writtenName : `${writtenName} ${version}`;
}
