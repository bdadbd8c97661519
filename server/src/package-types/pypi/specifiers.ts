import { compareParts, isPrerelease, readVersion, type VersionParts } from './version-parts.ts';

/** Longer texts are no requirements that anybody writes. */
const MAXIMUM_LENGTH = 2_048;

/** What a version is compared with; `text` is compared as it is written. */
interface Specifier {
  operator: string;
  text: string;
  /** Null for `===` and something that is no version. */
  named: VersionParts | null;
  /** `1.4.*` stands for everything that begins so. */
  isPrefix: boolean;
}

/**
 * Whether a list of specifiers accepts a version, by the rules of
 * https://packaging.python.org/en/latest/specifications/version-specifiers/#version-specifiers; false where either cannot be
 * read. As pip does, pre-releases are accepted only where a specifier names one itself. The library's own matching simplifies
 * `<`, `>` and prefixes, and is not used.
 */
export function acceptsVersion(requirement: string, version: string): boolean {
  const parts = requirement.length > MAXIMUM_LENGTH ? null : readVersion(version);
  const specifiers = parts && readSpecifiers(requirement);
  if (!parts || !specifiers) return false;
  if (isPrerelease(parts) && !specifiers.some(namesPrerelease)) return false;
  return specifiers.every((specifier) => accepts(specifier, parts, version.trim()));
}

/** Null where one of them cannot be read. */
function readSpecifiers(requirement: string): Specifier[] | null {
  const trimmed = requirement.trim();
  if (trimmed === '*') return [];
  const texts = trimmed
    .replace(/^\((.*)\)$/s, '$1')
    .split(',')
    .map((text) => text.trim());
  const specifiers = texts.filter((text) => text !== '').map(readSpecifier);
  return specifiers.includes(null) ? null : (specifiers as Specifier[]);
}

function readSpecifier(written: string): Specifier | null {
  const [, operator = '', text = ''] = /^(===|~=|==|!=|<=|>=|<|>)\s*(\S+)$/.exec(written) ?? [];
  if (operator === '===') return { operator, text, named: readVersion(text), isPrefix: false };
  const isPrefix = text.endsWith('.*');
  const named = readVersion(isPrefix ? text.slice(0, -2) : text);
  if (operator === '' || !named) return null;
  const isEquality = operator === '==' || operator === '!=';
  if (isPrefix && !(isEquality && isBareRelease(named))) return null;
  if (!isEquality && named.local.length > 0) return null;
  // With one number there would be nothing to keep.
  if (operator === '~=' && named.release.length < 2) return null;
  return { operator, text, named, isPrefix };
}

function accepts({ operator, text, named, isPrefix }: Specifier, version: VersionParts, written: string): boolean {
  if (operator === '===') return written.toLowerCase() === text.toLowerCase();
  if (!named) return false;
  switch (operator) {
    case '==':
      return isPrefix ? beginsWith(version, named) : isSame(version, named);
    case '!=':
      return !(isPrefix ? beginsWith(version, named) : isSame(version, named));
    case '<=':
      return compareParts(publicPart(version), named) <= 0;
    case '>=':
      return compareParts(publicPart(version), named) >= 0;
    case '~=':
      return (
        compareParts(publicPart(version), named) >= 0 &&
        beginsWith(version, { ...named, release: named.release.slice(0, -1) })
      );
    case '<':
      return compareParts(version, named) < 0 && !isPrereleaseOf(version, named);
    default:
      return compareParts(version, named) > 0 && !isSuccessorOf(version, named);
  }
}

/** A local part counts only where the specifier names one. */
function isSame(version: VersionParts, named: VersionParts): boolean {
  return compareParts(named.local.length > 0 ? version : publicPart(version), named) === 0;
}

/** Missing numbers of the version are zeros. */
function beginsWith({ epoch, release }: VersionParts, { epoch: namedEpoch, release: prefix }: VersionParts): boolean {
  return epoch === namedEpoch && prefix.every((number, place) => (release[place] ?? 0) === number);
}

/** `<2.0` leaves the pre-releases of 2.0 out, unless it names one. */
function isPrereleaseOf(version: VersionParts, named: VersionParts): boolean {
  return isPrerelease(version) && !isPrerelease(named) && compareParts(version, { ...named, dev: 0 }) >= 0;
}

/** `>1.0` leaves the post-releases of 1.0 out, unless it names one, and its local variants always. */
function isSuccessorOf(version: VersionParts, named: VersionParts): boolean {
  if (version.local.length > 0 && compareParts(publicPart(version), named) === 0) return true;
  const base = { ...version, post: null, dev: null, local: [] };
  return version.post !== null && named.post === null && compareParts(base, named) === 0;
}

function namesPrerelease({ operator, named }: Specifier): boolean {
  return operator !== '!=' && named !== null && isPrerelease(named);
}

function isBareRelease({ pre, post, dev, local }: VersionParts): boolean {
  return pre === null && post === null && dev === null && local.length === 0;
}

function publicPart(version: VersionParts): VersionParts {
  return version.local.length === 0 ? version : { ...version, local: [] };
}
