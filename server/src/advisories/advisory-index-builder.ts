import type { PackageType } from '@backline/shared';
import { eachPlaceInSlices, type Slices } from '../lib/in-slices.ts';
import { AdvisoryIndex } from './advisory-index.ts';
import { versionKey } from './ecosystems.ts';
import { groupedPlaces, NumberList } from './number-list.ts';
import { BEHIND, inOrder, keysOf, type KeyInterval } from './ranges.ts';
import type { AdvisoryRecord, AffectedPackage } from './record.ts';
import { moreSevere, type Severity } from './severity.ts';
import { Vulnerabilities } from './vulnerabilities.ts';

/** What the index keeps of a record. */
export type IndexedRecord = Pick<AdvisoryRecord, 'id' | 'aliases' | 'severity' | 'affected'>;

/** Takes records one by one and makes the index of them; a record is to be added once. */
export class AdvisoryIndexBuilder {
  readonly #packages = new Map<PackageType, Map<string, number>>();
  #packageCount = 0;
  readonly #texts = new Numbered<string>();
  /** By what they say, since records share few. */
  readonly #severities = new Numbered<Severity | null>([['', null]]);
  readonly #vulnerabilities: Vulnerabilities;
  /** Of each record. */
  readonly #records: Record<'names' | 'severities', NumberList>;
  /** Of each entry, what one record says of one package. */
  readonly #entries: Record<'names' | 'severities' | 'fixedStarts', NumberList>;
  readonly #fixed: NumberList;
  /** Of each interval, in the order in which they came. */
  readonly #intervals: Record<'packages' | 'lower' | 'upper' | 'entries', NumberList>;
  readonly #byText = new Map<number, Map<string, number[]>>();

  /** Makes room for so many records; there may be more or fewer. */
  constructor(expected = 0) {
    const list = (count = expected) => new NumberList(count);
    // Most records name one package and one other database, and have not many more ranges than one.
    const intervals = Math.ceil(expected * 1.5);
    this.#vulnerabilities = new Vulnerabilities(expected * 2);
    this.#records = { names: list(), severities: list() };
    this.#entries = { names: list(intervals), severities: list(intervals), fixedStarts: list(intervals) };
    this.#fixed = list(intervals);
    this.#intervals = {
      packages: list(intervals),
      lower: list(intervals),
      upper: list(intervals),
      entries: list(intervals),
    };
  }

  add({ id, aliases, severity, affected }: IndexedRecord): void {
    const name = this.#vulnerabilities.add(id, aliases);
    this.#records.names.push(name);
    this.#records.severities.push(this.#severity(severity));
    for (const entry of affected) this.#addPackage(name, severity, entry);
  }

  /** To be done once, when all records were added. */
  *build(): Slices<AdvisoryIndex> {
    yield* this.#vulnerabilities.group();
    const groupSeverities = new Uint32Array(this.#vulnerabilities.count);
    const severities = this.#severities.items;
    yield* eachPlaceInSlices(this.#records.names.length, (record) => {
      const group = this.#vulnerabilities.groupOf(this.#records.names.at(record));
      const known = severities[groupSeverities[group] as number] ?? null;
      const given = this.#records.severities.at(record);
      if (moreSevere(known, severities[given] ?? null) !== known) groupSeverities[group] = given;
    });
    const { starts, items } = groupedPlaces(this.#intervals.packages.toArray(), this.#packageCount);
    yield;
    this.#entries.fixedStarts.push(this.#fixed.length);
    return new AdvisoryIndex({
      packages: this.#packages,
      texts: this.#texts.items,
      starts,
      lower: items.map((place) => this.#intervals.lower.at(place)),
      upper: items.map((place) => this.#intervals.upper.at(place)),
      entries: items.map((place) => this.#intervals.entries.at(place)),
      byText: this.#byText,
      entryNames: this.#entries.names.toArray(),
      entrySeverities: this.#entries.severities.toArray(),
      fixedStarts: this.#entries.fixedStarts.toArray(),
      fixed: this.#fixed.toArray(),
      vulnerabilities: this.#vulnerabilities,
      groupSeverities,
      severities,
    });
  }

  #addPackage(name: number, severity: Severity | null, affected: AffectedPackage): void {
    const { packageType } = affected;
    const entry = this.#entries.names.length;
    this.#entries.names.push(name);
    this.#entries.severities.push(this.#severity(affected.severity ?? severity));
    this.#entries.fixedStarts.push(this.#fixed.length);
    for (const version of inOrder(packageType, affected.fixed)) this.#fixed.push(this.#text(version));
    const kept = this.#packageOf(packageType, affected.name);
    const intervals = affected.intervals.flatMap((interval) => keysOf(packageType, interval) ?? []);
    const ranges = intervals.length;
    for (const version of affected.versions) {
      const key = versionKey(packageType, version);
      if (key === null) this.#addText(kept, version, entry);
      // Most of what a record enumerates lies in its ranges as well.
      else if (!isWithin(intervals, ranges, key)) intervals.push({ lower: key, upper: key + BEHIND });
    }
    for (const { lower, upper } of intervals) {
      this.#intervals.packages.push(kept);
      this.#intervals.lower.push(this.#text(lower));
      this.#intervals.upper.push(this.#text(upper));
      this.#intervals.entries.push(entry);
    }
  }

  #packageOf(packageType: PackageType, name: string): number {
    let packages = this.#packages.get(packageType);
    if (!packages) this.#packages.set(packageType, (packages = new Map<string, number>()));
    let kept = packages.get(name);
    if (kept === undefined) packages.set(flat(name), (kept = this.#packageCount++));
    return kept;
  }

  #addText(kept: number, text: string, entry: number): void {
    let texts = this.#byText.get(kept);
    if (!texts) this.#byText.set(kept, (texts = new Map<string, number[]>()));
    texts.set(text, [...(texts.get(text) ?? []), entry]);
  }

  #text(text: string): number {
    return this.#texts.numberOf(text, flat);
  }

  #severity(severity: Severity | null): number {
    if (!severity) return 0;
    const { rating, score, vector } = severity;
    return this.#severities.numberOf(`${rating} ${score ?? ''} ${vector ?? ''}`, () => severity);
  }
}

/** Things by number, each once. */
class Numbered<T> {
  readonly items: T[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(first: readonly [key: string, item: T][] = []) {
    for (const [key, item] of first) this.numberOf(key, () => item);
  }

  numberOf(key: string, make: (key: string) => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.items.length;
    const item = make(key);
    this.items.push(item);
    this.#numbers.set(typeof item === 'string' ? item : key, number);
    return number;
  }
}

/** In one piece of memory, where the text may be a part of a longer one or be put together of several. */
function flat(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.toString(bytes.length === text.length ? 'latin1' : 'utf8');
}

function isWithin(intervals: readonly KeyInterval[], count: number, key: string): boolean {
  for (let place = 0; place < count; place += 1) {
    const { lower, upper } = intervals[place] as KeyInterval;
    if (lower <= key && key < upper) return true;
  }
  return false;
}
