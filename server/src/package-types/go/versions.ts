import type { VersionRules } from '../package-type.ts';
import { labelsKey, numberKey } from '../version-key.ts';
import { compareDigits, compareLabels, comparePlain, compareRead } from '../version-text.ts';

/** Longer texts are no versions that anybody publishes. */
const MAXIMUM_LENGTH = 256;

/**
 * Versions as https://go.dev/ref/mod#versions has them: semantic ones with a `v`, `v1` and `v1.2` being short for three numbers,
 * numbers of any length. Pseudo-versions need no rule of their own, and `+incompatible` is build metadata to the order.
 */
export const versions: VersionRules = {
  isValid: (version) => PLAIN.test(version) || readVersion(version) !== null,

  normalise(version) {
    if (PLAIN.test(version)) return version;
    const parts = readVersion(version);
    return parts && spell(parts);
  },

  compare(a, b) {
    const order = comparePlain(a, b, PLAIN);
    if (order !== null) return order;
    return compareRead({ text: a, read: readVersion(a) }, { text: b, read: readVersion(b) }, compareVersions);
  },

  key(version) {
    const parts = readVersion(version);
    return parts && parts.numbers.map(numberKey).join('') + labelsKey(parts.labels);
  },

  isPrerelease: (version) => !PLAIN.test(version) && (readVersion(version)?.labels.length ?? 0) > 0,

  /** A requirement of go.mod is a minimum within the major versions that share a module path. */
  satisfies(version, requirement) {
    const [offered, minimum] = [
      readVersion(version),
      readVersion(requirement.length > MAXIMUM_LENGTH ? '' : requirement.trim()),
    ];
    if (!offered || !minimum) return false;
    return pathMajor(offered) === pathMajor(minimum) && compareVersions(offered, minimum) >= 0;
  },
};

/** Most versions are three numbers, short enough to be safe integers. */
const PLAIN = /^v(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})$/;

interface GoVersion {
  numbers: [string, string, string];
  labels: string[];
  isIncompatible: boolean;
}

const NUMBER = '(0|[1-9]\\d*)';
const LABEL = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)';
const BUILD = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const VERSION = new RegExp(
  `^v${NUMBER}(?:\\.${NUMBER}(?:\\.${NUMBER}(?:-(${LABEL}(?:\\.${LABEL})*))?(?:\\+(${BUILD}))?)?)?$`,
);

/** Made from a commit, by whoever asked for it: https://go.dev/ref/mod#pseudo-versions */
const PSEUDO_VERSION = /^v\d+\.(?:0\.0-|\d+\.\d+-(?:[^+]*\.)?0\.)\d{14}-[A-Za-z0-9]+(?:\+[0-9A-Za-z.-]+)?$/;

export interface ListedGoVersion {
  version: string;
  isPrerelease: boolean;
  /** Of a module that had no go.mod when its major version was 2 or higher. */
  isIncompatible: boolean;
}

/**
 * A version of a proxy's list, which has three numbers and no metadata but `+incompatible`; null for any other text. The go
 * command passes over pseudo-versions, and over versions of another major version than `major`, as the module's path says it.
 */
export function readListed(version: string, major: string): ListedGoVersion | 'passed-over' | null {
  const parts = readVersion(version);
  if (!parts || version !== spell(parts) + (parts.isIncompatible ? '+incompatible' : '')) return null;
  const isOfMajor = pathMajor(parts) === major || (major === 'v0' && parts.numbers[0] === '0');
  if (!isOfMajor || PSEUDO_VERSION.test(version)) return 'passed-over';
  return { version, isPrerelease: parts.labels.length > 0, isIncompatible: parts.isIncompatible };
}

function spell({ numbers, labels }: GoVersion): string {
  return `v${numbers.join('.')}${labels.length > 0 ? `-${labels.join('.')}` : ''}`;
}

function readVersion(version: string): GoVersion | null {
  if (version.length > MAXIMUM_LENGTH) return null;
  const [matched, major = '0', minor = '0', patch = '0', labels, build] = VERSION.exec(version) ?? [];
  if (matched === undefined) return null;
  return { numbers: [major, minor, patch], labels: labels?.split('.') ?? [], isIncompatible: build === 'incompatible' };
}

/** v0, v1 and what is incompatible live at a path without a suffix. */
function pathMajor({ numbers: [major], isIncompatible }: GoVersion): string {
  return isIncompatible || major === '0' ? 'v1' : `v${major}`;
}

function compareVersions(a: GoVersion, b: GoVersion): number {
  return (
    compareDigits(a.numbers[0], b.numbers[0]) ||
    compareDigits(a.numbers[1], b.numbers[1]) ||
    compareDigits(a.numbers[2], b.numbers[2]) ||
    compareLabels(a.labels, b.labels)
  );
}
