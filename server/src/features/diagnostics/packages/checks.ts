/** Collects the steps of one diagnosis, each timed. */

import type { Check, CheckCode, CheckStatus } from '../../../connectors/connector.ts';
import type { Diagnosis, Evidence } from '../../../lib/diagnosis.ts';
import type { Repository } from '../../integrations/index.ts';
import type { Answered } from './inquiry.ts';

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

/** What was really answered; null where nothing was asked. */
export function evidenceIn(answered: Answered<unknown>): Evidence | null {
  return answered.status === 'unasked' ? null : answered.evidence;
}

/** Why a step was not taken. */
export function skipped(reason: string): Verdict {
  return { status: 'SKIPPED', diagnosis: { category: 'UNKNOWN', summary: reason, causes: [] } };
}

/** Of what was looked for where nothing is expected: found deserves a look. */
export function foundVerdict(answered: Answered<unknown>): Verdict {
  if (answered.status === 'unasked') return skipped(answered.reason);
  return { status: answered.status === 'answered' ? 'WARNING' : 'PASSED', evidence: answered.evidence };
}
