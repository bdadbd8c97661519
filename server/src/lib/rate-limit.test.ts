import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimit } from './rate-limit.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Times at which `count` requests went, all asked for at once. */
function departures(limit: RateLimit, count: number): number[] {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) void limit.take().then(() => times.push(performance.now()));
  return times;
}

function mostInAnySecond(times: number[]): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 1_000).length));
}

describe('a rate limit of 800 per second', () => {
  it('lets no more than 800 go in any second, and no less than 95 % of that', async () => {
    const times = departures(new RateLimit(800), 4_000);
    await vi.advanceTimersByTimeAsync(5_500);
    expect(times).toHaveLength(4_000);
    expect(mostInAnySecond(times)).toBeLessThanOrEqual(800);
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
    expect(4_000 / seconds / 800).toBeGreaterThan(0.95);
  });

  it('lets nobody go while the other side asks to wait, and then no crowd', async () => {
    const limit = new RateLimit(800);
    const times = departures(limit, 2_000);
    await vi.advanceTimersByTimeAsync(500);
    for (let refusal = 0; refusal < 60; refusal += 1) limit.slowDown(2_000);
    const before = times.length;
    await vi.advanceTimersByTimeAsync(1_999);
    expect(times).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(1_001);
    const inNextSecond = times.length - before;
    expect(inNextSecond).toBeGreaterThan(400);
    expect(inNextSecond).toBeLessThan(620);
  });

  it('grows back', async () => {
    const limit = new RateLimit(800);
    limit.slowDown(0);
    expect(limit.isIdle).toBe(false);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(limit.isIdle).toBe(true);
  });

  it('keeps no place for who has gone', async () => {
    const limit = new RateLimit(1);
    await limit.take();
    const stop = new AbortController();
    const waiting = limit.take(stop.signal);
    const next = departures(limit, 1);
    stop.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(limit.take(stop.signal)).rejects.toThrow('gone');
    await vi.advanceTimersByTimeAsync(1_100);
    expect(next).toHaveLength(1);
  });
});
