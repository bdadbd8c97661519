import '../../../components/form.css';
import '../../../components/dialog.css';
import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { ErrorState } from '../../../components/error-state.tsx';
import { ShownOnce } from '../../../components/shown-once.tsx';
import { describeError } from '../../../graphql/client.ts';
import { FormProblem } from '../form-problem.tsx';
import { apiKeysQuery, createApiKeyMutation, scopesQuery } from './queries.ts';

const DAY_MS = 86_400_000;

const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '', label: 'Never' },
];

/** The time that many days from now. */
function expiryAfter(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString();
}

interface KeyForm {
  name: string;
  scopes: string[];
  days: string;
}

export function CreateDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Create API key" centered size="lg">
      <CreateForm onClose={onClose} />
    </Modal>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const scopes = useQuery(scopesQuery);
  const [create, { loading }] = useMutation(createApiKeyMutation, { refetchQueries: [apiKeysQuery] });
  const [problem, setProblem] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm<KeyForm>({
    initialValues: { name: '', scopes: [], days: '90' },
    validate: {
      name: (name) => (name.trim() ? null : 'Enter a name, e.g. that of the tool.'),
      scopes: (chosen) => (chosen.length > 0 ? null : 'Choose at least one scope.'),
    },
  });

  async function submit({ name, scopes: chosen, days }: KeyForm) {
    setProblem(null);
    const expiresAt = days ? expiryAfter(Number(days)) : null;
    try {
      const { data } = await create({ variables: { input: { name: name.trim(), scopes: chosen, expiresAt } } });
      const answer = data?.createApiKey;
      const refusal = answer?.userErrors[0];
      const field = refusal?.field?.at(-1);
      if (answer?.secret) setSecret(answer.secret);
      else if (refusal && (field === 'name' || field === 'scopes')) form.setErrors({ [field]: refusal.message });
      else setProblem(refusal?.message ?? 'The key was not created.');
    } catch (error) {
      setProblem(describeError(error).text);
    }
  }

  if (secret !== null) {
    return (
      <Stack>
        <Text>The key is shown once. Copy it now and keep it where the tool reads its secrets.</Text>
        <ShownOnce value={secret} label="API key" />
        <Text c="dimmed" size="sm">
          Send it with each request as the header "Authorization: Bearer", followed by the key.
        </Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
      <Stack>
        <FormProblem>{problem}</FormProblem>
        <TextInput label="Name" maxLength={100} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
        {scopes.error && <ErrorState error={scopes.error} onRetry={() => void scopes.refetch()} />}
        <Checkbox.Group label="Scopes" {...form.getInputProps('scopes')}>
          <Stack gap="xs" mt={6}>
            {scopes.data?.scopes.map(({ scope, description }) => (
              <Checkbox key={scope} value={scope} label={<code>{scope}</code>} description={description} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect label="Expires after" maw={200} data={lifetimes} {...form.getInputProps('days')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={loading}>
            Create API key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
