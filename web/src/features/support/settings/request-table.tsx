import { Button } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { describeError } from '../../../graphql/client.ts';
import { notify } from '../../../lib/notify.ts';
import { useMay } from '../../identity/viewer.tsx';
import { refuseSupportRequestMutation, supportRequestsQuery, type SupportRequest } from '../queries.ts';
import { GrantDialog } from './grant-dialog.tsx';
import styles from '../support.module.css';

/** What waits for an answer; those who may give one grant or refuse. */
export function RequestTable({ requests }: { requests: readonly SupportRequest[] }) {
  const mayWrite = useMay('support:write');
  const [answered, setAnswered] = useState<SupportRequest | null>(null);
  const [refuse] = useMutation(refuseSupportRequestMutation, { refetchQueries: [supportRequestsQuery] });

  async function onRefuse({ id, requestedBy }: SupportRequest) {
    try {
      await refuse({ variables: { id } });
      notify({ message: `The request of ${requestedBy} is refused.` });
    } catch (error) {
      notify({ tone: 'bad', title: 'The request was not refused', message: describeError(error).text });
    }
  }

  const columns: Column<SupportRequest>[] = [
    { key: 'who', label: 'Who', render: ({ requestedBy }) => requestedBy },
    { key: 'reason', label: 'Reason', render: ({ reason }) => reason },
    { key: 'minutes', label: 'For', render: ({ minutes }) => `${minutes} min` },
    { key: 'asked', label: 'Asked', render: ({ requestedAt }) => <RelativeTime value={requestedAt} /> },
    { key: 'lapses', label: 'Lapses', render: ({ lapsesAt }) => <RelativeTime value={lapsesAt} /> },
  ];
  const actions: Column<SupportRequest> = {
    key: 'actions',
    label: '',
    render: (request) => (
      <span className={styles.actions}>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Grant the request of ${request.requestedBy}`}
          onClick={() => setAnswered(request)}
        >
          Grant
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`Refuse the request of ${request.requestedBy}`}
          onClick={() => void onRefuse(request)}
        >
          Refuse
        </Button>
      </span>
    ),
  };
  return (
    <>
      <DataTable
        label="Pending requests"
        rows={requests}
        rowKey={({ id }) => id}
        columns={mayWrite ? [...columns, actions] : columns}
      />
      <GrantDialog request={answered} opened={answered !== null} onClose={() => setAnswered(null)} />
    </>
  );
}
