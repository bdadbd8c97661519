/** Cursor connections. Lists are ordered by id, newest first; ids are made in order of time (id.ts), so a cursor is an id. */

import { InvalidInput } from './errors.ts';
import { idFromBytes, idToBytes } from './id.ts';

export const MAX_PAGE_SIZE = 100;
const ID_BYTES = 16;

/** What a store needs: fetch up to `limit + 1` rows, those with an id below `afterId`, in descending order of id. */
export interface Page {
  limit: number;
  afterId: string | null;
}

export interface Connection<Node> {
  edges: { cursor: string; node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}

/** Reads the arguments `first` and `after`; InvalidInput unless 1 <= first <= 100 and the cursor is one of ours. */
export function readPage(first: number, after: string | null | undefined): Page {
  if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE_SIZE) {
    throw new InvalidInput(`"first" must be between 1 and ${MAX_PAGE_SIZE}.`);
  }
  return { limit: first, afterId: after === null || after === undefined ? null : readCursor(after) };
}

/** The connection for the rows that a store found for `page`, the extra row included where there is one. */
export function toConnection<Row extends { id: string }, Node>(
  rows: Row[],
  page: Page,
  totalCount: number,
  toNode: (row: Row) => Node,
): Connection<Node> {
  const edges = rows.slice(0, page.limit).map((row) => ({ cursor: toCursor(row.id), node: toNode(row) }));
  return {
    edges,
    pageInfo: { hasNextPage: rows.length > page.limit, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount,
  };
}

function toCursor(id: string): string {
  return idToBytes(id).toString('base64url');
}

function readCursor(cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== ID_BYTES || bytes.toString('base64url') !== cursor) {
    throw new InvalidInput('"after" is not a cursor of this list. Use the endCursor of the page before.');
  }
  return idFromBytes(bytes);
}
