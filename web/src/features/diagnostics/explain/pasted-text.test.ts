import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inKilobytes, READABLE_BYTES, readableEnd, sizeOf } from './pasted-text.ts';

describe('the readable end of a pasted text', () => {
  it('is the whole text where it is short enough', () => {
    const exact = 'x'.repeat(READABLE_BYTES);
    expect(readableEnd('npm error 401\n')).toBe('npm error 401\n');
    expect(readableEnd(exact)).toBe(exact);
  });

  it('begins with a whole line', () => {
    const log = `${'a line of a log\n'.repeat(10_000)}npm error code E401`;
    const end = readableEnd(log);
    expect(end.startsWith('a line of a log\n')).toBe(true);
    expect(end.endsWith('npm error code E401')).toBe(true);
  });

  it('is cut within a line where there is one only', () => {
    expect(sizeOf(readableEnd('ä'.repeat(READABLE_BYTES)))).toBeGreaterThan(READABLE_BYTES - 4);
    expect(readableEnd(`${'x'.repeat(READABLE_BYTES * 2)}\n`)).toHaveLength(READABLE_BYTES);
  });

  it('always fits, and is always an end of the text', () => {
    const texts = fc
      .tuple(fc.string({ unit: 'grapheme', maxLength: 50 }), fc.integer({ min: 0, max: 3_000 }))
      .map(([line, times]) => `${line}\n`.repeat(times));
    fc.assert(
      fc.property(texts, (text) => {
        const end = readableEnd(text);
        expect(sizeOf(end)).toBeLessThanOrEqual(READABLE_BYTES);
        expect(text.endsWith(end)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is spoken of in kilobytes', () => {
    expect([1, 65_536, 65_537, 2_000_000].map(inKilobytes)).toEqual(['1 KB', '64 KB', '65 KB', '1,954 KB']);
  });
});
