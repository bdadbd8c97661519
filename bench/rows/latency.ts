import type { Row } from '../bench.ts';
import { compare } from '../compare.ts';
import { newestPackages } from '../expected.ts';
import { atMost } from '../verdict.ts';

const LATENCY_MS = 30;
const FLOOR_CONNECTIONS = 128;

/** A registry some way off: waiting must be done for many packages at once. */
export const latency: Row = {
  id: '4',
  title: `Newest versions of 1,000 packages, cold, every answer ${LATENCY_MS} ms away: time from first request to last answer`,
  async run(bench) {
    const behaviour = { delayMs: LATENCY_MS, quota: null };
    const contenders = {
      floor: bench.loop(
        `undici loop C=${FLOOR_CONNECTIONS}, bodies not even decompressed`,
        { connections: FLOOR_CONNECTIONS },
        () => undefined,
        behaviour,
      ),
      product: bench.product({ read: 'newest' }, newestPackages(bench.workload), behaviour),
    };
    const { floor, product } = await compare(contenders, bench.runs);
    const ratio = (product.passMs ?? Number.NaN) / (floor.passMs ?? Number.NaN);
    return { standings: [floor, product], verdicts: [atMost(2, 'pass, product / floor', ratio)] };
  },
};
