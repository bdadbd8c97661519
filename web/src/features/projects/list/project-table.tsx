import { DataTable, type Column } from '../../../components/data-table.tsx';
import { IntegrationLink } from '../integration-link.tsx';
import { projectColumns } from '../project-columns.tsx';
import type { ProjectIntegration } from '../queries.ts';
import type { ListedProject } from './queries.ts';

interface ProjectTableProps {
  projects: readonly ListedProject[];
  integrations: readonly ProjectIntegration[] | null;
}

export function ProjectTable({ projects, integrations }: ProjectTableProps) {
  const nameOf = (id: string) => integrations?.find((integration) => integration.id === id)?.name ?? '';
  const columns: readonly Column<ListedProject>[] = [
    projectColumns.name,
    {
      key: 'integration',
      label: 'Integration',
      sortValue: ({ integrationId }) => nameOf(integrationId),
      render: ({ integrationId }) => <IntegrationLink id={integrationId} integrations={integrations} />,
    },
    projectColumns.lastAnalysis,
    projectColumns.findings,
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
