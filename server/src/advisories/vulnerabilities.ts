/** Which records tell of one vulnerability: those that share a name, in any number of steps. */

import { eachInSlices, type Slices } from '../lib/in-slices.ts';
import { moreSevere, type Severity } from './severity.ts';

/** What several databases know under several names. */
export interface Vulnerability {
  /** Every id and alias, the one to show first. */
  names: string[];
  /** The most severe one that any of the records gives. */
  severity: Severity | null;
}

/** What of a record is needed to tell. */
export interface NamedRecord {
  id: string;
  aliases: readonly string[];
  severity: Severity | null;
}

/** Databases in the order in which their ids are shown: the one that most people look up first. */
const ORDER = ['GHSA-', 'GO-', 'PYSEC-', 'MAL-'];

/**
 * Groups records by their names: aliases hold both ways and from one to the next, as
 * https://ossf.github.io/osv-schema/#aliases-field has it.
 */
export class Vulnerabilities {
  /** From a name to one that is nearer to its group's own; that one is its own. */
  readonly #parents = new Map<string, string>();
  readonly #groups = new Map<string, Vulnerability>();

  add({ id, aliases }: NamedRecord): void {
    this.#rootOf(id);
    for (const alias of aliases) this.#parents.set(this.#rootOf(alias), this.#rootOf(id));
  }

  /** To be done once, when all records were added. */
  *group(records: readonly NamedRecord[]): Slices<void> {
    yield* eachInSlices([...this.#parents.keys()], (name) => this.of(name).names.push(name));
    yield* eachInSlices([...this.#groups.values()], ({ names }) => names.sort(compareNames));
    yield* eachInSlices(records, ({ id, severity }) => {
      const vulnerability = this.of(id);
      vulnerability.severity = moreSevere(vulnerability.severity, severity);
    });
  }

  of(name: string): Vulnerability {
    const root = this.#rootOf(name);
    let group = this.#groups.get(root);
    if (!group) this.#groups.set(root, (group = { names: [], severity: null }));
    return group;
  }

  #rootOf(name: string): string {
    let root = name;
    for (let parent = this.#parents.get(root); parent !== root; parent = this.#parents.get(root)) {
      if (parent === undefined) this.#parents.set(root, root);
      else root = parent;
    }
    // Every name that was passed leads straight to the root from now on.
    for (let step = name; step !== root;) {
      const next = this.#parents.get(step) as string;
      this.#parents.set(step, root);
      step = next;
    }
    return root;
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
