import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHeadset } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Delayed } from '../../../components/delayed.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useMay, useViewer } from '../../identity/viewer.tsx';
import { supportGrantsQuery, supportRequestsQuery } from '../queries.ts';
import { GrantDialog } from './grant-dialog.tsx';
import { GrantHistory, OpenGrants } from './grant-tables.tsx';
import { RequestTable } from './request-table.tsx';
import styles from '../support.module.css';

const GRANTS_PAGE_SIZE = 50;
const INTERVAL_MS = 15_000;

/** Who of support asks to look into the organization, who may, and who could. */
export function SupportAccessPage() {
  const mayWrite = useMay('support:write');
  const [isGranting, granting] = useDisclosure(false);
  return (
    <>
      <PageHeader
        title="Support access"
        action={
          mayWrite && (
            <Button leftSection={<IconHeadset size={16} aria-hidden />} onClick={granting.open}>
              Grant access
            </Button>
          )
        }
      />
      <Stack gap="xl" className={styles.section ?? ''}>
        <About />
        <Requests />
        <Grants />
      </Stack>
      <GrantDialog request={null} opened={isGranting} onClose={granting.close} />
    </>
  );
}

function About() {
  const { organization } = useViewer();
  return (
    <Stack gap="sm">
      <Text>
        Backline support sees nothing of this organization. Access that you grant lasts at most 60 minutes and can be
        revoked at any time. With it support diagnoses integrations and packages and reads reports and the audit log,
        nothing else; External IDs stay masked. Every look stands in the audit log.
      </Text>
      {organization && (
        <div className={styles.identifier}>
          <Text span c="dimmed">
            Organization id, for support to ask with
          </Text>
          <Identifier value={organization.id} label="organization id" />
        </div>
      )}
    </Stack>
  );
}

function Requests() {
  const { data, error, refetch } = useQuery(supportRequestsQuery, { pollInterval: INTERVAL_MS });
  return (
    <section aria-labelledby="requests">
      <Title order={2} id="requests" mb="sm">
        Pending requests
      </Title>
      {data && data.supportRequests.length > 0 && <RequestTable requests={data.supportRequests} />}
      {data?.supportRequests.length === 0 && (
        <EmptyState>Requests by support will stand here until somebody grants or refuses them.</EmptyState>
      )}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Waiting />}
    </section>
  );
}

function Grants() {
  const variables = { first: GRANTS_PAGE_SIZE };
  const { data, error, refetch, fetchMore, loading } = useQuery(supportGrantsQuery, {
    variables,
    notifyOnNetworkStatusChange: true,
  });
  const connection = data?.supportGrants;
  if (!connection) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return <Waiting />;
  }
  const grants = connection.edges.map(({ node }) => node);
  const open = grants.filter(({ status }) => status === 'ACTIVE');
  const ended = grants.filter(({ status }) => status !== 'ACTIVE');
  return (
    <>
      <section aria-labelledby="open">
        <Title order={2} id="open" mb="sm">
          Open access
        </Title>
        {open.length > 0 ? (
          <OpenGrants grants={open} onEnd={() => void refetch()} />
        ) : (
          <EmptyState>Nobody of support can look into this organization now.</EmptyState>
        )}
      </section>
      <section aria-labelledby="history">
        <Title order={2} id="history" mb="sm">
          History
        </Title>
        {ended.length > 0 ? (
          <GrantHistory grants={ended} />
        ) : (
          <EmptyState>Access that ran out or was revoked will stand here.</EmptyState>
        )}
        {connection.pageInfo.hasNextPage && (
          <Button
            variant="default"
            mt="md"
            loading={loading}
            onClick={() => void fetchMore({ variables: { ...variables, after: connection.pageInfo.endCursor } })}
          >
            Load more ({grants.length} of {connection.totalCount})
          </Button>
        )}
      </section>
    </>
  );
}

function Waiting() {
  return (
    <Delayed>
      <Skeleton height={84} role="status" aria-label="Loading" />
    </Delayed>
  );
}
