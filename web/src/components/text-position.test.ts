import { expect, it } from 'vitest';
import { lineCount, offsetOf } from './text-position.ts';

const text = 'one\ntwo\n\nfour';

it.each([
  [1, 1, 0],
  [2, 2, 5],
  [2, 99, 7],
  [3, 1, 8],
  [4, 5, 13],
  [9, 1, 13],
])('line %i, column %i is at offset %i', (line, column, offset) => {
  expect(offsetOf(text, line, column)).toBe(offset);
});

it('counts lines, an empty one at the end too', () => {
  expect(['', 'a', 'a\n', 'a\r\nb'].map(lineCount)).toEqual([1, 1, 2, 2]);
});
