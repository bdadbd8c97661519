import { Button, Loader, Text } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { CheckLine, type AroundCauses } from '../../../components/check-line.tsx';
import { CheckStatusBadge } from '../../../components/status-badge.tsx';
import { count, duration } from '../../../lib/time.ts';
import type { ConnectionTest } from './use-connection-test.ts';
import styles from './report.module.css';

/** A test while it runs and after: how far it is, a way to stop it, its checks. */
export function ConnectionTestPanel({ test, aroundCauses }: { test: ConnectionTest; aroundCauses: AroundCauses }) {
  const { phase, checks, report, userErrors, problem, stop } = test;
  if (phase === 'idle') return null;
  const finished = checks.filter(({ status }) => status !== 'RUNNING' && status !== 'WAITING').length;
  return (
    <section className={styles.panel} aria-label="Connection test">
      <div className={styles.bar}>
        <div className={styles.state} role="status">
          {phase === 'running' && (
            <>
              <Loader size={16} aria-hidden />
              <span>
                Testing the connection
                {checks.length > 0 && `: ${finished} of ${count(checks.length, 'check')} finished`}
              </span>
            </>
          )}
          {phase === 'finished' && report && (
            <>
              <CheckStatusBadge status={report.status} />
              <span>{outcomeText(report.checks)}</span>
            </>
          )}
          {phase === 'stopped' && 'The test was stopped.'}
          {phase === 'finished' && !report && 'The test did not start.'}
          {problem}
        </div>
        {phase === 'running' && (
          <div className={styles.running}>
            <Elapsed />
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              onClick={stop}
            >
              Stop
            </Button>
          </div>
        )}
        {report && <Text c="dimmed">{duration(report.durationMs)}</Text>}
      </div>
      {userErrors.length > 0 && (
        <ul className={styles.errors} role="alert">
          {userErrors.map(({ code, message }) => (
            <li key={code + message}>{message}</li>
          ))}
        </ul>
      )}
      {checks.length > 0 && <CheckLine label="Checks" checks={checks} aroundCauses={aroundCauses} />}
      {checks.length === 0 && phase === 'running' && <p className={styles.preparing}>Preparing the checks</p>}
    </section>
  );
}

/** `9 checks passed`, `2 of 9 checks failed`. */
export function outcomeText(checks: readonly { status: string }[]): string {
  const failed = checks.filter(({ status }) => status === 'FAILED').length;
  const warned = checks.filter(({ status }) => status === 'WARNING').length;
  const total = count(checks.length, 'check');
  if (failed > 0) return `${failed} of ${total} failed`;
  if (warned > 0) return `${warned} of ${total} need a look`;
  return `${total} passed`;
}

function Elapsed() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((value) => value + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return <Text c="dimmed">{seconds} s</Text>;
}
