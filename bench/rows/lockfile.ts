import { join } from 'node:path';
import { isMissing, type Row } from '../bench.ts';
import { compare } from '../compare.ts';
import { allLocked } from '../expected.ts';
import { writeLockedProject } from '../projects.ts';
import { atMost } from '../verdict.ts';

/** A server reads many; so the median is of a program that is warm. */
const PASSES = { own: 200, arborist: 15 };

/** Reading must not cost much more than what no reader can do without. */
export const lockfile: Row = {
  id: '6',
  title: 'package-lock.json v3 of 1,500 packages to its dependencies with their places',
  async run(bench) {
    const folder = join(bench.folder, 'locked-project');
    writeLockedProject(folder, bench.workload, bench.stub);
    const areAll = allLocked(bench.workload);
    const arborist = await bench.arborist();
    const own = (name: string, work: 'read' | 'parse' | 'walk') =>
      bench.local(name, { work, folder, passes: PASSES.own }, areAll);
    const contenders = {
      parse: own('JSON.parse', 'parse'),
      walk: own('JSON.parse and a walk', 'walk'),
      arborist: isMissing(arborist)
        ? undefined
        : bench.local(
            `${arborist.label}, loadVirtual`,
            { work: 'arborist', folder, module: arborist.home, passes: PASSES.arborist },
            areAll,
          ),
      product: own('product', 'read'),
    };
    const { parse, walk, arborist: tree, product } = await compare(contenders, bench.runs);
    const pass = (standing: { passMs: number | null }) => standing.passMs ?? Number.NaN;
    return {
      standings: [parse, walk, tree, product],
      verdicts: [
        atMost(3, 'pass, product / JSON.parse', pass(product) / pass(parse)),
        atMost(2.5, 'pass, product / JSON.parse and a walk', pass(product) / pass(walk)),
        tree && atMost(1 / 18, 'pass, product / arborist', pass(product) / pass(tree)),
      ],
      missing: [arborist].filter(isMissing),
    };
  },
};
