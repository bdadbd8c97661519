/** From a history of reports to what changed: pure, so that every history can be tried. */

import type { Check, CheckStatus, PlannedCheck } from '../../../connectors/connector.ts';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import type { ReportOutcome } from '../reports/store.ts';
import { problemsOf } from '../status.ts';

export const STATUS_CHANGE_KINDS = ['FAILED', 'RECOVERED'] as const;
export type StatusChangeKind = (typeof STATUS_CHANGE_KINDS)[number];

/** The reports that a change lies between; ids. */
export interface Turn {
  kind: StatusChangeKind;
  /** The last one before it. */
  beforeId: string;
  /** The first one that shows it: the next after `beforeId`. */
  firstId: string;
  latestId: string;
}

/** One check that came out otherwise. */
export interface CheckTurn extends PlannedCheck {
  /** Null where the earlier report had no such check, as for a repository that was added since. */
  before: CheckStatus | null;
  after: CheckStatus;
  /** Why it does not pass now. */
  diagnosis: Diagnosis | null;
}

const RANKS: Record<ReportOutcome['outcome'], number> = { CONNECTED: 2, DEGRADED: 1, FAILING: 0, INSECURE: 0 };

/**
 * Where the present state began, from all reports of one integration, newest first. FAILED: a report before was better than
 * the latest, and the newest of those is the last good one. RECOVERED: none was better, and it had been as good before it was
 * worse. Null where it never was otherwise; a first success after failed attempts to set it up is no change either.
 */
export function findTurn(allReports: readonly ReportOutcome[]): Turn | null {
  const reports = withoutOvertaken(allReports);
  const [latest, ...earlier] = reports;
  if (!latest) return null;
  const rank = RANKS[latest.outcome];
  const better = earlier.findIndex(({ outcome }) => RANKS[outcome] > rank);
  if (better !== -1) return turn('FAILED', reports, better + 1);
  // What was never whole can still be worse than it was.
  const lessBroken =
    latest.outcome === 'DEGRADED'
      ? earlier.findIndex(({ outcome, problemCount }) => outcome === 'DEGRADED' && problemCount < latest.problemCount)
      : -1;
  if (lessBroken !== -1) return turn('FAILED', reports, lessBroken + 1);
  const worse = earlier.findIndex(({ outcome }) => RANKS[outcome] < rank);
  const workedBefore = worse !== -1 && earlier.slice(worse + 1).some(({ outcome }) => RANKS[outcome] >= rank);
  return workedBefore ? turn('RECOVERED', reports, worse + 1) : null;
}

/**
 * The checks that make the difference: those that are a problem in `after` and were less of one, or those that pass in `after`
 * and were one. Skipped checks only follow from others.
 */
export function turnedChecks(kind: StatusChangeKind, before: readonly Check[], after: readonly Check[]): CheckTurn[] {
  const earlier = new Map(before.map((check) => [keyOf(check), check.status]));
  const turns = (checks: readonly Check[]) =>
    checks
      .map((check) => toTurn(check, earlier.get(keyOf(check)) ?? null))
      .filter(({ before: one, after: other }) => one !== other);
  if (kind === 'FAILED') return turns(problemsOf({ checks: [...after] }));
  const problems = new Set(problemsOf({ checks: [...before] }).map(keyOf));
  return turns(after.filter((check) => check.status === 'PASSED' && problems.has(keyOf(check))));
}

/** Without tests of settings that were replaced and tested anew before they had ended: they set no status either. */
function withoutOvertaken(reports: readonly ReportOutcome[]): ReportOutcome[] {
  let newest = 0;
  const kept = reports.toReversed().filter(({ integrationVersion }) => {
    newest = Math.max(newest, integrationVersion);
    return integrationVersion === newest;
  });
  return kept.toReversed();
}

function turn(kind: StatusChangeKind, reports: readonly ReportOutcome[], place: number): Turn | null {
  const [latest, before, first] = [reports[0], reports[place], reports[place - 1]];
  if (!latest || !before || !first) return null;
  return { kind, beforeId: before.id, firstId: first.id, latestId: latest.id };
}

function toTurn(
  { code, label, domain, repositoryUrl, status, diagnosis }: Check,
  before: CheckStatus | null,
): CheckTurn {
  return { code, label, domain, repositoryUrl, before, after: status, diagnosis };
}

function keyOf({ code, domain, repositoryUrl }: PlannedCheck): string {
  return JSON.stringify([code, domain, repositoryUrl]);
}
