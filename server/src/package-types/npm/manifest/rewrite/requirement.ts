import semver from 'semver';
import { versions } from '../../versions.ts';

const NUMBERS = /^(?<operator>(?:\^|~>?|>=|=|v|=v)?)(?<space>\s*)(?<version>v?\d[\w.*+-]*)$/;
const HYPHEN = /^(?<low>\S+)(?<middle>\s+-\s+)(?<high>\S+)$/;

/**
 * A requirement that accepts `to`, and `from` no longer, in the style of `written`: the operator stays, and so does the number
 * of parts where it can. Null where it is no matter of versions (a tag, a path, an address of git).
 */
export function raisedRequirement(written: string, from: string, to: string): string | null {
  const [, prefix = '', range = ''] =
    /^((?:workspace:|npm:(?:@?[^@]+@)?|jsr:(?:@?[^@]+@)?)?)(.*)$/s.exec(written) ?? [];
  if (prefix === 'workspace:') return null;
  const trimmed = range.trim();
  if (trimmed === '' || trimmed === '*' || /^[xX]$/.test(trimmed)) return `${prefix}>=${to}`;
  if (semver.validRange(trimmed) === null) return null;
  const raised = raisedRange(trimmed, from, to);
  const isRight = versions.satisfies(to, raised);
  return `${prefix}${isRight ? raised : `^${to}`}`;
}

function raisedRange(range: string, from: string, to: string): string {
  const alternatives = range.split('||').map((part) => part.trim());
  if (alternatives.length > 1) return raisedUnion(alternatives, from, to);
  return raisedComparator(range, from, to) ?? raisedHyphen(range, to) ?? raisedBounds(range, to) ?? `^${to}`;
}

/** Alternatives that hold the old version go, unless they are the one that holds the new version too. */
function raisedUnion(alternatives: readonly string[], from: string, to: string): string {
  const kept = alternatives.flatMap((alternative) => {
    const holdsNew = versions.satisfies(to, alternative);
    if (!versions.satisfies(from, alternative)) return [alternative];
    return holdsNew ? [raisedRange(alternative, from, to)] : [];
  });
  if (!kept.some((alternative) => versions.satisfies(to, alternative))) kept.push(`^${to}`);
  return kept.join(' || ');
}

function raisedComparator(range: string, from: string, to: string): string | null {
  const { operator = '', space = '', version = '' } = NUMBERS.exec(range)?.groups ?? {};
  if (version === '') return null;
  if (operator === '>=') return `${operator}${space}${to}`;
  const parts = version.split('.');
  const isWhole = parts.length >= 3 && parts.slice(0, 3).every((part) => /^v?\d/.test(part));
  const mark = version.startsWith('v') ? 'v' : '';
  if (isWhole) return `${operator}${space}${mark}${to}`;
  const shortened = `${operator}${space}${mark}${shortenedAs(parts, to)}`;
  if (!versions.satisfies(from, shortened) && versions.satisfies(to, shortened)) return shortened;
  if (operator !== '' && operator !== '=') return `${operator}${space}${to}`;
  // `1.x` and `^1.2.5` end at the same version, as do `1.2.x` and `~1.2.5`.
  return parts.filter((part) => /^v?\d/.test(part)).length >= 2 ? `~${to}` : `^${to}`;
}

/** `1.2.x` and 1.3.5 make `1.3.x`. */
function shortenedAs(parts: readonly string[], to: string): string {
  const numbers = to.split(/[-+]/, 1)[0]?.split('.') ?? [];
  return parts.map((part, index) => (/^v?\d/.test(part) ? (numbers[index] ?? part) : part)).join('.');
}

function raisedHyphen(range: string, to: string): string | null {
  const { middle = '', high = '' } = HYPHEN.exec(range)?.groups ?? {};
  if (high === '') return null;
  const raised = `${to}${middle}${high}`;
  return versions.satisfies(to, raised) ? raised : null;
}

/** The lower bound rises, where there is one; the upper one stays. */
function raisedBounds(range: string, to: string): string | null {
  if (!/^>=?\s*v?\d\S*\s*<=?\s*v?\d\S*$/.test(range)) return null;
  return range.replace(/^>=?(\s*)v?\d[^\s<]*/, (_, space: string) => `>=${space}${to}`);
}
