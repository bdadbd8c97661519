/** Advisories in memory: from a package and a version to what affects it. */

import type { PackageType } from '@backline/shared';
import { eachInSlices, type Slices } from '../lib/in-slices.ts';
import { boundKey, readName, versionKey } from './ecosystems.ts';
import { BEHIND, keysOf } from './ranges.ts';
import type { AdvisoryRecord, AffectedPackage } from './record.ts';
import { moreSevere, type Severity } from './severity.ts';
import { compareNames, Vulnerabilities, type NamedRecord, type Vulnerability } from './vulnerabilities.ts';

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

/** What the index keeps of a record. */
export type IndexedRecord = Pick<AdvisoryRecord, 'id' | 'aliases' | 'severity' | 'affected'>;

const NOTHING: readonly AdvisoryMatch[] = [];

/** What one record says of one package. */
interface Entry {
  id: string;
  vulnerability: Vulnerability;
  severity: Severity | null;
  fixed: readonly string[];
  /** Made when it is first needed. */
  match: AdvisoryMatch | null;
}

/** The intervals of one package, place by place; those of one entry stand together. */
interface PackageEntries {
  lower: string[];
  upper: string[];
  entries: Entry[];
  /** Enumerated texts that are no versions. */
  byText: Map<string, Entry[]> | null;
}

export class AdvisoryIndex {
  readonly #packages: ReadonlyMap<PackageType, ReadonlyMap<string, PackageEntries>>;

  constructor(packages: ReadonlyMap<PackageType, ReadonlyMap<string, PackageEntries>>) {
    this.#packages = packages;
  }

  /** The advisories that affect a version, in no particular order. What is no name or no version is affected by none. */
  match(packageType: PackageType, name: string, version: string): readonly AdvisoryMatch[] {
    const found = this.#find(packageType, name);
    if (!found) return NOTHING;
    const key = versionKey(packageType, version);
    const hits = key === null ? (found.byText?.get(version) ?? []) : entriesAt(found, key);
    if (hits.length === 0) return NOTHING;
    return hits.length === 1 ? [singleMatch(hits[0] as Entry)] : mergedMatches(packageType, hits);
  }

  /** The same for many, place by place. */
  matchAll(versions: readonly PackageVersion[]): (readonly AdvisoryMatch[])[] {
    return versions.map(({ packageType, name, version }) => this.match(packageType, name, version));
  }

  /** Names are kept normalised, and a normalised name stays as it is: only what is not found needs to be read. */
  #find(packageType: PackageType, name: string): PackageEntries | undefined {
    const packages = this.#packages.get(packageType);
    const found = packages?.get(name);
    if (found || !packages || NAMES_AS_WRITTEN.has(packageType)) return found;
    const read = readName(packageType, name);
    return 'name' in read ? packages.get(read.name) : undefined;
  }
}

/** Package types that compare names letter by letter. */
const NAMES_AS_WRITTEN: ReadonlySet<PackageType> = new Set(['NPM', 'GO']);

function entriesAt({ lower, upper, entries }: PackageEntries, key: string): Entry[] {
  const hits: Entry[] = [];
  let last: Entry | undefined;
  for (let place = 0; place < lower.length; place += 1) {
    if ((lower[place] as string) > key || key >= (upper[place] as string)) continue;
    const entry = entries[place] as Entry;
    if (entry !== last) hits.push(entry);
    last = entry;
  }
  return hits;
}

function singleMatch(entry: Entry): AdvisoryMatch {
  entry.match ??= {
    id: entry.id,
    aliases: entry.vulnerability.names.filter((name) => name !== entry.id),
    records: [entry.id],
    severity: entry.severity ?? entry.vulnerability.severity,
    fixedVersions: entry.fixed,
  };
  return entry.match;
}

function mergedMatches(packageType: PackageType, hits: readonly Entry[]): AdvisoryMatch[] {
  const groups = Map.groupBy(hits, ({ vulnerability }) => vulnerability);
  return [...groups].map(([vulnerability, group]) =>
    group.length === 1 ? singleMatch(group[0] as Entry) : merged(packageType, vulnerability, group),
  );
}

