/** Of a constraint that somebody writes. */
const MAXIMUM_LENGTH = 1_000;

/**
 * Poetry's version constraints as specifiers of PEP 440: `^1.2`, `~1.2`, `1.*`, `1.2` and `>=1,<2`; null where it is none or names
 * several ranges, which PEP 440 cannot say. https://python-poetry.org/docs/dependency-specification/#version-constraints
 */
export function specifiersOfPoetry(written: string): string | null {
  const text = written.trim();
  if (text === '' || text === '*') return '';
  if (text.includes('|') || text.length > MAXIMUM_LENGTH) return null;
  const parts = text.split(/\s*,\s*|\s+(?=[<>=!~^])/).filter((part) => part !== '');
  const specifiers = parts.map(specifierOf);
  return specifiers.every((specifier) => specifier !== null) ? specifiers.join(',') : null;
}

function specifierOf(part: string): string | null {
  const [, sign = '', version = ''] = /^(\^|~(?!=)|={1,3}|~=|!=|<=|>=|<|>)?\s*(\S+)$/.exec(part) ?? [];
  if (!/^[A-Za-z0-9]/.test(version)) return null;
  if (sign === '^') return caret(version);
  if (sign === '~') return tilde(version);
  if (sign === '') return `==${version}`;
  return sign === '=' ? `==${version}` : `${sign}${version}`;
}

/** Up to the next change of the first number that is not 0. */
function caret(version: string): string | null {
  const numbers = numbersOf(version);
  if (numbers === null) return null;
  const place = numbers.findIndex((number) => number !== 0n);
  return `>=${version},<${raised(numbers, place < 0 ? numbers.length - 1 : place)}`;
}

/** `~1.2.3` and `~1.2` stay within 1.2, `~1` within 1. */
function tilde(version: string): string | null {
  const numbers = numbersOf(version);
  return numbers && `>=${version},<${raised(numbers, Math.min(1, numbers.length - 1))}`;
}

function numbersOf(version: string): bigint[] | null {
  const release = /^v?(\d+(?:\.\d+)*)/.exec(version)?.[1];
  return release === undefined ? null : release.split('.').map(BigInt);
}

function raised(numbers: readonly bigint[], place: number): string {
  const kept = numbers.slice(0, place + 1).map((number, index) => (index === place ? number + 1n : number));
  return kept.length === 1 ? `${kept[0]}.0` : kept.join('.');
}
