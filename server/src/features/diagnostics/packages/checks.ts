/** Collects the steps of one diagnosis, each timed. */

import type { Check, CheckCode, CheckStatus } from '../../../connectors/connector.ts';
import type { Diagnosis, Evidence } from '../../../lib/diagnosis.ts';
import type { Repository } from '../../integrations/index.ts';

export interface Verdict {
  status: CheckStatus;
  evidence?: Evidence | null;
  diagnosis?: Diagnosis | null;
}

/** The time of a step, for the check that will be made of it. */
export async function timed<T>(step: () => Promise<T>): Promise<{ value: T; durationMs: number }> {
  const started = performance.now();
  const value = await step();
  return { value, durationMs: Math.round(performance.now() - started) };
}

export function check(
  code: CheckCode,
  label: string,
  repository: Repository | null,
  durationMs: number,
  { status, evidence = null, diagnosis = null }: Verdict,
): Check {
  const domain = repository && `${repository.domain}-${repository.domainOwner} ${repository.region}`;
  return { code, label, domain, repositoryUrl: repository?.url ?? null, durationMs, status, evidence, diagnosis };
}

/** Why a step was not taken. */
export function skipped(reason: string): Verdict {
  return { status: 'SKIPPED', diagnosis: { category: 'UNKNOWN', summary: reason, causes: [] } };
}