function merged(packageType: PackageType, vulnerability: Vulnerability, group: readonly Entry[]): AdvisoryMatch {
  const records = group.map(({ id }) => id).sort(compareNames);
  const said = group.map(({ severity }) => severity).reduce(moreSevere, null);
  return {
    id: records[0] as string,
    aliases: vulnerability.names.filter((name) => name !== records[0]),
    records,
    severity: said ?? vulnerability.severity,
    fixedVersions: inOrder(packageType, group.flatMap(({ fixed }) => fixed)), // prettier-ignore
  };
}

/** Takes records one by one and makes the index of them; a record is to be added once. */
export class AdvisoryIndexBuilder {
  readonly #packages = new Map<PackageType, Map<string, PackageEntries>>();
  readonly #vulnerabilities = new Vulnerabilities();
  readonly #records: NamedRecord[] = [];
  readonly #entries: Entry[] = [];
  /** The same bounds stand in many records. */
  readonly #texts = new Map<string, string>();

  add({ id, aliases, severity, affected }: IndexedRecord): void {
    const record = { id, aliases, severity };
    this.#vulnerabilities.add(record);
    this.#records.push(record);
    for (const entry of affected) this.#addPackage(record, entry);
  }

  /** To be done once, when all records were added. */
  *build(): Slices<AdvisoryIndex> {
    yield* this.#vulnerabilities.group(this.#records);
    yield* eachInSlices(this.#entries, (entry) => {
      entry.vulnerability = this.#vulnerabilities.of(entry.id);
    });
    return new AdvisoryIndex(this.#packages);
  }

  #addPackage(record: { id: string; severity: Severity | null }, affected: AffectedPackage): void {
    const { packageType } = affected;
    const entry: Entry = {
      id: record.id,
      vulnerability: UNGROUPED,
      severity: affected.severity ?? record.severity,
      fixed: inOrder(packageType, affected.fixed),
      match: null,
    };
    this.#entries.push(entry);
    const kept = this.#packageOf(packageType, affected.name);
    const first = kept.lower.length;
    for (const interval of affected.intervals) {
      const keys = keysOf(packageType, interval);
      if (keys) this.#addInterval(kept, keys.lower, keys.upper, entry);
    }
    const end = kept.lower.length;
    for (const version of affected.versions) {
      const key = versionKey(packageType, version);
      if (key === null) addText(kept, version, entry);
      // Most of what a record enumerates lies in its ranges as well.
      else if (!isWithin(kept, first, end, key)) this.#addInterval(kept, key, key + BEHIND, entry);
    }
  }

  #addInterval({ lower, upper, entries }: PackageEntries, from: string, to: string, entry: Entry): void {
    lower.push(this.#once(from));
    upper.push(this.#once(to));
    entries.push(entry);
  }

  #packageOf(packageType: PackageType, name: string): PackageEntries {
    let packages = this.#packages.get(packageType);
    if (!packages) this.#packages.set(packageType, (packages = new Map<string, PackageEntries>()));
    let kept = packages.get(name);
    if (!kept) packages.set(name, (kept = { lower: [], upper: [], entries: [], byText: null }));
    return kept;
  }

  /** One string for equal keys, in one piece of memory of one byte each. */
  #once(key: string): string {
    let known = this.#texts.get(key);
    if (known === undefined) {
      known = Buffer.from(key, 'latin1').toString('latin1');
      this.#texts.set(known, known);
    }
    return known;
  }
}

const UNGROUPED: Vulnerability = { names: [], severity: null };

function addText(kept: PackageEntries, text: string, entry: Entry): void {
  kept.byText ??= new Map();
  kept.byText.set(text, [...(kept.byText.get(text) ?? []), entry]);
}

function isWithin({ lower, upper }: PackageEntries, first: number, end: number, key: string): boolean {
  for (let place = first; place < end; place += 1) {
    if ((lower[place] as string) <= key && key < (upper[place] as string)) return true;
  }
  return false;
}

function inOrder(packageType: PackageType, versions: readonly string[]): readonly string[] {
  if (versions.length < 2) return versions;
  const byKey = new Map(versions.map((version) => [boundKey(packageType, version) ?? '', version]));
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, version]) => version);
}
