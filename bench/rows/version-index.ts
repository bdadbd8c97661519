import type { Row } from '../bench.ts';
import { compare } from '../compare.ts';
import { allVersions, newestPackages } from '../expected.ts';
import { atMost } from '../verdict.ts';

const MEGABYTE = 1_024 * 1_024;

/** Reading what is said of every version must cost less than parsing the document. */
export const versionIndex: Row = {
  id: '1',
  title: '1,000 full packuments to an index of their versions, cold',
  async run(bench) {
    const [areAll, areNewest] = [allVersions(bench.workload), newestPackages(bench.workload)];
    const contenders = {
      loop: bench.loop('undici loop C=32, gunzip, JSON.parse', { form: 'full', isParsed: true }, areAll),
      product: bench.product({ read: 'listings' }, (result) => {
        areAll(result);
        areNewest(result);
      }),
    };
    const { loop, product } = await compare(contenders, bench.runs);
    return {
      standings: [loop, product],
      verdicts: [
        atMost(0.85, 'CPU, product / loop', product.cpuMs / loop.cpuMs),
        atMost(170, 'peak memory of the product, MB', (product.memory ?? Number.NaN) / MEGABYTE),
      ],
    };
  },
};
