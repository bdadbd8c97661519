import { describe, expect, it } from 'vitest';
import { InvalidInput } from './errors.ts';
import { isId, newId } from './id.ts';
import { readPage, toConnection } from './pagination.ts';

const rows = Array.from({ length: 4 }, () => ({ id: newId() })).toReversed();

describe('a page', () => {
  it.each([0, -1, 101, 999_999, 1.5, Number.NaN])('of %s is refused', (first) => {
    expect(() => readPage(first, null)).toThrow(InvalidInput);
  });

  it.each(['', 'x', 'AAAAAAAAAAAAAAAAAAAAAA==', 'AAAAAAAAAAAAAAAAAAAAAB', "'; DROP TABLE", 'A'.repeat(5_000)])(
    'after %j is refused',
    (after) => {
      expect(() => readPage(10, after)).toThrow(InvalidInput);
    },
  );

  it('continues where the page before ended', () => {
    const page = readPage(3, null);
    const { edges, pageInfo, totalCount } = toConnection(rows, page, 4, ({ id }) => id);
    expect(edges.map(({ node }) => node)).toEqual(rows.slice(0, 3).map(({ id }) => id));
    expect(pageInfo).toEqual({ hasNextPage: true, endCursor: edges[2]?.cursor });
    expect(totalCount).toBe(4);
    expect(readPage(3, pageInfo.endCursor)).toEqual({ limit: 3, afterId: rows[2]?.id });
  });

  it('may be empty', () => {
    expect(toConnection([], readPage(3, undefined), 0, String)).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, endCursor: null },
      totalCount: 0,
    });
  });
});

describe('ids', () => {
  it('sort in the order in which they were made', () => {
    const ids = Array.from({ length: 10_000 }, newId);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => isId(id) && /^.{14}7.{4}[89ab]/.test(id))).toBe(true);
  });

  it('carry the time', () => {
    const time = Number.parseInt(newId().replace('-', '').slice(0, 12), 16);
    expect(Math.abs(time - Date.now())).toBeLessThan(1_000);
  });

  it.each(['', 'x', '1', newId().toUpperCase(), `${newId()} `, newId().replaceAll('-', '')])('are not %j', (text) => {
    expect(isId(text)).toBe(false);
  });
});
