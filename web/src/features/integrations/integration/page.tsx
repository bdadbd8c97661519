import '@mantine/core/styles/Tabs.layer.css';
import { Button, Tabs, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { NotLoaded } from '../../../components/not-loaded.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { IntegrationStatusBadge } from '../../../components/status-badge.tsx';
import type { IntegrationFieldsFragment, IntegrationQuery } from '../../../graphql/generated/graphql.ts';
import { useMay } from '../../identity/viewer.tsx';
import { BuildPanel } from '../build/build-panel.tsx';
import { useConnectionTest } from '../report/use-connection-test.ts';
import { Overview } from './overview.tsx';
import { integrationQuery, reportsQuery } from './queries.ts';
import { Reports, REPORTS_PAGE_SIZE } from './reports.tsx';
import { RepositoryTable } from './repository-table.tsx';
import { Settings } from './settings.tsx';
import styles from './integration.module.css';

export function IntegrationPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(integrationQuery, { variables: { id } });
  if (data) return <Loaded key={id} integration={data.integration} refetch={refetch} />;
  return <NotLoaded title="Integration" error={error} onRetry={() => void refetch()} />;
}

interface LoadedProps {
  integration: IntegrationQuery['integration'];
  refetch: () => Promise<unknown>;
}

function Loaded({ integration, refetch }: LoadedProps) {
  const { id } = integration;
  const { tab = 'overview' } = useParams();
  const navigate = useNavigate();
  const mayWrite = useMay('integrations:write');
  const mayTest = useMay('diagnostics:run');
  const mayIssue = useMay('credentials:issue');
  const reports = useQuery(reportsQuery, { variables: { id, first: REPORTS_PAGE_SIZE }, skip: tab !== 'reports' });
  const test = useConnectionTest(() => {
    void refetch();
    if (tab === 'reports') void reports.refetch();
  });
  const runTest = () => {
    test.start(inputOf(integration));
    if (tab !== 'overview') void navigate(`/integrations/${id}`);
  };
  useTestOnArrival(() => test.start(inputOf(integration)));

  return (
    <>
      <PageHeader
        title={integration.name}
        aside={
          <span className={styles.status}>
            <IntegrationStatusBadge status={integration.status} />
            <Text span c="dimmed" size="sm">
              since <RelativeTime value={integration.statusSince} />
            </Text>
          </span>
        }
        action={
          mayTest && (
            <Button
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              disabled={test.phase === 'running'}
              onClick={runTest}
            >
              Test connection
            </Button>
          )
        }
      />
      <Tabs
        value={tab}
        keepMounted={false}
        activateTabWithKeyboard={false}
        onChange={(value) => void navigate(`/integrations/${id}${value && value !== 'overview' ? `/${value}` : ''}`)}
      >
        <Tabs.List aria-label="Parts of the integration" className={styles.tabs}>
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="repositories">Repositories</Tabs.Tab>
          <Tabs.Tab value="reports">Reports</Tabs.Tab>
          {mayIssue && <Tabs.Tab value="build">Use in a build</Tabs.Tab>}
          {mayWrite && <Tabs.Tab value="settings">Settings</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Overview integration={integration} statusChange={integration.statusChange} test={test} />
        </Tabs.Panel>
        <Tabs.Panel value="repositories">
          <RepositoryTable integration={integration} />
        </Tabs.Panel>
        <Tabs.Panel value="reports">
          <Reports query={reports} />
        </Tabs.Panel>
        {mayIssue && (
          <Tabs.Panel value="build">
            <BuildPanel integration={integration} />
          </Tabs.Panel>
        )}
        {mayWrite && (
          <Tabs.Panel value="settings">
            <Settings integration={integration} refetch={refetch} />
          </Tabs.Panel>
        )}
      </Tabs>
    </>
  );
}

function inputOf(integration: IntegrationFieldsFragment) {
  const { id, name, accountId, externalId, roleArn, repositories } = integration;
  return {
    integrationId: id,
    name,
    accountId,
    externalId,
    roleArn,
    repositories: repositories.map(({ packageType, url, routes }) => ({ packageType, url, routes })),
  };
}

/** `?test=run` starts a test, once: the address forgets it at once, so that a reload does not repeat it. */
function useTestOnArrival(start: () => void) {
  const [search, setSearch] = useSearchParams();
  const wasAsked = search.get('test') === 'run';
  const latestStart = useRef(start);
  useEffect(() => {
    latestStart.current = start;
  });
  useEffect(() => {
    if (!wasAsked) return;
    latestStart.current();
    setSearch(
      (previous) => {
        previous.delete('test');
        return previous;
      },
      { replace: true },
    );
    // oxlint-disable-next-line react/exhaustive-deps
  }, [wasAsked]);
}
