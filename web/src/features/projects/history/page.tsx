import { Anchor, Box, Button, Stack, Title } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Fact, Facts } from '../../../components/facts.tsx';
import { NotLoaded } from '../../../components/not-loaded.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import type { ProjectHistoryQuery } from '../../../graphql/generated/graphql.ts';
import { duration } from '../../../lib/time.ts';
import { useMay } from '../../identity/viewer.tsx';
import { AnalysisStatusBadge } from '../analysis-status.tsx';
import { againAddress } from '../address.ts';
import { IntegrationLink } from '../integration-link.tsx';
import { SeverityCounts } from '../severity.tsx';
import { useIntegrations } from '../use-integrations.ts';
import { projectHistoryQuery } from './queries.ts';
import { RemoveProject } from './remove-project.tsx';

// Together, since a file of its own would split what every page loads.
export { LastAnalysis } from './last-analysis.tsx';

type Row = ProjectHistoryQuery['project']['analyses']['edges'][number]['node'];

const PAGE_SIZE = 20;

/** All analyses of a project, and its end. */
export function HistoryPage() {
  const { id = '' } = useParams();
  const mayWrite = useMay('projects:write');
  const { integrations } = useIntegrations();
  const { data, error, loading, refetch, fetchMore } = useQuery(projectHistoryQuery, {
    variables: { id, first: PAGE_SIZE },
    notifyOnNetworkStatusChange: true,
  });
  if (!data) return <NotLoaded title="Project" error={error} onRetry={() => void refetch()} />;
  const { name, integrationId, createdAt, analyses } = data.project;
  const rows = analyses.edges.map(({ node }) => node);
  const analyze = (
    <Button component={Link} to={againAddress(integrationId, name)} leftSection={<IconUpload size={16} aria-hidden />}>
      Analyse again
    </Button>
  );
  return (
    <>
      <PageHeader title={name} action={mayWrite && analyze}>
        <Box mt={10}>
          <Facts isRow>
            <Fact term="Integration">
              <IntegrationLink id={integrationId} integrations={integrations} />
            </Fact>
            <Fact term="First given">
              <RelativeTime value={createdAt} />
            </Fact>
          </Facts>
        </Box>
      </PageHeader>
      <Stack gap={40}>
        <section aria-labelledby="analyses">
          <Title order={2} id="analyses" mb="sm">
            Analyses
          </Title>
          {rows.length > 0 ? (
            <DataTable label="Analyses" rows={rows} rowKey={(row) => row.id} columns={columns} />
          ) : (
            <EmptyState action={mayWrite && analyze}>What each analysis of {name} found will stand here.</EmptyState>
          )}
          {analyses.pageInfo.hasNextPage && (
            <Button
              variant="default"
              mt="md"
              loading={loading}
              onClick={() => void fetchMore({ variables: { first: PAGE_SIZE, after: analyses.pageInfo.endCursor } })}
            >
              Load more ({rows.length} of {analyses.totalCount})
            </Button>
          )}
        </section>
        {mayWrite && <RemoveProject id={id} name={name} />}
      </Stack>
    </>
  );
}

const columns: readonly Column<Row>[] = [
  {
    key: 'when',
    label: 'Asked for',
    render: ({ id, projectId, createdAt }) => (
      <Anchor component={Link} to={`/projects/${projectId}/analyses/${id}`} fw={500} underline="hover">
        <RelativeTime value={createdAt} />
      </Anchor>
    ),
  },
  { key: 'status', label: 'Status', render: ({ status }) => <AnalysisStatusBadge status={status} /> },
  {
    key: 'findings',
    label: 'Findings',
    render: ({ status, severityCounts }) =>
      status === 'SUCCEEDED' ? <SeverityCounts counts={severityCounts} /> : 'Not known',
  },
  {
    key: 'dependencies',
    label: 'Dependencies',
    render: ({ dependencyCount }) => dependencyCount?.toLocaleString('en') ?? 'Not known',
  },
  {
    key: 'duration',
    label: 'Duration',
    render: ({ startedAt, finishedAt }) =>
      startedAt && finishedAt ? duration(Date.parse(finishedAt) - Date.parse(startedAt)) : '',
  },
  { key: 'who', label: 'By', render: ({ requestedBy }) => requestedBy },
];
