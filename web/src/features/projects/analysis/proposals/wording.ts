/** Proposals in words, and as files. */

import type { ChangeWay, ProofStatus } from '../../../../graphql/generated/graphql.ts';

/** How a change reaches its version; null for a way that this page does not know. */
export function wayText(way: ChangeWay): string | null {
  return ways[way] ?? null;
}

const ways: Partial<Record<ChangeWay, string>> = {
  UPDATE: 'Updates within what every requirement accepts',
  REQUIREMENT: 'Raises a requirement of the project',
  OVERRIDE: 'Decides the version against its dependents, with an override',
};

/** What a proof came to; why one does not hold, it says itself. */
export function proofText(status: ProofStatus): string {
  return outcomes[status];
}

const outcomes: Record<ProofStatus, string> = {
  HOLDS: 'The advisories are gone, and none comes in.',
  PARTLY: 'The advisories are gone from what could be checked.',
  FAILS: 'The change does not hold.',
};

/** A name for the file, of letters that every file system takes: `shop-lodash-4.17.21.patch`. */
export function patchName(...parts: readonly string[]): string {
  const name = parts
    .map((part) => part.replace(/[^\w.]+/g, '-').replace(/^[-.]+|[-.]+$/g, ''))
    .filter((part) => part !== '')
    .join('-');
  return `${name.slice(0, 120)}.patch`;
}
