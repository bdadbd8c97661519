import { Button } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { describeError } from '../../../graphql/client.ts';
import { notify } from '../../../lib/notify.ts';
import type { InvitationsQuery } from '../../../graphql/generated/graphql.ts';
import { roleLabel } from '../roles.ts';
import { invitationsQuery, revokeInvitationMutation } from './queries.ts';

type Invitation = InvitationsQuery['invitations'][number];

export function InvitationTable({ invitations }: { invitations: readonly Invitation[] }) {
  const [revoke] = useMutation(revokeInvitationMutation, { refetchQueries: [invitationsQuery] });

  async function confirm({ id, email }: Invitation) {
    const refusal = await revoke({ variables: { id } }).then(
      ({ data }) => data?.revokeInvitation.userErrors[0]?.message ?? null,
      (error: unknown) => describeError(error).text,
    );
    if (refusal === null) notify({ message: `The link sent to ${email} no longer works.` });
    else notify({ tone: 'bad', title: 'The invitation was not revoked', message: refusal });
  }

  const columns: Column<Invitation>[] = [
    { key: 'email', label: 'Email', sortValue: ({ email }) => email, render: ({ email }) => email },
    { key: 'role', label: 'Role', render: ({ role }) => roleLabel(role) },
    { key: 'invitedBy', label: 'Invited by', render: ({ invitedBy }) => invitedBy },
    { key: 'expiresAt', label: 'Expires', render: ({ expiresAt }) => <RelativeTime value={expiresAt} /> },
    {
      key: 'actions',
      label: '',
      render: (invitation) => (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`Revoke the invitation of ${invitation.email}`}
          onClick={() => void confirm(invitation)}
        >
          Revoke
        </Button>
      ),
    },
  ];
  return <DataTable label="Pending invitations" rows={invitations} rowKey={({ id }) => id} columns={columns} />;
}
