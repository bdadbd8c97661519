import { Button, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { DataTable } from '../../../components/data-table.tsx';
import { Delayed } from '../../../components/delayed.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { useMay } from '../../identity/viewer.tsx';
import { projectColumns } from '../../projects/project-columns.tsx';
import { dependentProjectsQuery } from './queries.ts';
import styles from './integration.module.css';

const PAGE_SIZE = 20;

/** What is hit when the integration fails: the projects whose packages come through it. */
export function DependentProjects({ integrationId }: { integrationId: string }) {
  const mayRead = useMay('projects:read');
  const mayWrite = useMay('projects:write');
  const { data, error, loading, refetch, fetchMore } = useQuery(dependentProjectsQuery, {
    variables: { integrationId, first: PAGE_SIZE },
    notifyOnNetworkStatusChange: true,
    skip: !mayRead,
  });
  if (!mayRead) return null;
  const projects = data?.projects;
  const rows = projects?.edges.map(({ node }) => node) ?? [];
  return (
    <section aria-labelledby="impact" className={styles.impact}>
      <Title order={2} id="impact" mb={4}>
        Impact
      </Title>
      <Text c="dimmed" mb="sm">
        Projects whose packages come through this integration.
      </Text>
      {projects && rows.length > 0 && (
        <DataTable label="Projects that depend on it" rows={rows} rowKey={({ id }) => id} columns={columns} />
      )}
      {projects && rows.length === 0 && (
        <EmptyState
          action={
            mayWrite && (
              <Button component={Link} to={`/projects/new?integration=${integrationId}`} variant="default">
                Analyse a project
              </Button>
            )
          }
        >
          The projects that were analysed with this integration will stand here.
        </EmptyState>
      )}
      {projects?.pageInfo.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={loading}
          onClick={() => void fetchMore({ variables: { first: PAGE_SIZE, after: projects.pageInfo.endCursor } })}
        >
          Load more ({rows.length} of {projects.totalCount})
        </Button>
      )}
      {!projects && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!projects && !error && (
        <Delayed>
          <Skeleton height={80} />
        </Delayed>
      )}
    </section>
  );
}

const columns = [projectColumns.name, projectColumns.lastAnalysis, projectColumns.findings];
