import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { AnalysisStatusBadge } from '../analysis-status.tsx';
import { IntegrationLink } from '../integration-link.tsx';
import type { ProjectIntegration } from '../queries.ts';
import { SeverityCounts } from '../severity.tsx';
import type { ListedProject } from './queries.ts';
import styles from './list.module.css';

interface ProjectTableProps {
  projects: readonly ListedProject[];
  integrations: readonly ProjectIntegration[] | null;
}

export function ProjectTable({ projects, integrations }: ProjectTableProps) {
  const nameOf = (id: string) => integrations?.find((integration) => integration.id === id)?.name ?? '';
  const columns: readonly Column<ListedProject>[] = [
    {
      key: 'name',
      label: 'Name',
      sortValue: ({ name }) => name,
      render: ({ id, name }) => (
        <Anchor component={Link} to={`/projects/${id}`} fw={500} underline="hover">
          {name}
        </Anchor>
      ),
    },
    {
      key: 'integration',
      label: 'Integration',
      sortValue: ({ integrationId }) => nameOf(integrationId),
      render: ({ integrationId }) => <IntegrationLink id={integrationId} integrations={integrations} />,
    },
    {
      key: 'last',
      label: 'Last analysis',
      sortValue: ({ lastAnalysis }) => lastAnalysis?.createdAt ?? '',
      render: ({ lastAnalysis }) =>
        lastAnalysis ? (
          <span className={styles.last}>
            <AnalysisStatusBadge status={lastAnalysis.status} />
            <RelativeTime value={lastAnalysis.createdAt} />
          </span>
        ) : (
          'None'
        ),
    },
    {
      key: 'findings',
      label: 'Findings',
      sortValue: weightOf,
      render: ({ lastAnalysis }) =>
        lastAnalysis?.status === 'SUCCEEDED' ? <SeverityCounts counts={lastAnalysis.severityCounts} /> : 'Not known',
    },
    {
      key: 'dependencies',
      label: 'Dependencies',
      sortValue: ({ lastAnalysis }) => String(lastAnalysis?.dependencyCount ?? -1),
      render: ({ lastAnalysis }) => lastAnalysis?.dependencyCount?.toLocaleString('en') ?? 'Not known',
    },
  ];
  return (
    <DataTable
      label="Projects"
      rows={projects}
      rowKey={({ id }) => id}
      columns={columns}
      filterText={({ name, integrationId }) => `${name} ${nameOf(integrationId)}`}
      filterLabel="Filter by name or integration"
    />
  );
}

const weights = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;

/** Sorts by the number of critical findings, then of high ones and so on. */
function weightOf({ lastAnalysis }: ListedProject): string {
  const counts = lastAnalysis?.severityCounts ?? [];
  return weights
    .map((severity) => String(counts.find((entry) => entry.severity === severity)?.count ?? 0).padStart(6, '0'))
    .join('-');
}
