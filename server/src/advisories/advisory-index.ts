/** Advisories in memory: from a package and a version to what affects it. */

import type { PackageType } from '@backline/shared';
import { readName, versionKey } from './ecosystems.ts';
import { inOrder } from './ranges.ts';
import { moreSevere, type Severity } from './severity.ts';
import { compareNames, type Vulnerabilities } from './vulnerabilities.ts';

/** A version of a package, as a project depends on it. */
export interface PackageVersion {
  packageType: PackageType;
  name: string;
  version: string;
}

/** A vulnerability that affects a version; records of several databases that tell of it are one match. */
export interface AdvisoryMatch {
  /** The record to show, one of `records`. */
  id: string;
  /** Every other name of the vulnerability. */
  aliases: readonly string[];
  /** The records that say that the version is affected. */
  records: readonly string[];
  /** What the records say of this package; where they say nothing, what is said of the vulnerability. */
  severity: Severity | null;
  /** Every version of the package that the records call fixed, oldest first; some may be older than the version. */
  fixedVersions: readonly string[];
}

/**
 * What the index is made of. Everything is a number: a package, an entry (what one record says of one package), a text, a name,
 * a group of names, a severity. Hundreds of thousands of objects in their place would take several times the memory.
 */
export interface IndexParts {
  /** Numbers of packages. */
  packages: ReadonlyMap<PackageType, ReadonlyMap<string, number>>;
  /** Keys and versions, each once. */
  texts: readonly string[];
  /** The intervals of package `n` are those from `starts[n]` to `starts[n + 1]`; those of one entry stand together. */
  starts: Uint32Array;
  lower: Uint32Array;
  upper: Uint32Array;
  entries: Uint32Array;
  /** Of some packages, enumerated texts that are no versions, and the entries that enumerate them. */
  byText: ReadonlyMap<number, ReadonlyMap<string, readonly number[]>>;
  /** Of an entry, the name of its record. */
  entryNames: Uint32Array;
  entrySeverities: Uint32Array;
  /** The fixed versions of entry `n` are those from `fixedStarts[n]` to `fixedStarts[n + 1]`. */
  fixedStarts: Uint32Array;
  fixed: Uint32Array;
  vulnerabilities: Vulnerabilities;
  /** Of a group, the most severe one that any of its records gives. */
  groupSeverities: Uint32Array;
  /** The first one is none. */
  severities: readonly (Severity | null)[];
}

/** Matches that are kept for the next time. */
const MOST_KEPT = 20_000;

const NOTHING: readonly AdvisoryMatch[] = [];

export class AdvisoryIndex {
  readonly #parts: IndexParts;
  /** By entry, made when they are first needed. */
  readonly #matches = new Map<number, AdvisoryMatch>();

  constructor(parts: IndexParts) {
    this.#parts = parts;
  }

  /** The advisories that affect a version, in no particular order. What is no name or no version is affected by none. */
  match(packageType: PackageType, name: string, version: string): readonly AdvisoryMatch[] {
    const found = this.#find(packageType, name);
    if (found === undefined) return NOTHING;
    const key = versionKey(packageType, version);
    const hits = key === null ? (this.#parts.byText.get(found)?.get(version) ?? []) : this.#entriesAt(found, key);
    if (hits.length === 0) return NOTHING;
    return hits.length === 1 ? [this.#singleMatch(hits[0] as number)] : this.#mergedMatches(packageType, hits);
  }

  /** The same for many, place by place. */
  matchAll(versions: readonly PackageVersion[]): (readonly AdvisoryMatch[])[] {
    return versions.map(({ packageType, name, version }) => this.match(packageType, name, version));
  }

  /** Names are kept normalised, and a normalised name stays as it is: only what is not found needs to be read. */
  #find(packageType: PackageType, name: string): number | undefined {
    const packages = this.#parts.packages.get(packageType);
    const found = packages?.get(name);
    if (found !== undefined || !packages || NAMES_AS_WRITTEN.has(packageType)) return found;
    const read = readName(packageType, name);
    return 'name' in read ? packages.get(read.name) : undefined;
  }

  #entriesAt(found: number, key: string): readonly number[] {
    const { starts, lower, upper, entries, texts } = this.#parts;
    let hits: number[] | undefined;
    const end = starts[found + 1] as number;
    for (let place = starts[found] as number; place < end; place += 1) {
      if ((texts[lower[place] as number] as string) > key || key >= (texts[upper[place] as number] as string)) continue;
      const entry = entries[place] as number;
      if (!hits) hits = [entry];
      else if (entry !== hits.at(-1)) hits.push(entry);
    }
    return hits ?? [];
  }

  #singleMatch(entry: number): AdvisoryMatch {
    const known = this.#matches.get(entry);
    if (known) return known;
    const match = this.#merged([entry], this.#fixedOf(entry));
    if (this.#matches.size >= MOST_KEPT) this.#matches.clear();
    this.#matches.set(entry, match);
    return match;
  }

  #mergedMatches(packageType: PackageType, hits: readonly number[]): AdvisoryMatch[] {
    const groups = hits.map((entry) => this.#groupOf(entry));
    const isEachItsOwn = groups.every((group, place) => groups.indexOf(group) === place);
    if (isEachItsOwn) return hits.map((entry) => this.#singleMatch(entry));
    return [...Map.groupBy(hits, (entry) => this.#groupOf(entry)).values()].map((group) => {
      if (group.length === 1) return this.#singleMatch(group[0] as number);
      const fixed = group.flatMap((entry) => this.#fixedOf(entry));
      return this.#merged(group, inOrder(packageType, fixed));
    });
  }

  /** Of entries that tell of one vulnerability. */
  #merged(entries: readonly number[], fixedVersions: readonly string[]): AdvisoryMatch {
    const { vulnerabilities, entryNames, entrySeverities, groupSeverities, severities } = this.#parts;
    const group = this.#groupOf(entries[0] as number);
    const records = entries.map((entry) => vulnerabilities.nameOf(entryNames[entry] as number)).sort(compareNames) as [
      string,
    ];
    const said = entries.map((entry) => severities[entrySeverities[entry] as number] ?? null).reduce(moreSevere, null);
    return {
      id: records[0],
      aliases: vulnerabilities.namesOf(group).filter((name) => name !== records[0]),
      records,
      severity: said ?? severities[groupSeverities[group] as number] ?? null,
      fixedVersions,
    };
  }

  #groupOf(entry: number): number {
    return this.#parts.vulnerabilities.groupOf(this.#parts.entryNames[entry] as number);
  }

  #fixedOf(entry: number): string[] {
    const { fixedStarts, fixed, texts } = this.#parts;
    return [...fixed.subarray(fixedStarts[entry], fixedStarts[entry + 1])].map((text) => texts[text] as string);
  }
}

/** Package types that compare names letter by letter. */
const NAMES_AS_WRITTEN: ReadonlySet<PackageType> = new Set(['NPM', 'GO']);
