import type { Check, ConnectionReport } from '../../connectors/connector.ts';
import type { TestedStatus } from './entity.ts';

/** What a test says about the integration as a whole. Details worth a look do not degrade what AWS has confirmed. */
export function statusAfter(report: Pick<ConnectionReport, 'checks'>): TestedStatus {
  const { checks } = report;
  if (checks.some((check) => check.code === 'EXTERNAL_ID_ENFORCED' && check.status === 'FAILED')) return 'INSECURE';
  const isUsable = checks.some((check) => check.code === 'REPOSITORY_READ' && isReadable(check, checks));
  if (!isUsable) return 'FAILING';
  return problemsOf(report).length > 0 ? 'DEGRADED' : 'CONNECTED';
}

/** The checks that keep the integration from being connected: those that failed, and warnings but for the details'. */
export function problemsOf({ checks }: Pick<ConnectionReport, 'checks'>): Check[] {
  return checks.filter(({ code, status }) => status === 'FAILED' || (status === 'WARNING' && code !== 'DETAILS'));
}

/** An unclear read counts, unless something else of the repository failed: then it was unclear because of that. */
function isReadable({ status, repositoryUrl }: Check, all: readonly Check[]): boolean {
  if (status !== 'WARNING') return status === 'PASSED';
  return !all.some((other) => other.repositoryUrl === repositoryUrl && other.status === 'FAILED');
}
