import { Button, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { Delayed } from '../../../components/delayed.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useMay } from '../../identity/viewer.tsx';
import { CatalogCard } from './catalog-card.tsx';
import { IntegrationTable } from './integration-table.tsx';
import { integrationCatalogQuery, integrationsQuery } from './queries.ts';

const PAGE_SIZE = 50;

/** The Integration Hub: what can be connected, and what is. */
export function HubPage() {
  const mayWrite = useMay('integrations:write');
  const catalog = useQuery(integrationCatalogQuery);
  const integrations = useQuery(integrationsQuery, {
    variables: { first: PAGE_SIZE },
    notifyOnNetworkStatusChange: true,
  });
  const connection = integrations.data?.integrations;
  const rows = connection?.edges.map(({ node }) => node) ?? [];

  return (
    <>
      <PageHeader title="Integrations" />
      <Stack gap="xl">
        <section aria-labelledby="available">
          <Title order={2} id="available" mb="sm">
            Available
          </Title>
          {catalog.data?.integrationCatalog.map((type) => (
            <CatalogCard key={type.id} type={type} mayConnect={mayWrite} />
          ))}
          {!catalog.data && catalog.error && (
            <ErrorState error={catalog.error} onRetry={() => void catalog.refetch()} />
          )}
          {!catalog.data && !catalog.error && (
            <Delayed>
              <Skeleton height={112} />
            </Delayed>
          )}
        </section>
        <section aria-labelledby="connected">
          <Title order={2} id="connected" mb="sm">
            Your integrations
          </Title>
          {connection && rows.length > 0 && (
            <IntegrationTable label="Your integrations" integrations={rows} parent="/integrations" />
          )}
          {connection && rows.length === 0 && (
            <EmptyState
              action={
                mayWrite && (
                  <Button component={Link} to="/integrations/new" variant="default">
                    Connect AWS CodeArtifact
                  </Button>
                )
              }
            >
              The AWS accounts that this organization has connected will stand here, each with its status.
            </EmptyState>
          )}
          {connection?.pageInfo.hasNextPage && (
            <Button
              variant="default"
              mt="md"
              loading={integrations.loading}
              onClick={() =>
                void integrations.fetchMore({ variables: { first: PAGE_SIZE, after: connection.pageInfo.endCursor } })
              }
            >
              Load more ({rows.length} of {connection.totalCount})
            </Button>
          )}
          {!connection && integrations.error && (
            <ErrorState error={integrations.error} onRetry={() => void integrations.refetch()} />
          )}
          {!connection && !integrations.error && (
            <Delayed>
              <Stack gap={4}>
                <Skeleton height={36} />
                <Skeleton height={40} />
                <Skeleton height={40} />
              </Stack>
            </Delayed>
          )}
        </section>
      </Stack>
    </>
  );
}
