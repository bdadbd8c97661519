import { Anchor, Button, Skeleton, Stack } from '@mantine/core';
import { packageTypes } from '@backline/shared';
import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { Delayed } from '../../../components/delayed.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { IntegrationStatusBadge } from '../../../components/status-badge.tsx';
import type { SupportIntegrationsQuery } from '../../../graphql/generated/graphql.ts';
import { useViewer } from '../../identity/viewer.tsx';
import { supportIntegrationsQuery } from '../queries.ts';

const PAGE_SIZE = 50;

type Row = SupportIntegrationsQuery['integrations']['edges'][number]['node'];

const columns: readonly Column<Row>[] = [
  {
    key: 'name',
    label: 'Name',
    sortValue: ({ name }) => name,
    render: ({ id, name }) => (
      <Anchor component={Link} to={`/support/integrations/${id}`} fw={500} underline="hover">
        {name}
      </Anchor>
    ),
  },
  { key: 'status', label: 'Status', render: ({ status }) => <IntegrationStatusBadge status={status} /> },
  { key: 'since', label: 'Since', render: ({ statusSince }) => <RelativeTime value={statusSince} /> },
  {
    key: 'account',
    label: 'AWS account',
    render: ({ accountId }) => <Identifier value={accountId} label="account ID" />,
  },
  {
    key: 'types',
    label: 'Repositories',
    render: ({ repositories }) => `${repositories.length} (${typesOf(repositories)})`,
  },
];

/** The integrations of the organization that is open. */
export function OrganizationIntegrations() {
  const { organization } = useViewer();
  if (!organization) return <NothingOpen />;
  return <List />;
}

/** What stands in place of everything that needs an open organization. */
export function NothingOpen() {
  return (
    <EmptyState
      action={
        <Button component={Link} to="/support" variant="default">
          Go to access
        </Button>
      }
    >
      No organization is open. Open one that lets you in, or request access.
    </EmptyState>
  );
}

function List() {
  const { data, error, refetch, fetchMore, loading } = useQuery(supportIntegrationsQuery, {
    variables: { first: PAGE_SIZE },
    // Each look is noted, so none is taken twice.
    fetchPolicy: 'cache-first',
    notifyOnNetworkStatusChange: true,
  });
  if (!data) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return (
      <Delayed>
        <Stack gap={4} role="status" aria-label="Loading">
          <Skeleton height={36} />
          <Skeleton height={40} />
        </Stack>
      </Delayed>
    );
  }
  const { edges, totalCount, pageInfo } = data.integrations;
  if (totalCount === 0) return <EmptyState>This organization has connected nothing yet.</EmptyState>;
  return (
    <>
      <DataTable
        label="Integrations"
        rows={edges.map(({ node }) => node)}
        rowKey={({ id }) => id}
        columns={columns}
        filterText={({ name, accountId, status }) => `${name} ${accountId} ${status}`}
        filterLabel="Filter by name, account or status"
      />
      {pageInfo.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={loading}
          onClick={() => void fetchMore({ variables: { first: PAGE_SIZE, after: pageInfo.endCursor } })}
        >
          Load more ({edges.length} of {totalCount})
        </Button>
      )}
    </>
  );
}

function typesOf(repositories: Row['repositories']): string {
  return packageTypes
    .filter(({ id }) => repositories.some(({ packageType }) => packageType === id))
    .map(({ label }) => label)
    .join(', ');
}
