import { describe, expect, it } from 'vitest';
import { count, duration, relativeTime, remainingTime, utcTime } from './time.ts';

const now = Date.parse('2026-11-24T12:00:00Z');

describe('relativeTime', () => {
  it.each([
    ['2026-11-24T11:59:50Z', 'just now'],
    ['2026-11-24T12:00:20Z', 'just now'],
    ['2026-11-24T11:57:00Z', '3 minutes ago'],
    ['2026-11-24T10:01:00Z', '1 hour ago'],
    ['2026-11-23T11:00:00Z', 'yesterday'],
    ['2026-11-26T13:00:00Z', 'in 2 days'],
    ['2025-11-01T12:00:00Z', 'last year'],
  ])('says %s as %s', (time, words) => {
    expect(relativeTime(Date.parse(time), now)).toBe(words);
  });
});

describe('utcTime', () => {
  it('names the zone', () => {
    expect(utcTime(now)).toBe('2026-11-24 12:00:00 UTC');
  });
});

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [840.4, '840 ms'],
    [1240, '1.2 s'],
    [125_000, '2 min 5 s'],
  ])('says %d ms as %s', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words);
  });
});

describe('count', () => {
  it('chooses the number of the noun', () => {
    expect([count(1, 'check'), count(2, 'check'), count(1200, 'repository', 'repositories')]).toEqual([
      '1 check',
      '2 checks',
      '1,200 repositories',
    ]);
  });
});

describe('remainingTime', () => {
  it.each([
    [-5, '0 s'],
    [0, '0 s'],
    [1, '1 s'],
    [59_000, '59 s'],
    [59_001, '1 min 0 s'],
    [125_000, '2 min 5 s'],
  ])('%i ms is %s', (milliseconds, words) => {
    expect(remainingTime(milliseconds)).toBe(words);
  });
});
