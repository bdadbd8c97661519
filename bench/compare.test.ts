import { expect, it } from 'vitest';
import { compare, median, type Contender, type Sample } from './compare.ts';

function contender(name: string, wallTimes: number[], log: string[]): Contender {
  const times = [...wallTimes];
  const run = (): Promise<Sample> => {
    log.push(name);
    const wallMs = times.shift() ?? Number.NaN;
    return Promise.resolve({ wallMs, cpuMs: 1, memory: null, requests: 2, passMs: null, passCpuMs: null });
  };
  return { name, run };
}

it('takes turns, and gives the median of each', async () => {
  const log: string[] = [];
  const standings = await compare(
    { peer: contender('peer', [9, 1, 5], log), absent: undefined, product: contender('product', [4, 2, 3], log) },
    3,
  );
  expect(log).toEqual(['peer', 'product', 'peer', 'product', 'peer', 'product']);
  expect(standings).toEqual({
    peer: { name: 'peer', wallMs: 5, cpuMs: 1, memory: null, requests: 2, passMs: null, passCpuMs: null },
    product: { name: 'product', wallMs: 3, cpuMs: 1, memory: null, requests: 2, passMs: null, passCpuMs: null },
  });
});

it.each([
  [[3], 3],
  [[3, 1], 2],
  [[10, 2, 1], 2],
  [[], Number.NaN],
])('says of %j that the median is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});
