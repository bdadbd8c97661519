import { expect, it } from 'vitest';
import { Quota } from './quota.ts';

it('grants what trickles in and what was saved up, and no more', () => {
  const quota = new Quota({ requestsPerSecond: 100, burst: 10 }, 0);
  const granted = (from: number, to: number, count: number) =>
    Array.from({ length: count }, (_, index) => quota.take(from + ((to - from) * index) / count)).filter(Boolean)
      .length;
  expect(granted(0, 0, 50)).toBe(10);
  expect(granted(0, 1_000, 200)).toBeLessThanOrEqual(100);
  expect(granted(1_100, 2_100, 95)).toBe(95);
  expect(granted(60_000, 60_000, 50)).toBe(10);
});
