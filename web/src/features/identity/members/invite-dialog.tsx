import '../../../components/form.css';
import '../../../components/dialog.css';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { RadioList } from '../../../components/radio-list.tsx';
import { ShownOnce } from '../../../components/shown-once.tsx';
import { describeError } from '../../../graphql/client.ts';
import type { InviteMemberInput } from '../../../graphql/generated/graphql.ts';
import { FormProblem } from '../form-problem.tsx';
import { roles } from '../roles.ts';
import { useViewer } from '../viewer.tsx';
import { invitationsQuery, inviteMemberMutation } from './queries.ts';

export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Invite member" centered size="lg">
      <InviteForm onClose={onClose} />
    </Modal>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const viewer = useViewer();
  const [invite, { loading }] = useMutation(inviteMemberMutation, { refetchQueries: [invitationsQuery] });
  const [problem, setProblem] = useState<string | null>(null);
  const [sent, setSent] = useState<{ email: string; link: string } | null>(null);
  const form = useForm<InviteMemberInput>({
    initialValues: { email: '', role: 'VIEWER' },
    validate: { email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : 'Enter an email address.') },
  });

  async function submit(input: InviteMemberInput) {
    setProblem(null);
    try {
      const { data } = await invite({ variables: { input: { ...input, email: input.email.trim() } } });
      const answer = data?.inviteMember;
      const refusal = answer?.userErrors[0];
      if (answer?.link) setSent({ email: input.email.trim(), link: answer.link });
      else if (refusal?.field?.at(-1) === 'email') form.setErrors({ email: refusal.message });
      else setProblem(refusal?.message ?? 'The invitation was not made.');
    } catch (error) {
      setProblem(describeError(error).text);
    }
  }

  if (sent) {
    return (
      <Stack>
        <Text>
          {sent.email} can join with this link. It is shown once: copy it now and hand it over yourself, Backline sends
          no mail.
        </Text>
        <ShownOnce value={sent.link} label="invitation link" />
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
        <TextInput label="Email" type="email" data-autofocus autoComplete="off" {...form.getInputProps('email')} />
        <RadioList
          label="Role"
          name="role"
          options={roles.filter(({ value }) => value !== 'OWNER' || viewer.role === 'OWNER')}
          value={form.values.role}
          onChange={(role) => form.setFieldValue('role', role)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={loading}>
            Make invitation link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
