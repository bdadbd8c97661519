import { versions } from '../../versions.ts';
import { specifiersOfPoetry } from '../poetry-requirement.ts';

/** PEP 440, or that of Poetry and Pipenv, which also know `^1.2`, `~1.2` and bare versions. */
export type Notation = 'pep440' | 'poetry';

const PART = /(\^|===|==|~=|!=|<=|>=|~|<|>|=)?(\s*)([A-Za-z0-9*][A-Za-z0-9.!+*_-]*)/g;

/**
 * Version specifiers raised so that they accept `to` and no older version that they accepted from below, in the style in which they
 * are written; null where that style cannot say it.
 */
export function raiseSpecifiers(written: string, to: string, notation: Notation): string | null {
  const text = written.trim();
  if (text === '' || text === '*') return `>=${to}`;
  if (text.includes('|')) return null;
  let [isImpossible, hasFloor] = [false, false];
  const raised = text.replace(PART, (whole, sign: string | undefined, space: string, version: string) => {
    const next = raisePart(sign ?? '', version, to);
    hasFloor ||= !['<', '<=', '!='].includes(sign ?? '');
    if (next === null) isImpossible = true;
    else return next.replace(/^([\^~=!<>]*)/, `$1${space}`);
    return whole;
  });
  if (isImpossible) return null;
  const floored = raised === text && !hasFloor ? `${text},>=${to}` : raised;
  return accepts(floored, to, notation) ? floored : null;
}

/** The specifiers as PEP 440 has them; null where it cannot say them. */
export function specifiersIn(written: string, notation: Notation): string | null {
  return notation === 'poetry' ? specifiersOfPoetry(written) : written.trim();
}

export function accepts(written: string, version: string, notation: Notation): boolean {
  const specifiers = specifiersIn(written, notation);
  return specifiers !== null && (specifiers === '' || versions.satisfies(version, specifiers));
}

function raisePart(sign: string, version: string, to: string): string | null {
  switch (sign) {
    case '>=':
    case '>':
      return `>=${versions.compare(version, to) < 0 ? to : version}`;
    case '<':
      return raiseBound(version, to);
    case '<=':
      return `<=${versions.compare(version, to) < 0 ? to : version}`;
    case '!=':
      return `!=${version}`;
    case '~=':
      return withFloor('~=', version, to, 2);
    case '^':
      return `^${to}`;
    case '~':
      return version.split('.').length > 1 ? `~${to}` : withFloor('~', version, to, 1);
    default:
      return version.endsWith('.*') ? withFloor(sign, version, to, 1) : `${sign}${to}`;
  }
}

/** As many numbers as were written; a floor beside them where that leaves some of `to` out. */
function withFloor(sign: string, version: string, to: string, least: number): string | null {
  const star = version.endsWith('.*') ? '.*' : '';
  const count = version.slice(0, version.length - star.length).split('.').length;
  const numbers = numbersOf(to);
  if (numbers === null || count < least) return null;
  const kept = Array.from({ length: count }, (_, place) => numbers[place] ?? 0n).join('.');
  if (star === '' && versions.compare(kept, to) === 0) return sign + kept;
  const isWhole = versions.compare(kept, to) === 0;
  return isWhole ? sign + kept + star : `${sign}${kept}${star},>=${to}`;
}

/** `<2.0` becomes the next bound above `to` that ends in as many zeros. */
function raiseBound(bound: string, to: string): string | null {
  if (versions.compare(to, bound) < 0) return `<${bound}`;
  const [numbers, target] = [numbersOf(bound), numbersOf(to)];
  if (numbers === null || target === null) return null;
  const place = Math.max(
    0,
    numbers.findLastIndex((number) => number !== 0n),
  );
  const raised = numbers.map((_, index) => {
    if (index > place) return 0n;
    return (target[index] ?? 0n) + (index === place ? 1n : 0n);
  });
  return `<${raised.join('.')}`;
}

function numbersOf(version: string): bigint[] | null {
  const release = /^v?(\d+(?:\.\d+)*)(?!\d*!)/.exec(version)?.[1];
  return release === undefined ? null : release.split('.').map(BigInt);
}
