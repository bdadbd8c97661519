import { isMissing, type Row } from '../bench.ts';
import { compare } from '../compare.ts';
import { newestPackages } from '../expected.ts';
import { npmProject, pnpmOutdated, writePnpmLockfile } from '../projects.ts';
import { atMost } from '../verdict.ts';

/** The first pass fills caches; the median of the others is measured, in a process that runs already. */
const PASSES = 10;

/** The same asked again while nothing changed: one conditional request for each package, and nothing read. */
export const unchanged: Row = {
  id: '3',
  title: 'The same 1,000 again, nothing changed: time of one pass in a running process',
  async run(bench) {
    const { workload } = bench;
    const project = npmProject(bench.folder, workload, bench.stub);
    const pnpm = await bench.peer('pnpm');
    if (!isMissing(pnpm)) await writePnpmLockfile(pnpm, project);
    const contenders = {
      loop: bench.loop('undici loop C=32, 304s dumped', { passes: PASSES }, () => undefined),
      pnpm: isMissing(pnpm)
        ? undefined
        : bench.tool(
            pnpm,
            pnpmOutdated(pnpm, project),
            () => undefined,
            () => undefined,
          ),
      product: bench.product({ read: 'newest', passes: PASSES }, newestPackages(workload)),
    };
    // What pnpm keeps is there after its first run.
    await contenders.pnpm?.run();
    const { loop, pnpm: warm, product } = await compare(contenders, bench.runs);
    const passMs = product.passMs ?? Number.NaN;
    return {
      standings: [loop, warm, product],
      verdicts: [
        atMost(1.5, 'one pass, product / loop', passMs / (loop.passMs ?? Number.NaN)),
        warm && atMost(0.4, 'one pass of the product / pnpm as a process, warm', passMs / warm.wallMs),
      ],
      missing: [pnpm].filter(isMissing),
      notes: [
        `Wall, CPU and requests of loop and product are those of ${PASSES} passes, the first of them cold; "pass" is the median of the others.`,
      ],
    };
  },
};
