import { Button, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useApolloClient, useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmByName } from '../../../components/confirm-by-name.tsx';
import { describeError } from '../../../graphql/client.ts';
import { notify } from '../../../lib/notify.ts';
import { LostProjects } from './lost-projects.tsx';
import type { IntegrationPartProps } from './part-props.ts';
import { deleteIntegrationMutation } from './queries.ts';

export function RemoveSection({ integration }: IntegrationPartProps) {
  const { id, name, accountId } = integration;
  const [isOpen, dialog] = useDisclosure(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [remove, { loading }] = useMutation(deleteIntegrationMutation);
  const client = useApolloClient();
  const navigate = useNavigate();

  async function confirm() {
    const refusal = await remove({ variables: { id } }).then(
      ({ data }) => data?.deleteIntegration.userErrors[0]?.message ?? null,
      (error: unknown) => describeError(error).text,
    );
    setProblem(refusal);
    if (refusal !== null) return;
    notify({ message: `${name} was removed.` });
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'integrations' });
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'projects' });
    await navigate('/integrations');
  }

  return (
    <section aria-labelledby="remove">
      <Title order={2} id="remove" mb={4}>
        Remove integration
      </Title>
      <Text c="dimmed" mb="sm">
        Backline stops reading packages from account {accountId} through it.
      </Text>
      <Button variant="default" c="var(--status-bad)" onClick={dialog.open}>
        Remove integration
      </Button>
      <ConfirmByName
        opened={isOpen}
        title="Remove integration"
        name={name}
        action="Remove integration"
        isBusy={loading}
        error={problem}
        onConfirm={() => void confirm()}
        onClose={dialog.close}
      >
        <Text>
          Projects that take packages from account {accountId} through this integration can no longer be built or
          analyzed, and its reports are deleted. The role in AWS stays; delete its stack there when nothing else uses
          it.
        </Text>
        {isOpen && <LostProjects integrationId={id} />}
      </ConfirmByName>
    </section>
  );
}
