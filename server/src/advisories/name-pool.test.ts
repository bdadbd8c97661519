import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { NamePool } from './name-pool.ts';

it('numbers each text once, and gives it back, before and after it is frozen', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'a', 'ä', '__proto__', 'x'.repeat(2_000)));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 200 }), (texts) => {
      const pool = new NamePool();
      const numbers = texts.map((one) => pool.add(one));
      const distinct = [...new Set(texts)];
      expect(numbers).toEqual(texts.map((one) => distinct.indexOf(one)));
      expect(pool.count).toBe(distinct.length);
      pool.freeze();
      expect(numbers.map((number) => pool.text(number))).toEqual(texts);
    }),
  );
});

it('stays right when it holds more than was expected', () => {
  const pool = new NamePool(10);
  const names = Array.from({ length: 20_000 }, (_, index) => `GHSA-${index}`);
  for (const name of [...names, ...names]) pool.add(name);
  expect(pool.count).toBe(names.length);
  expect([0, 9_999, 19_999].map((number) => pool.text(number))).toEqual(['GHSA-0', 'GHSA-9999', 'GHSA-19999']);
});
