/** Proposals in words, and as files. */

import type { ChangeWay } from '../../../../graphql/generated/graphql.ts';

/** How a change reaches its version; null for a way that this page does not know. */
export function wayText(way: ChangeWay): string | null {
  return ways[way] ?? null;
}

const ways: Partial<Record<ChangeWay, string>> = {
  UPDATE: 'Updates within what every requirement accepts',
  REQUIREMENT: 'Raises a requirement of the project',
  OVERRIDE: 'Decides the version against its dependents, with an override',
};

/** A name for the file, of letters that every file system takes: `shop-lodash-4.17.21.patch`. */
export function patchName(...parts: readonly string[]): string {
  const name = parts
    .map((part) => part.replace(/[^\w.]+/g, '-').replace(/^[-.]+|[-.]+$/g, ''))
    .filter((part) => part !== '')
    .join('-');
  return `${name.slice(0, 120)}.patch`;
}
