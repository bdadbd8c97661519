import { Button, Skeleton } from '@mantine/core';
import type { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import { Delayed } from '../../../components/delayed.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { CheckStatusBadge } from '../../../components/status-badge.tsx';
import type { ReportsQuery, ReportsQueryVariables } from '../../../graphql/generated/graphql.ts';
import { useNow } from '../../../components/use-now.ts';
import { duration, relativeTime, utcTime } from '../../../lib/time.ts';
import { ReportView } from '../report/report-view.tsx';
import styles from './integration.module.css';

export const REPORTS_PAGE_SIZE = 20;

/** The history of tests as a timeline; the open report stands in the address. */
export function Reports({ query }: { query: useQuery.Result<ReportsQuery, ReportsQueryVariables> }) {
  const [search] = useSearchParams();
  const now = useNow();
  const { error, refetch, fetchMore, loading } = query;
  const connection = query.dataState === 'complete' ? query.data.integration.reports : undefined;
  if (!connection) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return (
      <Delayed>
        <Skeleton height={240} mt="md" />
      </Delayed>
    );
  }
  const reports = connection.edges.map(({ node }) => node);
  if (reports.length === 0) return <EmptyState>Every connection test will stand here with its checks.</EmptyState>;
  const wanted = search.get('report');
  const open = reports.find(({ id }) => id === wanted) ?? reports[0];

  return (
    <div className={styles.history}>
      <nav aria-label="Reports">
        <ol className={styles.timeline}>
          {reports.map(({ id, status, startedAt, durationMs, requestedBy }) => (
            <li key={id}>
              <Link
                to={`?report=${id}`}
                className={styles.entry}
                aria-current={id === open?.id ? 'true' : undefined}
                preventScrollReset
              >
                <span className={styles.entryHead}>
                  <CheckStatusBadge status={status} />
                  <time dateTime={startedAt} title={utcTime(Date.parse(startedAt))}>
                    {relativeTime(Date.parse(startedAt), now)}
                  </time>
                </span>
                <span className={styles.entryText}>
                  {requestedBy}, {duration(durationMs)}
                </span>
              </Link>
            </li>
          ))}
        </ol>
        {connection.pageInfo.hasNextPage && (
          <Button
            variant="default"
            size="compact-md"
            loading={loading}
            onClick={() => void fetchMore({ variables: { after: connection.pageInfo.endCursor } })}
          >
            Load more ({reports.length} of {connection.totalCount})
          </Button>
        )}
      </nav>
      <div className={styles.open}>
        {wanted && open?.id !== wanted && (
          <p className={styles.note}>
            The report in this address is not among those loaded; the newest is shown. Load more to look for it.
          </p>
        )}
        {open && <ReportView report={open} />}
      </div>
    </div>
  );
}
