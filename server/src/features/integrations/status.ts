import type { Check, ConnectionReport } from '../../connectors/connector.ts';
import type { IntegrationStatus } from './entity.ts';

/** What a test says about the integration as a whole. Details worth a look do not degrade what AWS has confirmed. */
export function statusAfter(report: Pick<ConnectionReport, 'checks'>): IntegrationStatus {
  const { checks } = report;
  if (checks.some((check) => check.code === 'EXTERNAL_ID_ENFORCED' && check.status === 'FAILED')) return 'INSECURE';
  const reads = checks.filter((check) => check.code === 'REPOSITORY_READ');
  const isUsable = reads.some((check) => check.status === 'PASSED' || check.status === 'WARNING');
  if (!isUsable) return 'FAILING';
  return checks.some(needsAttention) ? 'DEGRADED' : 'CONNECTED';
}

function needsAttention({ code, status }: Check): boolean {
  return status === 'FAILED' || (status === 'WARNING' && code !== 'DETAILS');
}
