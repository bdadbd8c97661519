import { Button, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { Delayed } from '../../../components/delayed.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { useViewer } from '../../identity/viewer.tsx';
import { IntegrationTable } from '../../integrations/hub/integration-table.tsx';
import { integrationsQuery } from '../../integrations/hub/queries.ts';

const PAGE_SIZE = 50;

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
  const { data, error, refetch, fetchMore, loading } = useQuery(integrationsQuery, {
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
      <IntegrationTable
        label="Integrations"
        integrations={edges.map(({ node }) => node)}
        parent="/support/integrations"
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
