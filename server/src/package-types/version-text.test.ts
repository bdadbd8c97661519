import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareDigits, compareLabels, compareText } from './version-text.ts';

it('compares runs of digits as numbers of any length', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n }), fc.bigInt({ min: 0n }), fc.nat(3), (a, b, zeros) => {
      const order = compareDigits(`${'0'.repeat(zeros)}${a}`, `${b}`);
      expect([order < 0, order > 0]).toEqual([a < b, a > b]);
    }),
  );
});

it('orders labels as https://semver.org/#spec-item-11 has it', () => {
  const ascending = ['alpha', 'alpha.1', 'alpha.beta', 'beta', 'beta.2', 'beta.11', 'rc.1'].map((text) =>
    text.split('.'),
  );
  for (const [place, older] of ascending.entries()) {
    for (const newer of ascending.slice(place + 1)) {
      expect(compareLabels(older, newer)).toBeLessThan(0);
      expect(compareLabels(newer, older)).toBeGreaterThan(0);
    }
    expect(compareLabels(older, [])).toBeLessThan(0);
  }
});

it('compares by code units', () => {
  expect(['b', 'B', 'a', 'ä', ''].sort(compareText)).toEqual(['', 'B', 'a', 'b', 'ä']);
});
