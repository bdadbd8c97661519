import { parse } from '@renovatebot/pep440';
import { numberKey, numbersKey, textKey } from '../version-key.ts';
import { compareLabels, compareText, isDigits, withoutLeadingZeros } from '../version-text.ts';

/** Longer texts are no versions that anybody publishes. */
const MAXIMUM_LENGTH = 256;

export interface VersionParts {
  epoch: number;
  /** As it is written; trailing zeros mean nothing but to a prefix. */
  release: number[];
  pre: [string, number] | null;
  post: number | null;
  dev: number | null;
  local: string[];
}

/** Sorting reads a version about twice for each time it is compared; the last ones read are kept. */
const kept = new Map<string, VersionParts | null>();
const MOST_KEPT = 20_000;

/** The parts of a version as https://packaging.python.org/en/latest/specifications/version-specifiers/ has them; null for what is none. */
export function readVersion(version: string): VersionParts | null {
  if (version.length > MAXIMUM_LENGTH) return null;
  const known = kept.get(version);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const parts = readAnew(version);
  kept.set(version, parts);
  return parts;
}

/** The one spelling of a version, without the zeros that mean nothing. */
export function spellVersion({ epoch, release, pre, post, dev, local }: VersionParts): string {
  const numbers = withoutTrailingZeros(release);
  return [
    epoch === 0 ? '' : `${epoch}!`,
    numbers.length === 0 ? '0' : numbers.join('.'),
    pre === null ? '' : pre.join(''),
    post === null ? '' : `.post${post}`,
    dev === null ? '' : `.dev${dev}`,
    local.length === 0 ? '' : `+${local.join('.')}`,
  ].join('');
}

export function isPrerelease({ pre, dev }: VersionParts): boolean {
  return pre !== null || dev !== null;
}

/** Negative where `a` is older. Compared here, because the library takes a local part such as `12e3` for a number. */
export function compareParts(a: VersionParts, b: VersionParts): number {
  return (
    compareReleases(a, b) ||
    stageOf(a) - stageOf(b) ||
    compareText(a.pre?.[0] ?? '', b.pre?.[0] ?? '') ||
    (a.pre?.[1] ?? 0) - (b.pre?.[1] ?? 0) ||
    (a.post ?? -1) - (b.post ?? -1) ||
    Number(a.dev === null) - Number(b.dev === null) ||
    (a.dev ?? 0) - (b.dev ?? 0) ||
    compareLocals(a.local, b.local)
  );
}

/** The key of a version, in the order of `compareParts`. */
export function keyOfParts(parts: VersionParts): string {
  const { epoch, release, pre, post, dev, local } = parts;
  return [
    numberKey(String(epoch)),
    numbersKey(withoutTrailingZeros(release)),
    String(stageOf(parts)),
    textKey(pre?.[0] ?? ''),
    numberKey(String(pre?.[1] ?? 0)),
    post === null ? MISSING : numberKey(String(post)),
    // Not in development is newest.
    dev === null ? PRESENT : MISSING + numberKey(String(dev)),
    ...local.map((segment) => (isDigits(segment) ? LOCAL_NUMBER + numberKey(segment) : LOCAL_WORD + textKey(segment))),
    MISSING,
  ].join('');
}

const [MISSING, PRESENT] = ['\x00', '\x01'];
const [LOCAL_WORD, LOCAL_NUMBER] = ['\x01', '\x02'];

/** Epoch and numbers alone. */
function compareReleases(a: VersionParts, b: VersionParts): number {
  const longer = Math.max(a.release.length, b.release.length);
  for (let index = 0; index < longer && a.epoch === b.epoch; index += 1) {
    const difference = (a.release[index] ?? 0) - (b.release[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.epoch - b.epoch;
}

function readAnew(written: string): VersionParts | null {
  const version = written.trim();
  const parsed = parse(version);
  if (!parsed) return null;
  const { epoch, release } = parsed;
  const [pre, post, dev] = [labelOf(parsed.pre), labelOf(parsed.post), labelOf(parsed.dev)];
  // Beyond them two different numbers would be one.
  const numbers = [epoch, ...release, pre?.[1] ?? 0, post?.[1] ?? 0, dev?.[1] ?? 0];
  if (!numbers.every(Number.isSafeInteger)) return null;
  const [, local = ''] = version.toLowerCase().split('+');
  const segments = local === '' ? [] : local.split(/[._-]/);
  return {
    epoch,
    release: [...release],
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

/** A development release of the release itself comes before its pre-releases, and those before it. */
function stageOf({ pre, post, dev }: VersionParts): number {
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
