import { describe, expect, it } from 'vitest';
import { ExpiringCache, type Expiring } from './expiring-cache.ts';

const HOUR = 3_600_000;

describe('ExpiringCache', () => {
  it('loads once for any number of callers at the same time, and gives out what it has', async () => {
    const { cache, loads, load } = start();
    const values = await Promise.all(Array.from({ length: 100 }, () => cache.get('a', load)));
    expect(new Set(values)).toEqual(new Set(['value 1']));
    expect(await cache.get('a', load)).toBe('value 1');
    expect(loads).toHaveLength(1);
  });

  it('keeps keys apart', async () => {
    const { cache, load } = start();
    expect([await cache.get('a', load), await cache.get('b', load)]).toEqual(['value 1', 'value 2']);
  });

  it('renews ahead of expiry without letting anybody wait', async () => {
    const { cache, clock, loads, load } = start();
    await cache.get('a', load);
    clock.pass(0.76 * HOUR);
    const slow = deferred();
    expect(await cache.get('a', () => slow.promise)).toBe('value 1');
    expect(await cache.get('a', load)).toBe('value 1');
    expect(loads).toHaveLength(1);
    slow.resolve({ value: 'renewed', expiresAt: clock.in(HOUR) });
    await slow.promise;
    await Promise.resolve();
    expect(await cache.get('a', load)).toBe('renewed');
  });

  it('goes on giving out a value whose renewal fails, until it ends', async () => {
    const { cache, clock, load } = start();
    await cache.get('a', load);
    clock.pass(0.8 * HOUR);
    const fail = () => Promise.reject(new Error('no'));
    expect(await cache.get('a', fail)).toBe('value 1');
    expect(await cache.get('a', fail)).toBe('value 1');
    clock.pass(0.2 * HOUR);
    await expect(cache.get('a', fail)).rejects.toThrow('no');
  });

  it('does not give out a value that is about to end', async () => {
    const { cache, clock, load } = start();
    await cache.get('a', load);
    clock.pass(HOUR - 20_000);
    expect(await cache.get('a', load)).toBe('value 2');
  });

  it('keeps no failure, and tells it to everybody who waited', async () => {
    const { cache, load } = start();
    const fail = () => Promise.reject(new Error('no'));
    const outcomes = await Promise.allSettled([cache.get('a', fail), cache.get('a', fail)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.get('a', load)).toBe('value 1');
  });

  it('forgets what begins with a prefix and nothing else', async () => {
    const { cache, load } = start();
    await Promise.all(['one a', 'one b', 'two a'].map((key) => cache.get(key, load)));
    cache.forget('one ');
    expect(await Promise.all(['one a', 'two a'].map((key) => cache.get(key, load)))).toEqual(['value 4', 'value 3']);
  });

  it('does not keep what was being loaded when it was told to forget', async () => {
    const { cache, clock, load } = start();
    const slow = deferred();
    const waiting = cache.get('a', () => slow.promise);
    cache.forget('a');
    const next = cache.get('a', load);
    slow.resolve({ value: 'made before', expiresAt: clock.in(HOUR) });
    expect(await waiting).toBe('made before');
    expect(await next).toBe('value 1');
    expect(await cache.get('a', load)).toBe('value 1');
  });
});

function start() {
  let now = Date.UTC(2026, 0, 1);
  const clock = {
    now: () => new Date(now),
    pass: (milliseconds: number) => (now += milliseconds),
    in: (milliseconds: number) => new Date(now + milliseconds),
  };
  const loads: number[] = [];
  const load = async () => ({ value: `value ${loads.push(now)}`, expiresAt: clock.in(HOUR) });
  return { cache: new ExpiringCache<string>(clock), clock, loads, load };
}

function deferred() {
  let resolve: (value: Expiring<string>) => void = () => undefined;
  const promise = new Promise<Expiring<string>>((settle) => (resolve = settle));
  return { promise, resolve };
}
