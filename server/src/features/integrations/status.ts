import type { Check, ConnectionReport } from '../../connectors/connector.ts';
import type { IntegrationStatus } from './entity.ts';

/** What a test says about the integration as a whole. Details worth a look do not degrade what AWS has confirmed. */
export function statusAfter(report: Pick<ConnectionReport, 'checks'>): IntegrationStatus {
  const { checks } = report;
  if (checks.some((check) => check.code === 'EXTERNAL_ID_ENFORCED' && check.status === 'FAILED')) return 'INSECURE';
  const isUsable = checks.some((check) => check.code === 'REPOSITORY_READ' && isReadable(check, checks));
  if (!isUsable) return 'FAILING';
  return checks.some(needsAttention) ? 'DEGRADED' : 'CONNECTED';
}

/** An unclear read counts, unless something else of the repository failed: then it was unclear because of that. */
function isReadable({ status, repositoryUrl }: Check, all: readonly Check[]): boolean {
  if (status !== 'WARNING') return status === 'PASSED';
  return !all.some((other) => other.repositoryUrl === repositoryUrl && other.status === 'FAILED');
}

function needsAttention({ code, status }: Check): boolean {
  return status === 'FAILED' || (status === 'WARNING' && code !== 'DETAILS');
}
