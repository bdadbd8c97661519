import { describe, expect, it } from 'vitest';
import { inParallel, pause, unlessAborted } from './concurrency.ts';

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
    const started = performance.now();
    await expect(pause(5_000, AbortSignal.timeout(5))).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
