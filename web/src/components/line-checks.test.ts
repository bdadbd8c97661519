import { describe, expect, it } from 'vitest';
import {
  checkKey,
  lineOf,
  runningChecks,
  skipReason,
  worstStatus,
  type FinishedCheck,
  type PlannedCheck,
} from './line-checks.ts';

const planned: PlannedCheck[] = [
  { code: 'DETAILS', label: 'Details', domain: null, repositoryUrl: null },
  { code: 'ASSUME_ROLE', label: 'Assume the role', domain: null, repositoryUrl: null },
  { code: 'AUTHORIZATION_TOKEN', label: 'Token', domain: 'a', repositoryUrl: null },
  { code: 'REPOSITORY_READ', label: 'Read', domain: 'a', repositoryUrl: 'https://a/npm/x/' },
  { code: 'AUTHORIZATION_TOKEN', label: 'Token', domain: 'b', repositoryUrl: null },
];

function finish(...checks: [PlannedCheck | undefined, FinishedCheck['status']][]) {
  return new Map(
    checks.flatMap(([plan, status]) =>
      plan ? [[checkKey(plan), { ...plan, status, durationMs: 5, evidence: null, diagnosis: null }] as const] : [],
    ),
  );
}

describe('runningChecks', () => {
  it('runs what has nothing unfinished before it', () => {
    const statuses = runningChecks(planned, finish([planned[0], 'PASSED'])).map(({ status }) => status);
    expect(statuses).toEqual(['PASSED', 'RUNNING', 'WAITING', 'WAITING', 'WAITING']);
  });

  it('lets domains wait for the role, not for each other', () => {
    const finished = finish([planned[0], 'PASSED'], [planned[1], 'PASSED'], [planned[2], 'PASSED']);
    expect(runningChecks(planned, finished).map(({ status }) => status)).toEqual([
      'PASSED',
      'PASSED',
      'PASSED',
      'RUNNING',
      'RUNNING',
    ]);
  });
});

describe('lineOf', () => {
  it('puts repositories under their domain', () => {
    const line = lineOf(runningChecks(planned, new Map()));
    expect(line.checks).toHaveLength(2);
    expect(
      line.domains.map(({ domain, checks, repositories }) => [domain, checks.length, repositories.length]),
    ).toEqual([
      ['a', 1, 1],
      ['b', 1, 0],
    ]);
  });
});

describe('worstStatus', () => {
  it('lets a failure stand for all', () => {
    const checks = runningChecks(planned, finish([planned[0], 'PASSED'], [planned[1], 'FAILED']));
    expect(worstStatus(checks)).toBe('FAILED');
  });
});

describe('skipReason', () => {
  it('names the failed check that it depends on', () => {
    const checks = runningChecks(
      planned,
      finish([planned[0], 'PASSED'], [planned[1], 'FAILED'], [planned[3], 'SKIPPED']),
    );
    const skipped = checks[3];
    expect(skipped && skipReason(skipped, checks)).toContain('Assume the role');
  });

  it("prefers the check's own words", () => {
    const checks = runningChecks(planned, finish([planned[3], 'SKIPPED']));
    const own = { httpStatus: null, errorCode: null, message: 'Because.', awsRequestId: null };
    const skipped = checks[3];
    expect(skipped && skipReason({ ...skipped, evidence: own }, checks)).toBe('Because.');
  });
});
