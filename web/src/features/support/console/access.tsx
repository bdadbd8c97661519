import { Button, Skeleton, Stack, Title } from '@mantine/core';
import { useApolloClient, useMutation, useQuery } from '@apollo/client/react';
import { useNavigate } from 'react-router';
import { Countdown } from '../../../components/countdown.tsx';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { Delayed } from '../../../components/delayed.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { describeError } from '../../../graphql/client.ts';
import type { SupportAccessQuery, SupportRequestStatus } from '../../../graphql/generated/graphql.ts';
import { notify } from '../../../lib/notify.ts';
import { switchOrganizationMutation, viewerQuery } from '../../identity/queries.ts';
import { useViewer } from '../../identity/viewer.tsx';
import { supportAccessQuery } from '../queries.ts';
import { RequestForm } from './request-form.tsx';
import styles from '../support.module.css';

type Organization = SupportAccessQuery['supportAccess']['organizations'][number];
type OwnRequest = SupportAccessQuery['supportAccess']['requests'][number];

const INTERVAL_MS = 10_000;

/** Where the support person is let in, and how to ask elsewhere. */
export function Access() {
  const { data, error, refetch } = useQuery(supportAccessQuery, { pollInterval: INTERVAL_MS });
  if (!data) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return (
      <Delayed>
        <Skeleton height={160} role="status" aria-label="Loading" />
      </Delayed>
    );
  }
  const { organizations, requests } = data.supportAccess;
  return (
    <Stack gap="xl" className={styles.section ?? ''}>
      <section aria-labelledby="open">
        <Title order={2} id="open" mb="sm">
          Organizations that let you in
        </Title>
        {organizations.length > 0 ? (
          <OpenOrganizations organizations={organizations} onEnd={() => void refetch()} />
        ) : (
          <EmptyState>No organization lets you in now. Request access below, or have a support bundle sent.</EmptyState>
        )}
      </section>
      <section aria-labelledby="request">
        <Title order={2} id="request" mb="sm">
          Request access
        </Title>
        <RequestForm />
      </section>
      <section aria-labelledby="requests">
        <Title order={2} id="requests" mb="sm">
          Your requests
        </Title>
        {requests.length > 0 ? (
          <DataTable label="Your requests" rows={requests} rowKey={({ id }) => id} columns={requestColumns} />
        ) : (
          <EmptyState>What you ask for will stand here with its answer.</EmptyState>
        )}
      </section>
    </Stack>
  );
}

function OpenOrganizations({ organizations, onEnd }: { organizations: readonly Organization[]; onEnd: () => void }) {
  const { organization: current } = useViewer();
  const [open, { loading }] = useMutation(switchOrganizationMutation);
  const client = useApolloClient();
  const navigate = useNavigate();

  async function onOpen({ id }: Organization) {
    try {
      if (id !== current?.id) {
        await open({ variables: { id } });
        // What is known of another organization must not show in this one.
        for (const fieldName of ['integrations', 'integration']) client.cache.evict({ fieldName });
        await client.refetchQueries({ include: [viewerQuery] });
      }
      await navigate('/support/integrations');
    } catch (error) {
      notify({ tone: 'bad', title: 'The organization was not opened', message: describeError(error).text });
      onEnd();
    }
  }

  const columns: Column<Organization>[] = [
    { key: 'name', label: 'Organization', render: ({ name }) => name },
    { key: 'id', label: 'Id', render: ({ id }) => <Identifier value={id} label="organization id" /> },
    { key: 'until', label: 'Ends in', render: ({ until }) => <Countdown until={until} onEnd={onEnd} /> },
    {
      key: 'actions',
      label: '',
      render: (organization) => (
        <Button
          variant="default"
          size="compact-sm"
          loading={loading}
          aria-label={`Open ${organization.name}`}
          onClick={() => void onOpen(organization)}
        >
          Open
        </Button>
      ),
    },
  ];
  return (
    <DataTable label="Organizations that let you in" rows={organizations} rowKey={({ id }) => id} columns={columns} />
  );
}

const statuses: Record<SupportRequestStatus, string> = {
  PENDING: 'Waits for an answer',
  LAPSED: 'Lapsed without an answer',
  GRANTED: 'Granted',
  REFUSED: 'Refused',
};

const requestColumns: readonly Column<OwnRequest>[] = [
  {
    key: 'organization',
    label: 'Organization id',
    render: ({ organizationId }) => <Identifier value={organizationId} label="organization id" />,
  },
  { key: 'reason', label: 'Reason', render: ({ reason }) => reason },
  { key: 'minutes', label: 'For', render: ({ minutes }) => `${minutes} min` },
  { key: 'asked', label: 'Asked', render: ({ requestedAt }) => <RelativeTime value={requestedAt} /> },
  { key: 'status', label: 'Answer', render: ({ status }) => statuses[status] },
];
