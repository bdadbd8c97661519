import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { filterInSlices, mapInSlices, runInSlices, sortInSlices, type Slices } from './in-slices.ts';

const numbers = fc.array(fc.nat(50), { maxLength: 4_000, size: 'max' });

it('gives what the array methods give', async () => {
  await fc.assert(
    fc.asyncProperty(numbers, async (items) => {
      const pairs = items.map((number, place) => ({ number, place }));
      const byNumber = (a: { number: number }, b: { number: number }) => a.number - b.number;
      expect(await sortInSlices(pairs, byNumber)).toEqual(pairs.toSorted(byNumber));
      expect(await mapInSlices(items, (item) => item * 2)).toEqual(items.map((item) => item * 2));
      expect(await filterInSlices(items, (item) => item % 3 === 0)).toEqual(items.filter((item) => item % 3 === 0));
    }),
    { numRuns: 50 },
  );
});

it.each<[string, (items: number[]) => Promise<unknown>]>([
  ['sorts', (items) => sortInSlices(items, (a, b) => b - a)],
  ['changes each', (items) => mapInSlices(items, String)],
  ['picks', (items) => filterInSlices(items, () => true)],
  ['does any work', () => runInSlices(steps())],
])('lets others run while it %s', async (_what, work) => {
  let turns = 0;
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  await work(Array.from({ length: 20_000 }, (_, index) => index));
  clearImmediate(next);
  expect(turns).toBeGreaterThan(10);
});

it('passes on what the work throws', async () => {
  await expect(runInSlices(failing())).rejects.toThrow('no');
});

/** Takes its time, two milliseconds between two opportunities for others. */
function* steps(): Slices<string> {
  for (let step = 0; step < 40; step += 1) {
    const endsAt = performance.now() + 2;
    while (performance.now() < endsAt);
    yield;
  }
  return 'done';
}

function* failing(): Slices<never> {
  yield;
  throw new Error('no');
}
