import { versions } from '../../versions.ts';

const RANGE = /^([[(])(\s*)([^,\s]*)(\s*)(?:(,)(\s*)([^,\s]*)(\s*))?([\])])$/;
const FLOATING = /^((?:\d+\.){0,3})\*(-[0-9A-Za-z.-]*\*)?$/;
const FLOATING_LABEL = /^\d+(?:\.\d+){0,3}-[0-9A-Za-z.-]*\*$/;

/**
 * A version range raised so that NuGet takes `to` from it, in the style in which it is written: a minimum, an exact version,
 * bounds or a floating version; null where that style cannot say it. https://learn.microsoft.com/nuget/concepts/package-versioning
 */
export function raiseRange(written: string, to: string): string | null {
  const raised = raise(written, to);
  return raised !== null && versions.satisfies(to, raised) ? raised : null;
}

/** The lowest version of a range, which NuGet takes where it can; null where the newest is taken or any will do. */
export function minimumOf(written: string): string | null {
  const [, , , lower] = RANGE.exec(written.trim()) ?? [];
  const minimum = lower ?? written.trim();
  return versions.isValid(minimum) ? minimum : null;
}

function raise(written: string, to: string): string | null {
  const range = RANGE.exec(written);
  if (!range) return raiseMinimum(written, to);
  const [
    ,
    opening = '',
    before = '',
    lower = '',
    after = '',
    comma,
    between = '',
    upper = '',
    behind = '',
    closing = '',
  ] = range;
  if (comma === undefined) return lower === '' ? null : `[${before}${to}${after}]`;
  const isRaised = lower === '' || !versions.isValid(lower) || versions.compare(lower, to) < 0;
  const newLower = isRaised ? raiseMinimum(lower, to) : lower;
  const newUpper = upper === '' ? '' : raiseUpper(upper, to, closing === ']');
  if (newLower === null || newUpper === null) return null;
  return `${isRaised ? '[' : opening}${before}${newLower}${after},${between}${newUpper}${behind}${closing}`;
}

function raiseMinimum(written: string, to: string): string | null {
  const [floats, numbers = '', label = ''] = FLOATING.exec(written) ?? [];
  const target = /^\d+(?:\.\d+){0,3}/.exec(to)?.[0];
  if (target === undefined) return null;
  if (FLOATING_LABEL.test(written)) return `${target}-*`;
  if (floats === undefined) return to;
  const given = target.split('.');
  const kept = numbers
    .split('.')
    .slice(0, -1)
    .map((_, place) => `${given[place] ?? '0'}.`);
  return `${kept.join('')}*${label}`;
}

/** The next bound above `to` that ends in as many zeros. */
function raiseUpper(upper: string, to: string, isIncluded: boolean): string | null {
  const order = versions.compare(to, upper);
  if (order < 0 || (isIncluded && order === 0)) return upper;
  if (isIncluded) return to;
  const [numbers, target] = [upper, to].map((version) =>
    /^\d+(?:\.\d+){0,3}/.exec(version)?.[0].split('.').map(BigInt),
  );
  if (!numbers || !target) return null;
  const place = Math.max(
    0,
    numbers.findLastIndex((number) => number !== 0n),
  );
  const raised = numbers.map((_, index) => {
    if (index > place) return 0n;
    return (target[index] ?? 0n) + (index === place ? 1n : 0n);
  });
  return raised.join('.');
}
