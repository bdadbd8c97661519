import '../../../components/form.css';
import '../../../components/dialog.css';
import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { describeError } from '../../../graphql/client.ts';
import { notify } from '../../../lib/notify.ts';
import { FormProblem } from '../../identity/form-problem.tsx';
import { minutesUpTo } from '../durations.ts';
import {
  grantSupportAccessMutation,
  supportGrantsQuery,
  supportRequestsQuery,
  type SupportRequest,
} from '../queries.ts';

export interface GrantDialogProps {
  /** The request that is answered; null lets all of support in. */
  request: SupportRequest | null;
  opened: boolean;
  onClose: () => void;
}

export function GrantDialog({ request, opened, onClose }: GrantDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Grant access" centered size="lg">
      <GrantForm request={request} onClose={onClose} />
    </Modal>
  );
}

const WHOLE_HOUR = 60;

function GrantForm({ request, onClose }: Pick<GrantDialogProps, 'request' | 'onClose'>) {
  const [grant, { loading }] = useMutation(grantSupportAccessMutation, {
    refetchQueries: [supportGrantsQuery, supportRequestsQuery],
  });
  const [problem, setProblem] = useState<string | null>(null);
  const most = request?.minutes ?? WHOLE_HOUR;
  const form = useForm({
    initialValues: { reason: request?.reason ?? '', minutes: String(request?.minutes ?? 30) },
    validate: { reason: (reason) => (reason.trim() ? null : 'Say what support is to look at.') },
  });

  async function submit({ reason, minutes }: { reason: string; minutes: string }) {
    setProblem(null);
    const input = { requestId: request?.id ?? null, reason: reason.trim(), minutes: Number(minutes) };
    try {
      const { data } = await grant({ variables: { input } });
      const answer = data?.grantSupportAccess;
      const refusal = answer?.userErrors[0];
      if (refusal?.field?.[0] === 'reason') form.setErrors({ reason: refusal.message });
      else if (refusal || !answer?.grant) setProblem(refusal?.message ?? 'Nothing was granted.');
      else {
        notify({ message: `${answer.grant.grantedTo} can look into this organization now.` });
        onClose();
      }
    } catch (error) {
      setProblem(describeError(error).text);
    }
  }

  return (
    <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
      <Stack>
        <FormProblem>{problem}</FormProblem>
        <Text>
          {request
            ? `${request.requestedBy} will be able to diagnose and read here, and nobody else.`
            : 'Everybody of Backline support will be able to diagnose and read here.'}
        </Text>
        <TextInput
          label="Reason"
          description="It stands in the audit log."
          data-autofocus
          maxLength={300}
          {...form.getInputProps('reason')}
        />
        <NativeSelect
          label="For"
          data={minutesUpTo(most).map((minutes) => ({ value: String(minutes), label: `${minutes} minutes` }))}
          {...form.getInputProps('minutes')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={loading}>
            Grant access
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
