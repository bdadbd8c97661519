/** Runs a connection test and follows it: every check arrives when it has finished. */

import { print } from 'graphql/language/printer';
import { createClient, type ExecutionResult } from 'graphql-sse';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { UserError } from '@backline/shared';
import {
  checkKey,
  runningChecks,
  type FinishedCheck,
  type LineCheck,
  type PlannedCheck,
} from '../../../components/line-checks.ts';
import type {
  CodeArtifactDetailsInput,
  ConnectionTestSubscription,
  ReportFieldsFragment,
} from '../../../graphql/generated/graphql.ts';
import { connectionTestSubscription } from './queries.ts';

type TestEvent = ConnectionTestSubscription['codeArtifactConnectionTest'];

export type TestPhase = 'idle' | 'running' | 'finished' | 'stopped' | 'broken';

export interface ConnectionTest {
  phase: TestPhase;
  checks: LineCheck[];
  report: ReportFieldsFragment | null;
  /** What kept the test from starting, field by field. */
  userErrors: UserError[];
  /** Why the stream broke off. */
  problem: string | null;
  start: (input: CodeArtifactDetailsInput) => void;
  stop: () => void;
}

interface Progress {
  phase: TestPhase;
  planned: PlannedCheck[];
  finished: ReadonlyMap<string, FinishedCheck>;
  report: ReportFieldsFragment | null;
  userErrors: UserError[];
  problem: string | null;
}

const idle: Progress = { phase: 'idle', planned: [], finished: new Map(), report: null, userErrors: [], problem: null };
const query = print(connectionTestSubscription);
const BROKEN = 'The connection to the server broke off before the test ended. Run the test again.';

/** Leaving the page stops the test. */
export function useConnectionTest(onReport?: (report: ReportFieldsFragment) => void): ConnectionTest {
  const [progress, setProgress] = useState(idle);
  const end = useRef<() => void>(() => {});
  const latestOnReport = useRef(onReport);
  useEffect(() => {
    latestOnReport.current = onReport;
  });
  useEffect(() => () => end.current(), []);

  const start = useCallback((input: CodeArtifactDetailsInput) => {
    end.current();
    setProgress({ ...idle, phase: 'running' });
    end.current = follow(input, {
      next: (event) => {
        setProgress((current) => advanced(current, event));
        if (event.report) latestOnReport.current?.(event.report);
      },
      broken: (problem) =>
        setProgress((current) => (current.phase === 'running' ? { ...current, phase: 'broken', problem } : current)),
    });
  }, []);

  const stop = useCallback(() => {
    end.current();
    setProgress((current) => (current.phase === 'running' ? { ...current, phase: 'stopped' } : current));
  }, []);

  return { ...progress, checks: checksOf(progress), start, stop };
}

interface Follower {
  next: (event: TestEvent) => void;
  broken: (problem: string) => void;
}

/** Opens the stream; the returned function ends it, and with it the test on the server. */
function follow(input: CodeArtifactDetailsInput, { next, broken }: Follower): () => void {
  const client = createClient({ url: '/graphql/stream', retryAttempts: 0, credentials: 'same-origin' });
  let isOver = false;
  client.subscribe<{ codeArtifactConnectionTest: TestEvent }>(
    { query, variables: { input } },
    {
      next: (result: ExecutionResult<{ codeArtifactConnectionTest: TestEvent }, unknown>) => {
        if (isOver) return;
        const event = result.data?.codeArtifactConnectionTest;
        if (event) next(event);
        else broken(result.errors?.[0]?.message ?? BROKEN);
      },
      error: () => {
        if (!isOver) broken(BROKEN);
      },
      complete: () => {
        if (!isOver) broken(BROKEN);
      },
    },
  );
  return () => {
    isOver = true;
    client.dispose();
  };
}

function advanced(current: Progress, event: TestEvent): Progress {
  const finished = new Map(current.finished);
  if (event.check) finished.set(checkKey(event.check), event.check);
  const isOver = event.report !== null || event.userErrors.length > 0;
  return {
    ...current,
    phase: isOver ? 'finished' : current.phase,
    planned: event.planned ?? current.planned,
    finished,
    report: event.report ?? current.report,
    userErrors: event.userErrors,
  };
}

function checksOf({ phase, planned, finished, report }: Progress): LineCheck[] {
  if (report) return report.checks;
  const checks = runningChecks(planned, finished);
  if (phase === 'running') return checks;
  return checks.map((check) =>
    check.status === 'RUNNING' || check.status === 'WAITING'
      ? { ...check, status: 'SKIPPED', evidence: notRun(phase) }
      : check,
  );
}

function notRun(phase: TestPhase): LineCheck['evidence'] {
  const message = phase === 'stopped' ? 'Not run: the test was stopped' : 'Not run: the test broke off';
  return { httpStatus: null, errorCode: null, message, awsRequestId: null };
}
