import { isObject } from '../../../../document-members.ts';
import type { JsonObject } from '../json-document.ts';

const FIRST = ['name', 'version', 'lockfileVersion', 'resolved', 'integrity', 'requires', 'packages', 'dependencies'];

/** The order in which npm writes the members of a lockfile: texts and lists before objects, some names first, the rest by name. */
export function inNpmOrder(value: JsonObject): JsonObject {
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
    key,
    isObject(inner) ? inNpmOrder(inner) : inner,
  ]);
  return Object.fromEntries(
    entries.sort(([a, first], [b, second]) => Number(isObject(first)) - Number(isObject(second)) || compareKeys(a, b)),
  );
}

function compareKeys(a: string, b: string): number {
  const [first, second] = [FIRST.indexOf(a), FIRST.indexOf(b)];
  if (first >= 0 && second >= 0) return first - second;
  if (first >= 0 || second >= 0) return first >= 0 ? -1 : 1;
  return a.localeCompare(b, 'en');
}
