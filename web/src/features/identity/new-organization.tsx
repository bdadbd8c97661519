import '../../components/form.css';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApolloClient, useMutation } from '@apollo/client/react';
import { PageHeader } from '../../components/page-header.tsx';
import { describeError } from '../../graphql/client.ts';
import { createOrganizationMutation } from './queries.ts';

/** For somebody who belongs to no organization any more. */
export function NewOrganization() {
  const client = useApolloClient();
  return (
    <>
      <PageHeader title="New organization" />
      <Stack maw={420}>
        <Text>You belong to no organization. Ask an admin for an invitation, or make an organization of your own.</Text>
        <NewOrganizationForm onCreated={() => client.resetStore()} />
      </Stack>
    </>
  );
}

export function NewOrganizationForm({ onCreated }: { onCreated: (id: string) => Promise<unknown> }) {
  const [create, { loading }] = useMutation(createOrganizationMutation);
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (name) => (name.trim() ? null : 'Enter a name.') },
  });

  async function submit({ name }: { name: string }) {
    try {
      const { data } = await create({ variables: { name: name.trim() } });
      const answer = data?.createOrganization;
      if (answer?.organization) await onCreated(answer.organization.id);
      else form.setErrors({ name: answer?.userErrors[0]?.message ?? 'The organization was not created.' });
    } catch (error) {
      form.setErrors({ name: describeError(error).text });
    }
  }

  return (
    <form onSubmit={form.onSubmit((values) => void submit(values))}>
      <Stack>
        <TextInput label="Name" maxLength={100} data-autofocus {...form.getInputProps('name')} />
        <Group justify="flex-end">
          <Button type="submit" loading={loading}>
            Create organization
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
