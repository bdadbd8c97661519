import { describe, expect, it } from 'vitest';
import {
  Ending,
  type GrowingLimit,
  inGrowingParallel,
  inParallel,
  pause,
  TIME_IS_UP,
  unlessAborted,
} from './concurrency.ts';

describe('inParallel', () => {
  it('keeps the order of the items and the limit', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 1, 3, 2, 4], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await pause(item);
      running -= 1;
      return item * 10;
    });
    expect(results).toEqual([50, 10, 30, 20, 40]);
    expect(most).toBe(2);
  });

  it('rejects with the first error', async () => {
    const work = async (item: number) => {
      if (item === 2) throw new Error('two');
    };
    await expect(inParallel([1, 2, 3], 1, work)).rejects.toThrow('two');
  });

  it('begins nothing more once something failed', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await pause(item);
      if (item === 1) throw new Error('one');
    };
    await expect(inParallel([1, 5, 2, 3, 4], 2, work)).rejects.toThrow('one');
    await pause(20);
    expect(begun).toEqual([1, 5]);
  });

  it('has nothing to do for no items', async () => {
    expect(await inParallel([], 4, async () => 1)).toEqual([]);
  });
});

describe('inGrowingParallel', () => {
  async function mostAtOnce(limit: GrowingLimit<number>): Promise<number> {
    let [running, most] = [0, 0];
    const results = await inGrowingParallel([...Array(60).keys()], limit, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await pause(1);
      running -= 1;
      return item * 10;
    });
    expect(results).toEqual([...Array(60).keys()].map((item) => item * 10));
    return most;
  }

  it('lets more in while the work is slow, and keeps the order of the items', async () => {
    expect(await mostAtOnce({ least: 2, most: 9, isSlow: () => true })).toBe(9);
    expect(await mostAtOnce({ least: 2, most: 9, isSlow: () => false })).toBe(2);
    expect(await mostAtOnce({ least: 2, most: 9, isSlow: (result) => result < 30 })).toBe(5);
    expect(await mostAtOnce({ least: 2, most: 9, isSlow: (_result, workers) => workers < 5 })).toBe(5);
  });

  it('rejects with the first error and begins nothing more', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await pause(1);
      if (item === 2) throw new Error('two');
    };
    await expect(
      inGrowingParallel([1, 2, 3, 4, 5, 6], { least: 2, most: 4, isSlow: () => true }, work),
    ).rejects.toThrow('two');
    const count = begun.length;
    await pause(20);
    expect(begun).toHaveLength(count);
    expect(count).toBeLessThan(6);
  });

  it('has nothing to do for no items', async () => {
    expect(await inGrowingParallel([], { least: 2, most: 4, isSlow: () => true }, async () => 1)).toEqual([]);
  });
});

describe('an ending', () => {
  it('comes when the time is up', async () => {
    const ending = new Ending(5);
    await expect(pause(5_000, ending.signal)).rejects.toBe(TIME_IS_UP);
    expect(ending.remainingMs).toBe(0);
  });

  it('comes with the signal it was given, also where that was aborted before', async () => {
    const stop = new AbortController();
    const [ending, other] = [new Ending(5_000, stop.signal), new Ending(5_000, stop.signal)];
    const waiting = pause(5_000, ending.signal);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await expect(pause(5_000, other.signal)).rejects.toThrow('stopped');
    expect(ending.remainingMs).toBeGreaterThan(0);
  });

  it('does not come once it is closed', async () => {
    const stop = new AbortController();
    const ending = new Ending(5, stop.signal);
    const { signal } = ending;
    ending.close();
    stop.abort();
    await pause(15);
    expect(signal.aborted).toBe(false);
  });
});

describe('unlessAborted', () => {
  it('gives what comes first: the outcome', async () => {
    expect(await unlessAborted(Promise.resolve(1), new AbortController().signal)).toBe(1);
    expect(await unlessAborted(Promise.resolve(1), undefined)).toBe(1);
  });

  it('or the reason of the signal, while the rest goes on', async () => {
    const work = pause(30).then(() => 'done');
    await expect(unlessAborted(work, AbortSignal.timeout(5))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await work).toBe('done');
  });
});

describe('unlessAborted of what fails later', () => {
  it('leaves no rejection unhandled', async () => {
    const work = pause(10).then(() => Promise.reject(new Error('later')));
    await expect(unlessAborted(work, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    await pause(20);
  });
});

describe('pause', () => {
  it('ends when it is aborted', async () => {
    await expect(pause(5_000, AbortSignal.timeout(5))).rejects.toThrow();
  });
});
