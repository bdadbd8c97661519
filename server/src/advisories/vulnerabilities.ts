/** Which records tell of one vulnerability: those that share a name, in any number of steps. */

import { eachPlaceInSlices, type Slices } from '../lib/in-slices.ts';
import { NamePool } from './name-pool.ts';
import { groupedPlaces, NumberList, type Grouped } from './number-list.ts';

/** Databases in the order in which their ids are shown: the one that most people look up first. */
const ORDER = ['GHSA-', 'GO-', 'PYSEC-', 'MAL-'];

/**
 * Groups records by their names: aliases hold both ways and from one to the next, as
 * https://ossf.github.io/osv-schema/#aliases-field has it. Names and groups are numbers.
 */
export class Vulnerabilities {
  readonly #names: NamePool;
  /** From a name to one that is nearer to its group's own; that one is its own. */
  readonly #parents: NumberList;
  #members: Grouped | null = null;

  /** `expected` names. */
  constructor(expected = 0) {
    this.#names = new NamePool(expected);
    this.#parents = new NumberList(expected);
  }

  /** The number of the record's own name. */
  add(id: string, aliases: readonly string[]): number {
    const name = this.#numberOf(id);
    for (const alias of aliases) this.#parents.set(this.groupOf(this.#numberOf(alias)), this.groupOf(name));
    return name;
  }

  /** To be done once, when all records were added. */
  *group(): Slices<void> {
    const groups = new Uint32Array(this.count);
    yield* eachPlaceInSlices(this.count, (name) => {
      groups[name] = this.groupOf(name);
    });
    this.#members = groupedPlaces(groups, this.count);
    this.#names.freeze();
  }

  /** Of all names, which is also that of the largest group. */
  get count(): number {
    return this.#names.count;
  }

  groupOf(name: number): number {
    let root = name;
    while (this.#parents.at(root) !== root) root = this.#parents.at(root);
    // Every name that was passed leads straight to the root from now on.
    for (let step = name; step !== root;) {
      const next = this.#parents.at(step);
      this.#parents.set(step, root);
      step = next;
    }
    return root;
  }

  nameOf(name: number): string {
    return this.#names.text(name);
  }

  /** Every id and alias of a group, the one to show first. Needs `group`. */
  namesOf(group: number): string[] {
    if (!this.#members) return [];
    const { starts, items } = this.#members;
    return [...items.subarray(starts[group], starts[group + 1])].map((name) => this.nameOf(name)).sort(compareNames);
  }

  #numberOf(text: string): number {
    const name = this.#names.add(text);
    if (name === this.#parents.length) this.#parents.push(name);
    return name;
  }
}

/** The order in which names of one vulnerability are shown. */
export function compareNames(one: string, other: string): number {
  const difference = rankOf(one) - rankOf(other);
  if (difference !== 0) return difference;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function rankOf(name: string): number {
  const rank = ORDER.findIndex((beginning) => name.startsWith(beginning));
  return rank === -1 ? ORDER.length : rank;
}
