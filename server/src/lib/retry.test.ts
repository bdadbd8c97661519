import { describe, expect, it } from 'vitest';
import { backoffMs, readRetryAfter, RetryBudget } from './retry.ts';

const now = new Date('2026-01-01T00:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['2', 2_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', null],
    [undefined, null],
  ])('%j asks for %s ms', (header, milliseconds) => {
    expect(readRetryAfter(header, now)).toBe(milliseconds);
  });

  it.each(['-1', '99999999999999', '1e9'])('%j never asks for less than nothing', (header) => {
    expect(readRetryAfter(header, now) ?? 0).toBeGreaterThanOrEqual(0);
  });
});

it('waits anywhere between nothing and a bound that doubles', () => {
  expect([1, 2, 3, 10].map((attempt) => backoffMs(attempt, () => 1))).toEqual([200, 400, 800, 5_000]);
  expect(backoffMs(3, () => 0)).toBe(0);
});

it('grants a failing system a bounded number of tries, and earns them back slowly', () => {
  const budget = new RetryBudget();
  let granted = 0;
  while (budget.spend()) granted += 1;
  expect(granted).toBe(50);
  for (let answer = 0; answer < 11; answer += 1) budget.earn();
  expect([budget.spend(), budget.spend()]).toEqual([true, false]);
});
