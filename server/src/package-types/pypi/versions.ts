import { parse, satisfies, validRange } from '@renovatebot/pep440';
import type { VersionRules } from '../package-type.ts';
import { compareLabels, compareRead, compareText, isDigits, withoutLeadingZeros } from '../version-text.ts';

/** Longer texts are no versions that anybody publishes, and no requirements that anybody writes. */
const MAXIMUM_VERSION_LENGTH = 256;
const MAXIMUM_REQUIREMENT_LENGTH = 2_048;

/**
 * Order and spelling of https://packaging.python.org/en/latest/specifications/version-specifiers/. The library reads versions and
 * matches specifiers; they are compared here, because it takes a local part such as `12e3` for a number.
 */
export const versions: VersionRules = {
  isValid: (version) => read(version) !== null,

  normalise(version) {
    const parts = read(version);
    return parts && spell(parts);
  },

  compare(a, b) {
    return compareRead({ text: a, read: read(a) }, { text: b, read: read(b) }, compareParts);
  },

  isPrerelease(version) {
    const parts = read(version);
    return parts !== null && (parts.pre !== null || parts.dev !== null);
  },

  /** As pip does, pre-releases are accepted only where the requirement names one itself. */
  satisfies(version, requirement) {
    if (requirement.length > MAXIMUM_REQUIREMENT_LENGTH || read(version) === null) return false;
    const trimmed = requirement.trim();
    const specifiers = trimmed === '*' ? '' : trimmed.replace(/^\((.*)\)$/s, '$1');
    if (!validRange(specifiers)) return false;
    return satisfies(version.trim(), specifiers, { prereleases: specifiers.split(',').some(namesPrerelease) });
  },
};

interface Parts {
  epoch: number;
  /** Without trailing zeros, which mean nothing. */
  release: number[];
  pre: [string, number] | null;
  post: number | null;
  dev: number | null;
  local: string[];
}

/** Sorting reads a version about twice for each time it is compared; the last ones read are kept. */
const kept = new Map<string, Parts | null>();
const MOST_KEPT = 20_000;

function read(version: string): Parts | null {
  if (version.length > MAXIMUM_VERSION_LENGTH) return null;
  const known = kept.get(version);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const parts = readAnew(version);
  kept.set(version, parts);
  return parts;
}

function readAnew(written: string): Parts | null {
  const version = written.trim();
  const parsed = parse(version);
  if (!parsed) return null;
  const [epoch, release] = [parsed.epoch, withoutTrailingZeros(parsed.release)];
  const [pre, post, dev] = [labelOf(parsed.pre), labelOf(parsed.post), labelOf(parsed.dev)];
  // Beyond them two different numbers would be one.
  const numbers = [epoch, ...release, pre?.[1] ?? 0, post?.[1] ?? 0, dev?.[1] ?? 0];
  if (!numbers.every(Number.isSafeInteger)) return null;
  const [, local = ''] = version.toLowerCase().split('+');
  const segments = local === '' ? [] : local.split(/[._-]/);
  return {
    epoch,
    release,
    pre,
    post: post?.[1] ?? null,
    dev: dev?.[1] ?? null,
    local: segments.map((segment) => (isDigits(segment) ? withoutLeadingZeros(segment) : segment)),
  };
}

/** The library declares these parts as texts, and gives a pair of letter and number. */
function labelOf(part: unknown): [string, number] | null {
  return Array.isArray(part) ? [String(part[0]), Number(part[1])] : null;
}

function withoutTrailingZeros(release: readonly number[]): number[] {
  let length = release.length;
  while (length > 0 && release[length - 1] === 0) length -= 1;
  return release.slice(0, length);
}

function spell({ epoch, release, pre, post, dev, local }: Parts): string {
  return [
    epoch === 0 ? '' : `${epoch}!`,
    release.length === 0 ? '0' : release.join('.'),
    pre === null ? '' : pre.join(''),
    post === null ? '' : `.post${post}`,
    dev === null ? '' : `.dev${dev}`,
    local.length === 0 ? '' : `+${local.join('.')}`,
  ].join('');
}

function compareParts(a: Parts, b: Parts): number {
  return (
    a.epoch - b.epoch ||
    compareReleases(a.release, b.release) ||
    stageOf(a) - stageOf(b) ||
    compareText(a.pre?.[0] ?? '', b.pre?.[0] ?? '') ||
    (a.pre?.[1] ?? 0) - (b.pre?.[1] ?? 0) ||
    (a.post ?? -1) - (b.post ?? -1) ||
    Number(a.dev === null) - Number(b.dev === null) ||
    (a.dev ?? 0) - (b.dev ?? 0) ||
    compareLocals(a.local, b.local)
  );
}

function compareReleases(a: readonly number[], b: readonly number[]): number {
  const longer = Math.max(a.length, b.length);
  for (let index = 0; index < longer; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A development release of the release itself comes before its pre-releases, and those before it. */
function stageOf({ pre, post, dev }: Parts): number {
  if (pre !== null) return 1;
  return dev !== null && post === null ? 0 : 2;
}

/** No local part is older than any; a word is older than a number. */
function compareLocals(a: readonly string[], b: readonly string[]): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const [one, other] = [a[index] as string, b[index] as string];
    const [oneIsNumber, otherIsNumber] = [isDigits(one), isDigits(other)];
    if (oneIsNumber !== otherIsNumber) return oneIsNumber ? 1 : -1;
    const order = compareLabels([one], [other]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function namesPrerelease(specifier: string): boolean {
  const version = /^\s*(?:===|~=|==|<=|>=|<|>)\s*(\S+)\s*$/.exec(specifier)?.[1] ?? '';
  return versions.isPrerelease(version);
}
