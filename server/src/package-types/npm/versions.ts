import semver from 'semver';
import type { VersionRules } from '../package-type.ts';
import { labelsKey, numberKey } from '../version-key.ts';
import { comparePlain, compareText, isDigits } from '../version-text.ts';

/** A longer requirement is no sensible one; the limit bounds the work that a stranger's manifest can ask for. */
const MAXIMUM_REQUIREMENT_LENGTH = 2_048;

/** Semantic versions and npm's ranges: https://semver.org and https://github.com/npm/node-semver */
export const versions: VersionRules = {
  isValid: (version) => LABELLED.test(version) || (BEGINNING.test(version) && semver.valid(version) !== null),

  /** Without build metadata, which npm does not keep apart. */
  normalise: (version) => semver.valid(version),

  compare(a, b) {
    return comparePlain(a, b, PLAIN) ?? compareAny(a, b);
  },

  key(version) {
    const plain = PLAIN.exec(version);
    if (plain) return numberKey(plain[1] ?? '') + numberKey(plain[2] ?? '') + numberKey(plain[3] ?? '') + NO_LABELS;
    const parts = BEGINNING.test(version) ? semver.parse(version) : null;
    if (!parts) return null;
    const numbers = [parts.major, parts.minor, parts.patch].map((number) => numberKey(String(number)));
    return numbers.join('') + labelsKey(parts.prerelease.map(comparedLabel));
  },

  isPrerelease(version) {
    if (LABELLED.test(version)) return version.includes('-');
    return (semver.prerelease(version)?.length ?? 0) > 0;
  },

  /** A tag, a URL, a path or a git address accepts no version by itself; an alias (`npm:name@range`) accepts as its range does. */
  satisfies(version, requirement) {
    if (requirement.length > MAXIMUM_REQUIREMENT_LENGTH) return false;
    return semver.satisfies(version, rangeOf(requirement));
  },
};

function rangeOf(requirement: string): string {
  const alias = /^npm:@?[^@]+(?:@(.*))?$/s.exec(requirement.trim());
  return alias ? (alias[1] ?? '*') : requirement;
}

function compareAny(a: string, b: string): number {
  const [left, right] = [semver.parse(a), semver.parse(b)];
  if (left && right) return left.compare(right);
  if (left) return 1;
  if (right) return -1;
  return compareText(a, b);
}

/** The parser's order takes a number beyond the safe integers for the nearest one that a double can hold. */
function comparedLabel(label: string | number): string {
  return isDigits(String(label)) ? BigInt(Number(label)).toString() : String(label);
}

const NO_LABELS = labelsKey([]);

/** Most versions are three numbers, short enough to be safe integers. */
const PLAIN = /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})$/;

/** With at most one pre-release label and number, as nearly all others are: what needs no parser to be told from nonsense. */
const LABELLED =
  /^(?:0|[1-9]\d{0,14})\.(?:0|[1-9]\d{0,14})\.(?:0|[1-9]\d{0,14})(?:-[A-Za-z]{1,20}(?:\.(?:0|[1-9]\d{0,14}))?)?$/;

/** What every version begins with; the parser takes its time to say that something is none. */
const BEGINNING = /^\s*v?\d+\.\d+\.\d/;
