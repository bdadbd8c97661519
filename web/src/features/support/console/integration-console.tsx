import '@mantine/core/styles/Tabs.layer.css';
import { Anchor, Stack, Tabs, Text } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Link, useNavigate, useParams } from 'react-router';
import { NotLoaded } from '../../../components/not-loaded.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { IntegrationStatusBadge } from '../../../components/status-badge.tsx';
import type { IntegrationQuery } from '../../../graphql/generated/graphql.ts';
import { useViewer } from '../../identity/viewer.tsx';
import { integrationQuery, reportsQuery } from '../../integrations/integration/queries.ts';
import { Reports, REPORTS_PAGE_SIZE } from '../../integrations/integration/reports.tsx';
import { DiagnosePanel } from './diagnose-panel.tsx';
import { IntegrationFacts } from './integration-facts.tsx';
import { NothingOpen } from './organization-integrations.tsx';
import { PackagePanel } from './package-panel.tsx';
import { StatusChangeView } from './status-change-view.tsx';
import styles from '../support.module.css';

/** One integration of the open organization: diagnose it, and read its reports. */
export function IntegrationConsole() {
  const { id = '' } = useParams();
  const { organization } = useViewer();
  return (
    <>
      <Anchor component={Link} to="/support/integrations" size="sm" className={styles.back ?? ''}>
        <IconChevronLeft size={14} aria-hidden /> Integrations
      </Anchor>
      {organization ? <Loading key={id} id={id} /> : <Closed />}
    </>
  );
}

function Closed() {
  return (
    <>
      <PageHeader title="Integration" />
      <NothingOpen />
    </>
  );
}

function Loading({ id }: { id: string }) {
  // Each look is noted, so none is taken twice.
  const { data, error, refetch } = useQuery(integrationQuery, { variables: { id }, fetchPolicy: 'cache-first' });
  if (data) return <Parts integration={data.integration} />;
  return <NotLoaded title="Integration" error={error} onRetry={() => void refetch()} />;
}

function Parts({ integration }: { integration: IntegrationQuery['integration'] }) {
  const { part = 'diagnose' } = useParams();
  const navigate = useNavigate();
  const { id, name, status, statusSince } = integration;
  const address = `/support/integrations/${id}`;
  return (
    <>
      <PageHeader
        title={name}
        aside={
          <span className={styles.identifier}>
            <IntegrationStatusBadge status={status} />
            <Text span c="dimmed" size="sm">
              since <RelativeTime value={statusSince} />
            </Text>
          </span>
        }
      />
      <Tabs
        value={part}
        keepMounted={false}
        activateTabWithKeyboard={false}
        onChange={(value) => void navigate(value && value !== 'diagnose' ? `${address}/${value}` : address)}
      >
        <Tabs.List aria-label="Parts of the integration" mb="lg">
          <Tabs.Tab value="diagnose">Diagnose</Tabs.Tab>
          <Tabs.Tab value="package">Package</Tabs.Tab>
          <Tabs.Tab value="reports">Reports</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="diagnose">
          <div className={styles.bundle}>
            <Stack gap="xl">
              <DiagnosePanel integrationId={id} />
              {integration.statusChange && <StatusChangeView change={integration.statusChange} />}
            </Stack>
            <IntegrationFacts {...integration} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="package">
          <PackagePanel integrationId={id} repositories={integration.repositories} />
        </Tabs.Panel>
        <Tabs.Panel value="reports">
          <ReportHistory id={id} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function ReportHistory({ id }: { id: string }) {
  return <Reports query={useQuery(reportsQuery, { variables: { id, first: REPORTS_PAGE_SIZE } })} />;
}
