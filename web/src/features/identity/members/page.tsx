import { Button, Skeleton, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Delayed } from '../../../components/delayed.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useMay } from '../viewer.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { InvitationTable } from './invitation-table.tsx';
import { MemberTable } from './member-table.tsx';
import { invitationsQuery, membersQuery } from './queries.ts';

export function MembersPage() {
  const mayWrite = useMay('members:write');
  const members = useQuery(membersQuery);
  const invitations = useQuery(invitationsQuery, { skip: !mayWrite });
  const [isInviting, inviting] = useDisclosure(false);
  const pending = invitations.data?.invitations ?? [];

  return (
    <>
      <PageHeader
        title="Members"
        action={
          mayWrite && (
            <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={inviting.open}>
              Invite member
            </Button>
          )
        }
      />
      <Stack gap="xl">
        {members.data && <MemberTable members={members.data.members} />}
        {!members.data && members.error && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
        {!members.data && !members.error && (
          <Delayed>
            <Skeleton height={160} />
          </Delayed>
        )}
        {pending.length > 0 && (
          <section aria-labelledby="invitations">
            <Title order={2} id="invitations" mb="xs">
              Pending invitations
            </Title>
            <InvitationTable invitations={pending} />
          </section>
        )}
        {invitations.error && <ErrorState error={invitations.error} onRetry={() => void invitations.refetch()} />}
      </Stack>
      <InviteDialog opened={isInviting} onClose={inviting.close} />
    </>
  );
}
