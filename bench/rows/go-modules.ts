import { isMissing, type Row } from '../bench.ts';
import { compare } from '../compare.ts';
import { newestModules } from '../expected.ts';
import { goProject } from '../projects.ts';
import { atMost } from '../verdict.ts';
import { MODULE_COUNT } from '../workload/modules.ts';

/** The first pass fills caches; the median of the others is measured. */
const PASSES = 10;
const LIST = ['list', '-m', '-u', '-json', 'all'];

/** The list of versions and the newest go.mod answer it; the go command asks for more. */
export const goModules: Row = {
  id: '10',
  title: 'Newest versions of 1,000 Go modules',
  async run(bench) {
    const project = goProject(bench.folder, bench.stub);
    const go = await bench.peer('go');
    const program = isMissing(go) ? null : { ...project, command: go.command, parameters: LIST };
    const command = (label: string, before: () => void) =>
      isMissing(go) || !program
        ? undefined
        : bench.tool({ ...go, label: `${go.label} ${LIST.join(' ')}, ${label}` }, program, areNewer, before);
    const contenders = {
      coldGo: command('cold', () => project.forget()),
      // Follows a cold one each time, and so finds the cache that one filled.
      warmGo: command('warm', () => undefined),
      product: bench.product({ packageType: 'GO', read: 'newest' }, newestModules()),
      again: bench.product({ packageType: 'GO', read: 'newest', passes: PASSES }, newestModules()),
    };
    const { coldGo, warmGo, product, again } = await compare(contenders, bench.runs);
    return {
      standings: [coldGo, warmGo, product, { ...again, name: `product, the first of ${PASSES} passes cold` }],
      verdicts: [
        atMost(2, 'requests for each module', product.requests / MODULE_COUNT),
        coldGo && atMost(0.15, 'wall, product / go, both cold', product.wallMs / coldGo.wallMs),
        warmGo &&
          atMost(
            0.5,
            'one pass of the product / go as a process, both warm',
            (again.passMs ?? Number.NaN) / warmGo.wallMs,
          ),
      ],
      missing: [go].filter(isMissing),
    };
  },
};

function areNewer(stdout: string): void {
  const count = stdout.split('"Update": {').length - 1;
  if (count !== MODULE_COUNT) throw new Error(`go found ${count} updates in place of ${MODULE_COUNT}.`);
}
