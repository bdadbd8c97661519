/** Whether those who ask for a dependency accept another version of it. */

import type { PackageTypePlug, Requirement } from '../../../package-types/index.ts';
import { type DependencyGraph, type GraphConstraint, spelled } from './dependency-graph.ts';

export interface Refusal {
  /** `dependent`: another package; `project`: a manifest's own requirement; `rule`: a constraint of the project. */
  by: 'dependent' | 'project' | 'rule';
  /** A part of a sentence: `express 4.17.1 asks for 6.7.0`. */
  text: string;
  /** The dependent's place in the graph. */
  dependent: number | null;
}

/** Prepared once for the dependencies of one package and version, since many versions are asked for. */
export class Acceptance {
  readonly #asking: ReadonlyMap<string, readonly Requirement[]>;
  readonly #rules: readonly GraphConstraint[];
  /** Whether requirements that bear on the answer are not known. */
  readonly isPartlyUnknown: boolean;

  constructor(
    private readonly graph: DependencyGraph,
    private readonly plug: PackageTypePlug,
    private readonly dependencies: readonly number[],
  ) {
    const asking = dependencies.flatMap((index) =>
      graph.asking(index).filter((requirement) => !isOwnPin(graph, index, requirement)),
    );
    const first = graph.at(dependencies[0] ?? 0);
    this.#rules = graph.rulesFor(first.packageType, first.name);
    const decided = asking.filter((requirement) => !this.#isOverridden(requirement));
    this.isPartlyUnknown = decided.some(({ requirement, dependent }) => requirement === null && dependent !== null);
    const known = decided.filter(({ requirement, isIndirect }) => requirement !== null && !isIndirect);
    this.#asking = Map.groupBy(known, ({ requirement }) => requirement as string);
  }

  /** Who does not accept the version; empty where everybody does. */
  refusals(version: string): Refusal[] {
    const refused: Refusal[] = [];
    for (const [requirement, asking] of this.#asking) {
      if (this.plug.versions.satisfies(version, requirement)) continue;
      for (const each of asking) refused.push(this.#refusal(each));
    }
    for (const rule of this.#rules) if (this.#forbids(rule, version)) refused.push(refusalOf(rule));
    return refused;
  }

  /** Whether an override of the project decides the version already. */
  get isOverridden(): boolean {
    return this.#rules.some(({ kind }) => kind === 'override');
  }

  #refusal({ dependent, written, requirement, place }: Requirement): Refusal {
    // Yarn writes its own word for the registry in front.
    const asked = written === '' || written.startsWith('npm:') ? requirement : written;
    if (dependent === null) return { by: 'project', text: `${place.path} asks for ${asked}`, dependent };
    return { by: 'dependent', text: `${spelled(this.graph.at(dependent))} asks for ${asked}`, dependent };
  }

  /** An override stands against what dependents ask for, and not against the project's own requirement. */
  #isOverridden({ dependent }: Requirement): boolean {
    if (dependent === null) return false;
    return this.#rules.some(({ kind, below }) => {
      if (kind !== 'override') return false;
      const above = below.at(-1);
      return above === undefined || above === this.graph.at(dependent).name;
    });
  }

  #forbids({ kind, requirement, below }: GraphConstraint, version: string): boolean {
    const { versions } = this.plug;
    if (kind === 'exclude') return versions.normalise(version) === versions.normalise(requirement);
    if (kind === 'bound') return requirement !== '' && !versions.satisfies(version, requirement);
    // What is no range of versions, such as a reference to another entry, forbids nothing that can be told.
    if (kind !== 'override' || below.length > 0) return false;
    const isRange = this.dependencies.some((index) => {
      const current = this.graph.at(index).version;
      return current !== null && versions.satisfies(current, requirement);
    });
    return isRange && !versions.satisfies(version, requirement);
  }
}

function refusalOf({ kind, requirement, place }: GraphConstraint): Refusal {
  const words = { exclude: 'excludes', override: 'decides for', bound: 'allows', replace: '', central: '' } as const;
  return { by: 'rule', text: `${place.path} line ${place.line} ${words[kind]} ${requirement}`, dependent: null };
}

/** A pin in a compiled list of requirements is what the list locks, and asks for nothing. */
function isOwnPin(graph: DependencyGraph, index: number, { dependent, place, requirement }: Requirement): boolean {
  const { lockfile, packageType } = graph.at(index);
  return (
    dependent === null && packageType === 'PYPI' && place.path === lockfile && (requirement ?? '').startsWith('==')
  );
}
