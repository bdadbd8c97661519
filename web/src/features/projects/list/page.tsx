import { Button, Skeleton, Stack } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Delayed } from '../../../components/delayed.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useMay } from '../../identity/viewer.tsx';
import { AdvisoryAge } from '../advisory-age.tsx';
import { isUnderWay } from '../analysis-status.tsx';
import { advisoryDataQuery } from '../queries.ts';
import { useIntegrations } from '../use-integrations.ts';
import { ProjectTable } from './project-table.tsx';
import { projectsQuery } from './queries.ts';

const PAGE_SIZE = 50;
const LOOK_AGAIN_MS = 3_000;

/** The projects of the organization, and what the last analysis of each found. */
export function ProjectsPage() {
  const mayWrite = useMay('projects:write');
  const advisories = useQuery(advisoryDataQuery, { fetchPolicy: 'no-cache' });
  const { integrations } = useIntegrations();
  const [hasRunning, setHasRunning] = useState(false);
  const { data, error, loading, refetch, fetchMore } = useQuery(projectsQuery, {
    variables: { first: PAGE_SIZE },
    notifyOnNetworkStatusChange: true,
    pollInterval: hasRunning ? LOOK_AGAIN_MS : 0,
  });
  const connection = data?.projects;
  const projects = connection?.edges.map(({ node }) => node) ?? [];
  // Looking again brings back the first page alone.
  const isAnyUnderWay =
    projects.length <= PAGE_SIZE &&
    projects.some(({ lastAnalysis }) => lastAnalysis && isUnderWay(lastAnalysis.status));
  if (isAnyUnderWay !== hasRunning) setHasRunning(isAnyUnderWay);
  const analyze = (
    <Button component={Link} to="/projects/new" leftSection={<IconUpload size={16} aria-hidden />}>
      Analyse a project
    </Button>
  );
  return (
    <>
      <PageHeader title="Projects" action={mayWrite && analyze} />
      <Stack gap="lg">
        {advisories.data && <AdvisoryAge data={advisories.data.advisoryData} />}
        {connection && projects.length > 0 && <ProjectTable projects={projects} integrations={integrations} />}
        {connection && projects.length === 0 && (
          <EmptyState action={mayWrite && analyze}>
            Projects will stand here, each with what its last analysis found: vulnerable dependencies, and the changes
            that your repositories can deliver.
          </EmptyState>
        )}
        {connection?.pageInfo.hasNextPage && (
          <div>
            <Button
              variant="default"
              loading={loading && !hasRunning}
              onClick={() => void fetchMore({ variables: { first: PAGE_SIZE, after: connection.pageInfo.endCursor } })}
            >
              Load more ({projects.length} of {connection.totalCount})
            </Button>
          </div>
        )}
        {!connection && error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!connection && !error && (
          <Delayed>
            <Stack gap={4} role="status" aria-label="Loading">
              <Skeleton height={36} />
              <Skeleton height={42} />
              <Skeleton height={42} />
              <Skeleton height={42} />
            </Stack>
          </Delayed>
        )}
      </Stack>
    </>
  );
}
