import type { Row } from '../bench.ts';
import { compare, median } from '../compare.ts';
import { newestPackages } from '../expected.ts';
import { atLeast, atMost } from '../verdict.ts';

/** Reads per second that CodeArtifact grants an AWS account: https://docs.aws.amazon.com/codeartifact/latest/ug/service-limits.html */
const QUOTA = 800;
/** What may be saved up: a quarter of a second, so that a stub which was kept waiting by the machine does not refuse what was sent in time. */
const BURST = QUOTA / 4;

/** The quota of an account is nearly used up, and never overdrawn. There is no peer: the others know no quota. */
export const quota: Row = {
  id: '5',
  title: `Newest versions of 1,000 packages, cold, from a registry that refuses what goes beyond ${QUOTA} requests/s (token bucket, burst ${BURST})`,
  async run(bench) {
    const behaviour = { delayMs: 0, quota: { requestsPerSecond: QUOTA, burst: BURST } };
    const task = { read: 'newest', requestsPerSecond: QUOTA } as const;
    const rates: number[] = [];
    const refusals: number[] = [];
    const contender = bench.product(task, newestPackages(bench.workload), behaviour, (counts) => {
      rates.push((counts.requests - counts.refused) / (counts.milliseconds / 1_000) / QUOTA);
      refusals.push(counts.refusedLater);
    });
    const { product } = await compare({ product: contender }, bench.runs);
    return {
      standings: [product],
      verdicts: [
        atLeast(0.95, 'answers per second / quota', median(rates)),
        atMost(0, 'refusals after the first second, worst run', Math.max(...refusals)),
      ],
    };
  },
};
