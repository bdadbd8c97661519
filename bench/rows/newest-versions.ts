import { isMissing, type Row } from '../bench.ts';
import { compare } from '../compare.ts';
import { newestPackages, outdatedPackages } from '../expected.ts';
import { npmProject, pnpmOutdated, writePnpmLockfile } from '../projects.ts';
import { atMost } from '../verdict.ts';

/** What is newer than what a project uses, asked for the first time: whole processes, as a user would start them. */
export const newestVersions: Row = {
  id: '2',
  title: 'Newest versions of 1,000 direct dependencies, cold',
  async run(bench) {
    const { workload } = bench;
    const project = npmProject(bench.folder, workload, bench.stub);
    const [pnpm, updates] = [await bench.peer('pnpm'), await bench.peer('npm-check-updates')];
    if (!isMissing(pnpm)) await writePnpmLockfile(pnpm, project);
    const outdated = outdatedPackages(workload);
    const forget = () => project.forget();
    const ncu = ['--concurrency', '32', '--jsonUpgraded'];
    const contenders = {
      pnpm: isMissing(pnpm) ? undefined : bench.tool(pnpm, pnpmOutdated(pnpm, project), areNewer(outdated), forget),
      updates: isMissing(updates)
        ? undefined
        : bench.tool(
            { ...updates, label: `${updates.label} --concurrency 32` },
            { ...project, command: updates.command, parameters: ncu },
            areAllNewer(outdated),
            forget,
          ),
      product: bench.product({ read: 'newest' }, newestPackages(workload)),
    };
    const standings = await compare(contenders, bench.runs);
    const { wallMs } = standings.product;
    return {
      standings: [standings.pnpm, standings.updates, standings.product],
      verdicts: [
        standings.pnpm && atMost(1, '2a  wall, product / pnpm', wallMs / standings.pnpm.wallMs),
        standings.updates && atMost(0.25, '2b  wall, product / npm-check-updates', wallMs / standings.updates.wallMs),
      ],
      missing: [pnpm, updates].filter(isMissing),
    };
  },
};

/** pnpm names what is newer than its lockfile, which holds the newest within each range. */
function areNewer(outdated: ReadonlyMap<string, string>): (stdout: string) => void {
  return (stdout) => {
    const found = Object.entries(JSON.parse(stdout) as Record<string, { latest: string }>);
    const wrong = found.find(([name, { latest }]) => outdated.get(name) !== latest);
    if (wrong || found.length === 0)
      throw new Error(`pnpm found ${found.length} packages; ${wrong?.[0] ?? 'none'} is wrong.`);
  };
}

function areAllNewer(outdated: ReadonlyMap<string, string>): (stdout: string) => void {
  return (stdout) => {
    const found = Object.entries(JSON.parse(stdout) as Record<string, string>);
    const isRight =
      found.length === outdated.size && found.every(([name, range]) => range === `^${outdated.get(name)}`);
    if (!isRight)
      throw new Error(`npm-check-updates found ${found.length} packages in place of ${outdated.size}, or others.`);
  };
}
