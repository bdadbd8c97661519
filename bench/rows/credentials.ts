import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../bench.ts';
import { compare } from '../compare.ts';
import type { TaskResult } from '../processes/task.ts';
import { writeAdvisories } from '../projects.ts';
import type { StubCounts } from '../stub/protocol.ts';
import { atMost, exactly } from '../verdict.ts';
import { VULNERABLE } from '../workload/advisories.ts';
import { packageName } from '../workload/shapes.ts';

const ANALYSES = 1_000;
const HIT_MICROSECONDS = 5;

/** Each of a project with one vulnerable package, so that what is at once is the asking for access. */
export const credentials: Row = {
  id: '14',
  title: `${ANALYSES.toLocaleString('en')} analyses at once through one connection`,
  async run(bench) {
    const { workload, stub } = bench;
    const folder = join(bench.folder, 'small-project');
    mkdirSync(folder, { recursive: true });
    // The last vulnerable one has no dependencies.
    const index = VULNERABLE.at(-1) ?? 0;
    const [name, version] = [packageName(index), workload.used(index)];
    const root = { name: 'small', version: '1.0.0', dependencies: { [name]: `^${version}` } };
    const packages = { '': root, [`node_modules/${name}`]: { version } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(root));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...root, lockfileVersion: 3, packages }));
    writeAdvisories(folder, workload);
    const calls: Pick<StubCounts, 'roleCalls' | 'tokenCalls'>[] = [];
    const hits: number[] = [];
    const check = ({ versionCount, hitMs = Number.NaN }: TaskResult) => {
      if (versionCount !== ANALYSES) throw new Error(`${versionCount} findings in ${ANALYSES} analyses.`);
      hits.push(hitMs * 1_000);
    };
    const task = { folder, proxyUrl: stub.proxyUrl, awsUrl: stub.awsUrl, analyses: ANALYSES };
    const contenders = { product: bench.credentials(task, check, (counts) => calls.push(counts)) };
    const { product } = await compare(contenders, bench.runs);
    return {
      standings: [product],
      verdicts: [
        exactly(
          2,
          'AssumeRole calls',
          calls.map(({ roleCalls }) => roleCalls),
        ),
        exactly(
          1,
          'token calls',
          calls.map(({ tokenCalls }) => tokenCalls),
        ),
        atMost(HIT_MICROSECONDS, 'microseconds of CPU for access that is in memory', Math.max(...hits)),
      ],
    };
  },
};
