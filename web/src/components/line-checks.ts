/** Checks as the line shows them: planned, running, finished; grouped by domain and repository. */

import type { CheckFieldsFragment, CheckStatus, ConnectionTestSubscription } from '../graphql/generated/graphql.ts';

export type FinishedCheck = CheckFieldsFragment;
export type PlannedCheck = NonNullable<ConnectionTestSubscription['codeArtifactConnectionTest']['planned']>[number];

export type LineStatus = CheckStatus | 'RUNNING' | 'WAITING';

export interface LineCheck extends PlannedCheck {
  status: LineStatus;
  durationMs: number | null;
  evidence: FinishedCheck['evidence'];
  diagnosis: FinishedCheck['diagnosis'];
}

export interface DomainChecks {
  domain: string;
  checks: LineCheck[];
  repositories: { url: string; checks: LineCheck[] }[];
}

export interface Line {
  checks: LineCheck[];
  domains: DomainChecks[];
}

const stages = [
  'DETAILS',
  'PLATFORM_IDENTITY',
  'ASSUME_ROLE',
  'EXTERNAL_ID_ENFORCED',
  'AUTHORIZATION_TOKEN',
  'REPOSITORY_ENDPOINT',
  'REPOSITORY_READ',
];

/** Same step of the same domain and repository. */
export function checkKey({ code, domain, repositoryUrl }: PlannedCheck): string {
  return [code, domain ?? '', repositoryUrl ?? ''].join('|');
}

/** The plan with what has finished filled in; what has everything before it finished counts as running. */
export function runningChecks(planned: readonly PlannedCheck[], finished: ReadonlyMap<string, FinishedCheck>) {
  return planned.map((plan): LineCheck => {
    const check = finished.get(checkKey(plan));
    if (check) return check;
    const isRunning = planned.every((other) => !precedes(other, plan) || finished.has(checkKey(other)));
    return { ...plan, status: isRunning ? 'RUNNING' : 'WAITING', durationMs: null, evidence: null, diagnosis: null };
  });
}

/** Groups checks in the order in which they come. */
export function lineOf(checks: readonly LineCheck[]): Line {
  const line: Line = { checks: [], domains: [] };
  for (const check of checks) {
    if (check.domain === null && check.repositoryUrl === null) {
      line.checks.push(check);
      continue;
    }
    const domain = check.domain ?? '';
    let group = line.domains.find((candidate) => candidate.domain === domain);
    if (!group) line.domains.push((group = { domain, checks: [], repositories: [] }));
    if (check.repositoryUrl === null) {
      group.checks.push(check);
      continue;
    }
    const url = check.repositoryUrl;
    let repository = group.repositories.find((candidate) => candidate.url === url);
    if (!repository) group.repositories.push((repository = { url, checks: [] }));
    repository.checks.push(check);
  }
  return line;
}

const severity: readonly LineStatus[] = ['FAILED', 'RUNNING', 'WARNING', 'WAITING', 'SKIPPED', 'PASSED'];

/** The status that stands for several checks. */
export function worstStatus(checks: readonly LineCheck[]): LineStatus {
  return severity.find((status) => checks.some((check) => check.status === status)) ?? 'PASSED';
}

/** Why a skipped check did not run: the check's own words, or the first failed one that it depends on. */
export function skipReason(check: LineCheck, all: readonly LineCheck[]): string {
  const own = check.diagnosis?.summary ?? check.evidence?.message;
  if (own) return own;
  const culprit = all.find((other) => other.status === 'FAILED' && precedes(other, check));
  return culprit ? `Skipped because this failed: ${culprit.label}` : 'Skipped because the test ended before it';
}

function precedes(other: PlannedCheck, check: PlannedCheck): boolean {
  return (
    stages.indexOf(other.code) < stages.indexOf(check.code) &&
    (other.domain === null || other.domain === check.domain) &&
    (other.repositoryUrl === null || other.repositoryUrl === check.repositoryUrl)
  );
}
