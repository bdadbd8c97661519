/** The product's analysis of a project, in a process of its own: everything behind the job but PostgreSQL and the role chain of AWS. */

import { createHttp } from '../../server/src/lib/http.ts';
import type { AnalysisResult } from '../../server/src/features/projects/index.ts';
import { analyserOf } from './analyser.ts';
import type { AnalysisTask } from './analysis-task.ts';
import { customerAccess } from './customer.ts';
import { digestOf } from './digest.ts';
import { printResult, SERVER_CONNECTIONS } from './task.ts';
import { timed } from './timed.ts';

const { folder, proxyUrl, passes } = JSON.parse(process.argv[2] ?? '') as AnalysisTask;
const http = createHttp({ httpsProxy: proxyUrl, connectionsPerOrigin: SERVER_CONNECTIONS });
const unexplained = () => {
  throw new Error('A dependency of the workload cannot be had.');
};
const { analyse } = await analyserOf(folder, http, {
  ...customerAccess,
  explainPackage: unexplained,
  explainRemedy: unexplained,
  confirmRepository: unexplained,
});
let result: AnalysisResult | null = null;
const times = await timed(passes, async () => {
  result = await analyse();
});
await http.close();
const found = remedied(result as unknown as AnalysisResult);
printResult({ ...times, versionCount: found.size, digest: digestOf(found) });

/** Each finding with the version that remedies it, where a proof says so: alone, and with all the others. */
function remedied({ findings, dependencies, proposals, combined, unchecked }: AnalysisResult): Map<string, string> {
  if (combined?.proof.status !== 'HOLDS' || combined.remaining.length > 0) {
    throw new Error(
      `Not everything is remedied at once: ${[...unchecked, ...(combined?.proof.unchecked ?? [])].join(' ')}`,
    );
  }
  const proved = new Map(
    proposals.flatMap(({ findings: gone, toVersion, proof }) =>
      proof.status === 'HOLDS' ? gone.map((id) => [id, toVersion] as const) : [],
    ),
  );
  return new Map(
    findings.map(({ id, dependency, advisoryId, remediationVersion }) => {
      const { name = '', version = '' } = dependencies[dependency] ?? {};
      const isProved = remediationVersion !== null && proved.get(id) === remediationVersion;
      return [`${name}@${version} ${advisoryId}`, isProved ? remediationVersion : 'none'];
    }),
  );
}
