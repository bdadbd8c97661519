import { Button } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { Countdown } from '../../../components/countdown.tsx';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { describeError } from '../../../graphql/client.ts';
import type { SupportGrantFieldsFragment } from '../../../graphql/generated/graphql.ts';
import { notify } from '../../../lib/notify.ts';
import { useMay } from '../../identity/viewer.tsx';
import { revokeSupportGrantMutation } from '../queries.ts';

type Grant = SupportGrantFieldsFragment;

const about: Column<Grant>[] = [
  { key: 'who', label: 'Who', render: ({ grantedTo }) => grantedTo },
  { key: 'reason', label: 'Reason', render: ({ reason }) => reason },
  { key: 'by', label: 'Granted by', render: ({ grantedBy }) => grantedBy },
  { key: 'at', label: 'Granted', render: ({ grantedAt }) => <RelativeTime value={grantedAt} /> },
];

/** Who may look now and for how long. Calls `onEnd` when one runs out. */
export function OpenGrants({ grants, onEnd }: { grants: readonly Grant[]; onEnd: () => void }) {
  const mayWrite = useMay('support:write');
  const [revoke] = useMutation(revokeSupportGrantMutation);

  async function onRevoke({ id, grantedTo }: Grant) {
    try {
      await revoke({ variables: { id } });
      notify({ message: `${grantedTo} can no longer look into this organization.` });
    } catch (error) {
      notify({ tone: 'bad', title: 'The access was not revoked', message: describeError(error).text });
      onEnd();
    }
  }

  const columns: Column<Grant>[] = [
    ...about,
    { key: 'left', label: 'Ends in', render: ({ expiresAt }) => <Countdown until={expiresAt} onEnd={onEnd} /> },
  ];
  const actions: Column<Grant> = {
    key: 'actions',
    label: '',
    render: (grant) => (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Revoke the access of ${grant.grantedTo}`}
        onClick={() => void onRevoke(grant)}
      >
        Revoke
      </Button>
    ),
  };
  return (
    <DataTable
      label="Open access"
      rows={grants}
      rowKey={({ id }) => id}
      columns={mayWrite ? [...columns, actions] : columns}
    />
  );
}

const history: readonly Column<Grant>[] = [
  ...about,
  {
    key: 'ended',
    label: 'Ended',
    render: ({ revokedAt, revokedBy, expiresAt }) =>
      revokedAt ? (
        <>
          Revoked by {revokedBy}, <RelativeTime value={revokedAt} />
        </>
      ) : (
        <>
          Ran out <RelativeTime value={expiresAt} />
        </>
      ),
  },
];

export function GrantHistory({ grants }: { grants: readonly Grant[] }) {
  return (
    <DataTable
      label="Ended access"
      rows={grants}
      rowKey={({ id }) => id}
      columns={history}
      filterText={({ grantedTo, reason, grantedBy }) => `${grantedTo} ${reason} ${grantedBy}`}
      filterLabel="Filter by person or reason"
    />
  );
}
