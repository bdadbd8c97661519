import '../../../components/form.css';
import { Button, NativeSelect, Text } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { ConfirmByName } from '../../../components/confirm-by-name.tsx';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { describeError } from '../../../graphql/client.ts';
import { notify } from '../../../lib/notify.ts';
import type { MemberRole, MembersQuery } from '../../../graphql/generated/graphql.ts';
import { roleLabel, roles } from '../roles.ts';
import { useMay, useViewer } from '../viewer.tsx';
import { changeMemberRoleMutation, membersQuery, removeMemberMutation } from './queries.ts';

type Member = MembersQuery['members'][number];

export function MemberTable({ members }: { members: readonly Member[] }) {
  const mayWrite = useMay('members:write');
  const [leaving, setLeaving] = useState<Member | null>(null);
  const columns: Column<Member>[] = [
    {
      key: 'name',
      label: 'Name',
      sortValue: ({ name }) => name,
      render: ({ name, isViewer }) => (
        <span>
          {name}
          {isViewer && (
            <Text span c="dimmed">
              {' '}
              (you)
            </Text>
          )}
        </span>
      ),
    },
    { key: 'email', label: 'Email', sortValue: ({ email }) => email, render: ({ email }) => email },
    {
      key: 'role',
      label: 'Role',
      sortValue: ({ role }) => role,
      render: (member) => (mayWrite ? <RoleSelect member={member} /> : roleLabel(member.role)),
    },
    {
      key: 'lastSignInAt',
      label: 'Last sign-in',
      sortValue: ({ lastSignInAt }) => lastSignInAt ?? '',
      render: ({ lastSignInAt }) => (lastSignInAt ? <RelativeTime value={lastSignInAt} /> : 'Never'),
    },
  ];
  if (mayWrite) {
    columns.push({
      key: 'actions',
      label: '',
      render: (member) => (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`Remove ${member.name}`}
          onClick={() => setLeaving(member)}
        >
          Remove
        </Button>
      ),
    });
  }
  return (
    <>
      <DataTable
        label="Members"
        rows={members}
        rowKey={({ id }) => id}
        columns={columns}
        filterText={({ name, email }) => `${name} ${email}`}
        filterLabel="Filter by name or email"
      />
      <RemoveDialog member={leaving} onClose={() => setLeaving(null)} />
    </>
  );
}

function RoleSelect({ member }: { member: Member }) {
  const viewer = useViewer();
  const [changeRole, { loading }] = useMutation(changeMemberRoleMutation);
  const choices = roles.filter(({ value }) => value !== 'OWNER' || viewer.role === 'OWNER' || member.role === 'OWNER');

  async function change(role: MemberRole) {
    const problem = await changeRole({ variables: { id: member.id, role } }).then(
      ({ data }) => data?.changeMemberRole.userErrors[0]?.message ?? null,
      (error: unknown) => describeError(error).text,
    );
    if (problem === null) {
      notify({ message: `${member.name} is now ${roleLabel(role).toLowerCase()}.` });
    } else {
      notify({ tone: 'bad', title: 'The role was not changed', message: problem });
    }
  }

  return (
    <NativeSelect
      size="xs"
      maw={120}
      aria-label={`Role of ${member.name}`}
      data={choices.map(({ value, label }) => ({ value, label }))}
      value={member.role}
      disabled={loading}
      onChange={(event) => void change(event.currentTarget.value as MemberRole)}
    />
  );
}

function RemoveDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const [remove, { loading }] = useMutation(removeMemberMutation, { refetchQueries: [membersQuery] });
  const [problem, setProblem] = useState<string | null>(null);

  async function confirm(id: string) {
    const refusal = await remove({ variables: { id } }).then(
      ({ data }) => data?.removeMember.userErrors[0]?.message ?? null,
      (error: unknown) => describeError(error).text,
    );
    setProblem(refusal);
    if (refusal === null) onClose();
  }

  return (
    <ConfirmByName
      opened={member !== null}
      title={`Remove ${member?.name ?? ''}`}
      action="Remove member"
      isBusy={loading}
      error={problem}
      onConfirm={() => member && void confirm(member.id)}
      onClose={() => {
        setProblem(null);
        onClose();
      }}
    >
      <Text>
        {member?.email} loses access to this organization at once, in every open browser. API keys stay valid; revoke
        those that only this person used.
      </Text>
    </ConfirmByName>
  );
}
