/** One OSV record as it is kept: what affects packages of our types, in their own words. https://ossf.github.io/osv-schema/ */

import type { PackageType } from '@backline/shared';
import { packageTypeOf, readName, spelledForRules, versionKey } from './ecosystems.ts';
import { readRange, shortly, type Interval } from './ranges.ts';
import { moreSevere, severityOf, severityOfWord, type Severity } from './severity.ts';

export interface AdvisoryRecord {
  id: string;
  modified: Date;
  published: Date | null;
  withdrawn: Date | null;
  /** Names of the same vulnerability elsewhere, such as its CVE. */
  aliases: string[];
  /** One line; the beginning of the details where the record has no summary. */
  summary: string;
  /** Markdown. */
  details: string;
  severity: Severity | null;
  /** Web addresses, http and https only. */
  references: string[];
  /** Such as `CWE-79`. */
  weaknesses: string[];
  affected: AffectedPackage[];
}

/** One package of a record; each package stands in a record once. */
export interface AffectedPackage {
  packageType: PackageType;
  /** As the package type compares names. */
  name: string;
  /** Where the record gives one for this package alone. */
  severity: Severity | null;
  intervals: Interval[];
  /** Enumerated, as the package type spells them. */
  versions: string[];
  /** Versions that the record calls fixed, in the order in which it names them. */
  fixed: string[];
}

export interface ReadRecord {
  /** Null where it is no record, or none that can be kept. */
  record: AdvisoryRecord | null;
  /** What of it could not be used; each a sentence without its subject. */
  problems: string[];
  gitRanges: number;
}

const MOST = { aliases: 100, references: 50, weaknesses: 20, versions: 100_000, affected: 20_000 };
const LONGEST = { id: 200, summary: 1_000, details: 20_000, version: 256, reference: 2_000 };

/** Reads the text of one record. Never throws: what cannot be read is said in `problems`. */
export function readRecord(text: string): ReadRecord {
  const read: ReadRecord = { record: null, problems: [], gitRanges: 0 };
  const document = parse(text);
  if (!isObject(document)) {
    read.problems.push('is no JSON object');
    return read;
  }
  const { id } = document;
  const modified = dateOf(document['modified']);
  if (typeof id !== 'string' || !/^[\w.:~-]+$/.test(id) || id.length > LONGEST.id) {
    read.problems.push(`has no usable id: ${shortly(id)}`);
    return read;
  }
  if (!modified) {
    read.problems.push(`has no usable time of its last change (modified): ${shortly(document['modified'])}`);
    return read;
  }
  if (document['withdrawn'] !== undefined && document['withdrawn'] !== null && !dateOf(document['withdrawn'])) {
    read.problems.push(
      `has no usable time of its withdrawal, and counts as withdrawn: ${shortly(document['withdrawn'])}`,
    );
  }
  read.record = toRecord(id, modified, document, read);
  return read;
}

function toRecord(id: string, modified: Date, document: JsonObject, read: ReadRecord): AdvisoryRecord {
  const specific = objectOf(document['database_specific']);
  const details = clean(textOf(document['details'])).slice(0, LONGEST.details);
  const summary = clean(textOf(document['summary'])).trim() || (details.trim().split('\n', 1)[0] ?? '');
  const isWithdrawn = document['withdrawn'] !== undefined && document['withdrawn'] !== null;
  return {
    id,
    modified,
    published: dateOf(document['published']),
    withdrawn: isWithdrawn ? (dateOf(document['withdrawn']) ?? modified) : null,
    aliases: unique(textsOf(document['aliases']).map(clean)).filter((alias) => alias !== '' && alias !== id && alias.length <= LONGEST.id).slice(0, MOST.aliases), // prettier-ignore
    summary: summary.slice(0, LONGEST.summary),
    details,
    severity: severityOfRecord(id, document, specific, read.problems),
    references: referencesOf(document['references']),
    weaknesses: unique(textsOf(specific['cwe_ids'])).filter((weakness) => /^CWE-\d{1,6}$/.test(weakness)).slice(0, MOST.weaknesses), // prettier-ignore
    affected: affectedOf(document['affected'], read),
  };
}

/** A malicious package has no vector, and nothing about it is harmless: https://github.com/ossf/malicious-packages */
function severityOfRecord(id: string, document: JsonObject, specific: JsonObject, problems: string[]): Severity | null {
  const given = severityOf(document['severity'], problems) ?? severityOfWord(specific['severity']);
  return given ?? (id.startsWith('MAL-') ? severityOfWord('CRITICAL') : null);
}

