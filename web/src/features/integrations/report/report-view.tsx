import { Text } from '@mantine/core';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { CheckLine, type AroundCauses } from '../../../components/check-line.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { CheckStatusBadge } from '../../../components/status-badge.tsx';
import type { ReportFieldsFragment } from '../../../graphql/generated/graphql.ts';
import { duration } from '../../../lib/time.ts';
import { outcomeText } from './connection-test-panel.tsx';
import styles from './report.module.css';

interface ReportViewProps {
  report: ReportFieldsFragment;
  aroundCauses?: AroundCauses;
}

/** One finished test: its outcome, who ran it, all its checks. */
export function ReportView({ report, aroundCauses }: ReportViewProps) {
  const { hash } = useLocation();
  useEffect(() => {
    // The address of a cause may name something that was not on the page when the browser looked for it.
    const named = hash && report.checks.length > 0 ? document.getElementById(hash.slice(1)) : null;
    for (let folded = named?.closest('details'); folded; folded = folded.parentElement?.closest('details')) {
      folded.open = true;
    }
    named?.scrollIntoView();
  }, [hash, report]);
  return (
    <section className={styles.panel} aria-label="Connection report">
      <div className={styles.bar}>
        <div className={styles.state}>
          <CheckStatusBadge status={report.status} />
          <span>{outcomeText(report.checks)}</span>
        </div>
        <Text c="dimmed" component="span">
          <RelativeTime value={report.startedAt} /> by {report.requestedBy}, {duration(report.durationMs)}
        </Text>
      </div>
      <CheckLine label="Checks" checks={report.checks} aroundCauses={aroundCauses} />
    </section>
  );
}
