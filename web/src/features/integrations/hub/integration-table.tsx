import { Anchor } from '@mantine/core';
import { packageTypes } from '@backline/shared';
import { Link } from 'react-router';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { IntegrationStatusBadge } from '../../../components/status-badge.tsx';
import type { IntegrationsQuery } from '../../../graphql/generated/graphql.ts';

type Row = IntegrationsQuery['integrations']['edges'][number]['node'];

const columns: readonly Column<Row>[] = [
  {
    key: 'status',
    label: 'Status',
    sortValue: ({ status }) => status,
    render: ({ status }) => <IntegrationStatusBadge status={status} />,
  },
  {
    key: 'since',
    label: 'Since',
    sortValue: ({ statusSince }) => statusSince,
    render: ({ statusSince }) => <RelativeTime value={statusSince} />,
  },
  {
    key: 'account',
    label: 'AWS account',
    sortValue: ({ accountId }) => accountId,
    render: ({ accountId }) => <Identifier value={accountId} label="account ID" />,
  },
  {
    key: 'repositories',
    label: 'Repositories',
    sortValue: ({ repositories }) => String(repositories.length),
    render: ({ repositories }) => `${repositories.length} (${typesOf(repositories)})`,
  },
];

export interface IntegrationTableProps {
  /** Names the table for a screen reader. */
  label: string;
  integrations: readonly Row[];
  /** The page that holds the integrations' pages: `/integrations`. */
  parent: string;
}

export function IntegrationTable({ label, integrations, parent }: IntegrationTableProps) {
  const name: Column<Row> = {
    key: 'name',
    label: 'Name',
    sortValue: (integration) => integration.name,
    render: ({ id, name: text }) => (
      <Anchor component={Link} to={`${parent}/${id}`} fw={500} underline="hover">
        {text}
      </Anchor>
    ),
  };
  return (
    <DataTable
      label={label}
      rows={integrations}
      rowKey={({ id }) => id}
      columns={[name, ...columns]}
      filterText={({ name, accountId, status }) => `${name} ${accountId} ${status}`}
      filterLabel="Filter by name, account or status"
    />
  );
}

function typesOf(repositories: Row['repositories']): string {
  return packageTypes
    .filter(({ id }) => repositories.some(({ packageType }) => packageType === id))
    .map(({ label }) => label)
    .join(', ');
}