function affectedOf(given: unknown, read: ReadRecord): AffectedPackage[] {
  const byPackage = new Map<string, AffectedPackage>();
  const entries = Array.isArray(given) ? (given as unknown[]) : [];
  if (entries.length > MOST.affected) read.problems.push(`has more than ${MOST.affected} affected entries; the rest is not read`); // prettier-ignore
  for (const entry of entries.slice(0, MOST.affected)) {
    const affected = affectedPackage(objectOf(entry), read);
    if (!affected) continue;
    const key = `${affected.packageType} ${affected.name}`;
    const before = byPackage.get(key);
    byPackage.set(key, before ? joined(before, affected) : affected);
  }
  return [...byPackage.values()];
}

function affectedPackage(entry: JsonObject, read: ReadRecord): AffectedPackage | null {
  const { ecosystem, name } = objectOf(entry['package']);
  const ranges = Array.isArray(entry['ranges']) ? (entry['ranges'] as unknown[]) : [];
  read.gitRanges += ranges.filter((range) => objectOf(range)['type'] === 'GIT').length;
  const packageType = typeof ecosystem === 'string' ? packageTypeOf(ecosystem) : null;
  if (!packageType) return null;
  const readable = typeof name === 'string' ? readName(packageType, name) : { problem: 'It is no text.' };
  if ('problem' in readable) {
    read.problems.push(`names ${shortly(name)}, which is no package of ${String(ecosystem)}: ${readable.problem}`);
    return null;
  }
  const affected: AffectedPackage = {
    packageType,
    name: readable.name,
    severity: severityOf(entry['severity'], read.problems),
    intervals: [],
    versions: versionsOf(packageType, readable.name, entry['versions'], read.problems),
    fixed: [],
  };
  for (const range of ranges) addRange(affected, objectOf(range), read.problems);
  if (ranges.length === 0 && affected.versions.length === 0) read.problems.push(`names no affected version of ${affected.name}`); // prettier-ignore
  return affected;
}

function addRange(affected: AffectedPackage, range: JsonObject, problems: string[]): void {
  const { type } = range;
  if (type === 'GIT') return;
  if (type !== 'SEMVER' && type !== 'ECOSYSTEM') {
    problems.push(`has a range of ${affected.name} of an unknown type: ${shortly(type)}`);
    return;
  }
  const { intervals, fixed, problems: ofRange } = readRange(affected.packageType, range['events']);
  affected.intervals.push(...intervals);
  affected.fixed = unique([...affected.fixed, ...fixed]);
  problems.push(...ofRange.map((problem) => `has a range of ${affected.name} that ${problem}`));
}

/** What is no version is matched by its text alone, as OSV does with every enumerated version. */
function versionsOf(packageType: PackageType, name: string, given: unknown, problems: string[]): string[] {
  if (given === undefined || given === null) return [];
  const texts = textsOf(given).filter((version) => version.length <= LONGEST.version);
  const none = texts.filter((version) => versionKey(packageType, version) === null);
  const unused = (Array.isArray(given) ? given.length : 1) - texts.length;
  if (unused > 0) problems.push(`has versions of ${name} that are no texts, or longer than ${LONGEST.version} characters: ${unused}`); // prettier-ignore
  if (none.length > 0) problems.push(`has versions of ${name} that are none to its package type, and are matched by their text: ${none.length}, such as ${shortly(none[0])}`); // prettier-ignore
  if (texts.length > MOST.versions) problems.push(`has more than ${MOST.versions} versions of ${name}; the rest is not read`); // prettier-ignore
  return unique(texts.slice(0, MOST.versions).map((version) => clean(spelledForRules(packageType, version))));
}

function joined(one: AffectedPackage, other: AffectedPackage): AffectedPackage {
  return {
    ...one,
    severity: moreSevere(one.severity, other.severity),
    intervals: [...one.intervals, ...other.intervals],
    versions: unique([...one.versions, ...other.versions]),
    fixed: unique([...one.fixed, ...other.fixed]),
  };
}

function referencesOf(given: unknown): string[] {
  const addresses = (Array.isArray(given) ? (given as unknown[]) : []).map((reference) => objectOf(reference)['url']);
  const usable = addresses.filter(
    (url): url is string => typeof url === 'string' && url.length <= LONGEST.reference && /^https?:\/\//i.test(url),
  );
  return unique(usable.map(clean)).slice(0, MOST.references);
}

type JsonObject = Readonly<Record<string, unknown>>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** RFC 3339, which also allows years that mean "unknown". */
function dateOf(value: unknown): Date | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(value)) return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 ? null : date;
}

/** PostgreSQL holds neither the character 0 nor half of a surrogate pair. */
function clean(text: string): string {
  return text.replaceAll(/\p{Surrogate}|\0/gu, '\uFFFD');
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
