import type { VersionRules } from '../package-type.ts';
import { labelsKey, numberKey } from '../version-key.ts';
import { compareDigits, compareLabels, compareRead, withoutLeadingZeros } from '../version-text.ts';

/** Longer texts are no versions that anybody publishes, and no requirements that anybody writes. */
const MAXIMUM_LENGTH = 256;

/**
 * NuGet's versions: one to four numbers, labels of SemVer 2 compared without regard to case, build metadata without meaning.
 * No library has this order: https://learn.microsoft.com/nuget/concepts/package-versioning
 */
export const versions: VersionRules = {
  isValid: (version) => readVersion(version) !== null,

  normalise(version) {
    const parts = readVersion(version);
    if (!parts) return null;
    const numbers = parts.numbers[3] === '0' ? parts.numbers.slice(0, 3) : parts.numbers;
    return numbers.join('.') + (parts.labels.length > 0 ? `-${parts.labels.join('.')}` : '');
  },

  compare(a, b) {
    return compareRead({ text: a, read: readVersion(a) }, { text: b, read: readVersion(b) }, compareVersions);
  },

  key(version) {
    const parts = readVersion(version);
    return parts && parts.numbers.map(numberKey).join('') + labelsKey(parts.labels);
  },

  isPrerelease: (version) => (readVersion(version)?.labels.length ?? 0) > 0,

  /** `1.0` is a minimum, `[1.0]` exact, `[1.0,2.0)` a range and `1.*` floating, pre-releases only where the star stands for one. */
  satisfies(version, requirement) {
    const parts = readVersion(version);
    if (parts === null || requirement.length > MAXIMUM_LENGTH) return false;
    const text = requirement.trim();
    return isRange(text) ? isInRange(parts, text) : isAboveOrFloats(parts, text);
  },
};

interface NugetVersion {
  /** Four runs of digits without leading zeros, missing ones 0. */
  numbers: [string, string, string, string];
  /** In lower case. */
  labels: string[];
}

const VERSION =
  /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function readVersion(version: string): NugetVersion | null {
  if (version.length > MAXIMUM_LENGTH) return null;
  const [matched, major, minor, patch, revision, labels] = VERSION.exec(version) ?? [];
  if (matched === undefined) return null;
  return {
    numbers: [number(major), number(minor), number(patch), number(revision)],
    labels: labels?.toLowerCase().split('.') ?? [],
  };
}

function number(digits: string | undefined): string {
  return withoutLeadingZeros(digits ?? '0');
}

function compareVersions(a: NugetVersion, b: NugetVersion): number {
  return compareNumbers(a, b, 4) || compareLabels(a.labels, b.labels);
}

function compareNumbers(a: NugetVersion, b: NugetVersion, count: number): number {
  for (let index = 0; index < count; index += 1) {
    const order = compareDigits(a.numbers[index] as string, b.numbers[index] as string);
    if (order !== 0) return order;
  }
  return 0;
}

function isRange(text: string): boolean {
  return /^[[(].*[\])]$/s.test(text);
}

/** Bounds as the reference counts them: a pre-release of an excluded upper bound is below it. */
function isInRange(version: NugetVersion, text: string): boolean {
  const bounds = text
    .slice(1, -1)
    .split(',')
    .map((bound) => bound.trim());
  const [lower = '', upper = lower] = bounds;
  const [includesLower, includesUpper] = [text.startsWith('['), text.endsWith(']')];
  if (bounds.length > 2 || (lower === '' && upper === '')) return false;
  if (bounds.length === 1 && !(includesLower && includesUpper)) return false;
  return isAtLeast(version, lower, includesLower) && isAtMost(version, upper, includesUpper);
}

function isAtLeast(version: NugetVersion, bound: string, isIncluded: boolean): boolean {
  if (bound === '') return true;
  const floating = readFloating(bound);
  const lowest = floating ? floating.lowest : readVersion(bound);
  if (!lowest) return false;
  const order = compareVersions(version, lowest);
  return order > 0 || (isIncluded && order === 0);
}

function isAtMost(version: NugetVersion, bound: string, isIncluded: boolean): boolean {
  if (bound === '') return true;
  const highest = readVersion(bound);
  if (!highest) return false;
  const order = compareVersions(version, highest);
  return order < 0 || (isIncluded && order === 0);
}

function isAboveOrFloats(version: NugetVersion, text: string): boolean {
  const floating = readFloating(text);
  if (floating) return floats(version, floating);
  const minimum = readVersion(text);
  return minimum !== null && compareVersions(version, minimum) >= 0;
}

/** https://learn.microsoft.com/nuget/concepts/dependency-resolution#floating-versions */
interface Floating {
  lowest: NugetVersion;
  /** How many numbers are given. */
  fixed: number;
  /** What the labels of a pre-release begin with; null where only releases are meant. */
  labelsFrom: string | null;
}

const FLOATING_NUMBER = /^((?:\d+\.){0,3})\*(?:-([0-9A-Za-z.-]*)\*)?$/;
const FLOATING_LABEL = /^(\d+(?:\.\d+){0,3})-([0-9A-Za-z.-]*)\*$/;

function readFloating(text: string): Floating | null {
  const byLabel = FLOATING_LABEL.exec(text);
  const [matched, numbers = '', labels] = byLabel ?? FLOATING_NUMBER.exec(text) ?? [];
  if (matched === undefined) return null;
  const given = numbers.split('.').filter((part) => part !== '');
  const lowest = readVersion(given.length > 0 ? given.join('.') : '0');
  if (!lowest) return null;
  // Of equal numbers the lowest pre-release counts.
  if (labels !== undefined) lowest.labels = ['0'];
  return { lowest, fixed: byLabel ? 4 : given.length, labelsFrom: labels?.toLowerCase() ?? null };
}

function floats(version: NugetVersion, { lowest, fixed, labelsFrom }: Floating): boolean {
  if (compareNumbers(version, lowest, fixed) !== 0) return false;
  if (version.labels.length === 0) return true;
  return labelsFrom !== null && version.labels.join('.').startsWith(labelsFrom);
}
