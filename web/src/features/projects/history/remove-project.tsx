import { Button, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useApolloClient, useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmByName } from '../../../components/confirm-by-name.tsx';
import { describeError } from '../../../graphql/client.ts';
import { notify } from '../../../lib/notify.ts';
import { deleteProjectMutation } from '../queries.ts';

export function RemoveProject({ id, name }: { id: string; name: string }) {
  const [isOpen, dialog] = useDisclosure(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [remove, { loading }] = useMutation(deleteProjectMutation);
  const client = useApolloClient();
  const navigate = useNavigate();

  async function confirm() {
    const refusal = await remove({ variables: { id } }).then(
      ({ data }) => data?.deleteProject.userErrors[0]?.message ?? null,
      (error: unknown) => describeError(error).text,
    );
    setProblem(refusal);
    if (refusal !== null) return;
    notify({ message: `${name} was removed.` });
    client.cache.evict({ id: 'ROOT_QUERY', fieldName: 'projects' });
    await navigate('/projects');
  }

  return (
    <section aria-labelledby="remove">
      <Title order={2} id="remove" mb={4}>
        Remove project
      </Title>
      <Text c="dimmed" mb="sm">
        Its analyses, their findings and proposals go with it.
      </Text>
      <Button variant="default" c="var(--status-bad)" onClick={dialog.open}>
        Remove project
      </Button>
      <ConfirmByName
        opened={isOpen}
        title="Remove project"
        name={name}
        action="Remove project"
        isBusy={loading}
        error={problem}
        onConfirm={() => void confirm()}
        onClose={dialog.close}
      >
        <Text>
          All analyses of {name} are deleted with their findings, proposals and exports, and links to them stop working.
          An analysis that is under way is stopped. The project's own files, wherever you keep them, stay as they are.
        </Text>
      </ConfirmByName>
    </section>
  );
}
