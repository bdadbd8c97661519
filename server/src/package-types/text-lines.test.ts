import { expect, it } from 'vitest';
import { TextLines } from './text-lines.ts';

it('turns offsets into lines', () => {
  const lines = new TextLines('a\n\nb');
  expect([0, 1, 2, 3, 4, 99].map((offset) => lines.lineAt(offset))).toEqual([1, 1, 2, 3, 3, 3]);
});

it('turns lines into offsets', () => {
  const lines = new TextLines('a\n\nb');
  expect([1, 2, 3].map((line) => lines.startOf(line))).toEqual([0, 2, 3]);
});
