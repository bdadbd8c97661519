import { join } from 'node:path';
import { isMissing, type Bench, type Row } from '../bench.ts';
import { compare, type Contender } from '../compare.ts';
import { allRemedied } from '../expected.ts';
import type { Peer } from '../peers.ts';
import {
  auditedProject,
  restoreAudited,
  writeAdvisories,
  writeAuditLockfile,
  writeLockedProject,
  type Project,
} from '../projects.ts';
import { PROMPT } from '../stub/protocol.ts';
import { atMost } from '../verdict.ts';
import { auditAdvisories, VULNERABLE } from '../workload/advisories.ts';

/** One that fills caches and connections, and some to measure. */
const PASSES = 5;

/** Advisories alone are in memory; repositories are asked for each of the 1,500 packages, and again for each proof. */
export const analysis: Row = {
  id: '8',
  title:
    'Analysis of a lockfile of 1,500 packages, 60 of them vulnerable: findings, proposals and proofs, in the server',
  async run(bench) {
    const { folder, proxyUrl, areAll } = analysed(bench);
    const contenders = {
      cold: bench.analysis('product, first analysis', { folder, proxyUrl, passes: 1 }, areAll, true),
      warm: bench.analysis('product, the same again', { folder, proxyUrl, passes: PASSES }, areAll, true),
    };
    const { cold, warm } = await compare(contenders, bench.runs);
    return {
      standings: [cold, warm],
      verdicts: [atMost(300, 'milliseconds of an analysis, connections and caches warm', warm.passMs)],
      notes: ['No PostgreSQL: 60 advisories are in memory from the start, and results are not stored.'],
    };
  },
};

/** Whole processes with nothing in their caches. pnpm asks for 60 packages and writes ranges; the product asks for all, so a loop that only fetches documents is its floor. */
export const audit: Row = {
  id: '9',
  title: 'Audit of 1,500 packages with a fix of the 60 vulnerable ones, cold, as a process',
  async run(bench) {
    const { folder, proxyUrl, areAll } = analysed(bench);
    const pnpm = await bench.peer('pnpm');
    const product = bench.analysis('product', { folder, proxyUrl, passes: 1 }, areAll, false);
    const floor = bench.loop(
      'undici loop, 1,000 of the 1,500 documents, not even decompressed',
      { form: 'full' },
      () => undefined,
    );
    if (isMissing(pnpm)) {
      const standings = await compare({ floor, product }, bench.runs);
      return { standings: [standings.floor, standings.product], verdicts: [], missing: [pnpm] };
    }
    const project = auditedProject(bench.folder, bench.workload, bench.stub);
    const lockfile = await writeAuditLockfile(pnpm, project);
    const before = () => restoreAudited(project, lockfile);
    const told = { ...PROMPT, advisories: auditAdvisories((index) => bench.workload.fixed(index)) };
    const tool = (words: readonly string[], check: (stdout: string) => void): Contender =>
      bench.tool(...pnpmAudit(pnpm, project, words), check, before, told);
    const contenders = {
      audit: tool(['--json'], areReported),
      override: tool(['--fix'], () => undefined),
      floor,
      product,
    };
    const standings = await compare(contenders, bench.runs);
    const { wallMs } = standings.product;
    return {
      standings: [standings.audit, standings.override, standings.floor, standings.product],
      verdicts: [
        atMost(
          1,
          'wall, product / pnpm audit and --fix',
          wallMs / (standings.audit.wallMs + standings.override.wallMs),
        ),
      ],
      notes: [
        'pnpm writes overrides and no lockfile; its --fix update installs packages, which the registry here has not.',
      ],
    };
  },
};

function analysed(bench: Bench) {
  const { workload, stub } = bench;
  const folder = join(bench.folder, 'analysed-project');
  writeLockedProject(folder, workload, stub);
  writeAdvisories(folder, workload);
  return { folder, proxyUrl: stub.proxyUrl, areAll: allRemedied(workload) };
}

function pnpmAudit(pnpm: Peer, { folder, environment }: Project, words: readonly string[]) {
  const label = ['audit', ...words].filter((word) => word !== '--json').join(' ');
  // 1 says that something is vulnerable.
  const program = { command: pnpm.command, parameters: ['audit', ...words], folder, environment, exitCodes: [0, 1] };
  return [{ ...pnpm, label: `${pnpm.label} ${label}` }, program] as const;
}

function areReported(stdout: string): void {
  const { advisories } = JSON.parse(stdout) as { advisories: Record<string, { module_name: string }> };
  const names = new Set(Object.values(advisories).map(({ module_name }) => module_name));
  if (names.size !== VULNERABLE.length) throw new Error(`pnpm found ${names.size} packages.`);
}
