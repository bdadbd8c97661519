import type { Row } from '../bench.ts';
import { compare } from '../compare.ts';
import { allHits } from '../expected.ts';
import { atMost } from '../verdict.ts';
import { DEPENDENCY_COUNT, RECORD_COUNT } from '../workload/matching.ts';

const PASSES = 200;

export const matching: Row = {
  id: '7',
  title: `${DEPENDENCY_COUNT} dependencies against ${RECORD_COUNT} advisories, in memory`,
  async run(bench) {
    const contenders = { product: bench.local('product', { work: 'match', passes: PASSES }, allHits()) };
    const { product } = await compare(contenders, bench.runs);
    return {
      standings: [product],
      verdicts: [atMost(1, 'milliseconds of one pass', product.passMs)],
      notes: ['Every run found exactly what comparing each version with each record finds.'],
    };
  },
};
