import { Button, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { packageTypeDefinition } from '@backline/shared';
import { Link } from 'react-router';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { worstStatus } from '../../../components/line-checks.ts';
import { CheckStatusBadge, IntegrationStatusBadge } from '../../../components/status-badge.tsx';
import type { CheckStatus, IntegrationFieldsFragment } from '../../../graphql/generated/graphql.ts';
import { useMay } from '../../identity/viewer.tsx';
import { RoutePreview } from '../routes/route-preview.tsx';
import type { IntegrationPartProps } from './part-props.ts';
import styles from './integration.module.css';

type Repository = IntegrationFieldsFragment['repositories'][number];

/** The repositories, and how each came out of the last test. */
export function RepositoryTable({ integration }: IntegrationPartProps) {
  const mayWrite = useMay('integrations:write');
  const mayLookUp = useMay('packages:read');
  const hasRoutes = integration.repositories.some(({ routes }) => routes.length > 0);
  const routesColumn: Column<Repository> = {
    key: 'routes',
    label: 'Only for',
    render: ({ routes }) => (routes.length > 0 ? routes.join(', ') : 'Every other name'),
  };
  const columns: readonly Column<Repository>[] = [
    {
      key: 'packageType',
      label: 'Package type',
      sortValue: ({ packageType }) => packageType,
      render: ({ packageType }) => packageTypeDefinition(packageType).label,
    },
    {
      key: 'repository',
      label: 'Repository',
      sortValue: ({ repository }) => repository,
      render: ({ repository }) => repository,
    },
    { key: 'domain', label: 'Domain', sortValue: ({ domain }) => domain, render: ({ domain }) => domain },
    {
      key: 'domainOwner',
      label: 'Domain owner',
      sortValue: ({ domainOwner }) => domainOwner,
      render: ({ domainOwner }) => <Identifier value={domainOwner} label="domain owner" />,
    },
    { key: 'region', label: 'Region', sortValue: ({ region }) => region, render: ({ region }) => region },
    ...(hasRoutes ? [routesColumn] : []),
    {
      key: 'lastTest',
      label: 'Last test',
      render: ({ url }) => {
        const status = lastStatus(integration, url);
        return status ? <CheckStatusBadge status={status} /> : <IntegrationStatusBadge status="UNTESTED" />;
      },
    },
    { key: 'url', label: 'URL', render: ({ url }) => <Identifier value={url} label="repository URL" /> },
  ];
  return (
    <div className={styles.repositories}>
      <DataTable
        label="Repositories"
        rows={integration.repositories}
        rowKey={({ id }) => id}
        columns={columns}
        filterText={({ url }) => url}
        filterLabel="Filter by URL"
      />
      {mayWrite && (
        <Button
          component={Link}
          to={`/integrations/${integration.id}/settings#repositories`}
          variant="default"
          mt="md"
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          Add repository or package type
        </Button>
      )}
      {mayLookUp && (
        <section aria-labelledby="route" className={styles.route}>
          <Title order={2} id="route" mb="sm">
            Which repository serves this name?
          </Title>
          <RoutePreview integrationId={integration.id} repositories={integration.repositories} />
        </section>
      )}
    </div>
  );
}

function lastStatus({ lastReport }: IntegrationFieldsFragment, url: string): CheckStatus | null {
  const own = lastReport?.checks.filter(({ repositoryUrl }) => repositoryUrl === url) ?? [];
  if (own.length === 0) return null;
  return worstStatus(own) as CheckStatus;
}
