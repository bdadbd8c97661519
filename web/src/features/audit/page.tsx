import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Delayed } from '../../components/delayed.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { count } from '../../lib/time.ts';
import { useViewer } from '../identity/viewer.tsx';
import { AccessBanner } from '../support/access-banner.tsx';
import { addressOf, exportAddress, filterOf, isFiltered, readView, type AuditView } from './address.ts';
import { EventTable } from './event-table.tsx';
import { FilterForm } from './filter-form.tsx';
import { auditEventsQuery } from './queries.ts';
import styles from './audit.module.css';

const PAGE_SIZE = 50;

/** Who did what, when and from where. Filter and place in the list stand in the address. */
export function AuditPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const view = readView(search);
  const isSupport = useViewer().kind === 'SUPPORT';
  return (
    <>
      {isSupport && <AccessBanner />}
      <PageHeader title="Audit" action={!isSupport && <ExportLinks view={view} />} />
      <Stack gap="lg">
        <FilterForm view={view} onFilter={(next) => void navigate(addressOf(next))} />
        <Events key={addressOf(view)} view={view} />
      </Stack>
    </>
  );
}

/** What is filtered is what is exported. */
function ExportLinks({ view }: { view: AuditView }) {
  return (
    <div className={styles.exports}>
      {(['csv', 'jsonl'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={exportAddress(view, format)}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {format === 'csv' ? 'Export CSV' : 'Export JSON lines'}
        </Button>
      ))}
    </div>
  );
}

function Events({ view }: { view: AuditView }) {
  const variables = { ...filterOf(view), first: PAGE_SIZE, after: view.after || null };
  const { data, error, refetch } = useQuery(auditEventsQuery, { variables, fetchPolicy: 'no-cache' });
  if (!data) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return (
      <Delayed>
        <Stack gap={4} role="status" aria-label="Loading">
          <Skeleton height={32} />
          <Skeleton height={48} />
          <Skeleton height={48} />
          <Skeleton height={48} />
        </Stack>
      </Delayed>
    );
  }
  const { edges, totalCount, pageInfo } = data.auditEvents;
  if (totalCount === 0) return <NothingFits view={view} />;
  return (
    <section aria-label="Events">
      <Text c="dimmed" size="sm" mb="xs" role="status">
        {count(totalCount, 'event')}
        {isFiltered(view) && ' that fit'}, newest first
      </Text>
      <EventTable events={edges.map(({ node }) => node)} />
      {edges.length === 0 && <EmptyState>There are no older events.</EmptyState>}
      <nav className={styles.pages} aria-label="Pages of the log">
        {view.after && (
          <Button component={Link} to={addressOf({ ...view, after: '' })} variant="default">
            Newest
          </Button>
        )}
        {pageInfo.hasNextPage && (
          <Button component={Link} to={addressOf({ ...view, after: pageInfo.endCursor ?? '' })} variant="default">
            Older
          </Button>
        )}
      </nav>
    </section>
  );
}

function NothingFits({ view }: { view: AuditView }) {
  if (!isFiltered(view))
    return <EmptyState>Everything that people, API keys and support do will stand here.</EmptyState>;
  return (
    <EmptyState
      action={
        <Button component={Link} to="/audit" variant="default">
          Show all
        </Button>
      }
    >
      No event fits this filter.
    </EmptyState>
  );
}
