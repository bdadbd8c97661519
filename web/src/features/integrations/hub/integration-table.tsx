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
    key: 'name',
    label: 'Name',
    sortValue: ({ name }) => name,
    render: ({ id, name }) => (
      <Anchor component={Link} to={`/integrations/${id}`} fw={500} underline="hover">
        {name}
      </Anchor>
    ),
  },
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

export function IntegrationTable({ integrations }: { integrations: readonly Row[] }) {
  return (
    <DataTable
      label="Your integrations"
      rows={integrations}
      rowKey={({ id }) => id}
      columns={columns}
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
