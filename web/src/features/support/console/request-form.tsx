import '../../../components/form.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { describeError } from '../../../graphql/client.ts';
import { notify } from '../../../lib/notify.ts';
import { FormProblem } from '../../identity/form-problem.tsx';
import { minutesUpTo } from '../durations.ts';
import { requestSupportAccessMutation, supportAccessQuery } from '../queries.ts';
import styles from '../support.module.css';

const EMPTY = { organizationId: '', reason: '', minutes: '30' };

/** Asks an organization to be let in. The answer is the same whether or not there is such an organization. */
export function RequestForm() {
  const [request, { loading }] = useMutation(requestSupportAccessMutation, { refetchQueries: [supportAccessQuery] });
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({
    initialValues: EMPTY,
    validate: {
      organizationId: (id) => (id.trim() ? null : 'Enter the id that the organization gave you.'),
      reason: (reason) => (reason.trim() ? null : 'Say why, e.g. the number of the case.'),
    },
  });

  async function submit({ organizationId, reason, minutes }: typeof EMPTY) {
    setProblem(null);
    const input = { organizationId: organizationId.trim(), reason: reason.trim(), minutes: Number(minutes) };
    try {
      const { data } = await request({ variables: { input } });
      const refusals = data?.requestSupportAccess.userErrors ?? [];
      if (data?.requestSupportAccess.request) {
        notify({ message: 'The request is made. If there is such an organization, its admins see it.' });
        form.reset();
      } else form.setErrors(Object.fromEntries(refusals.map(({ field, message }) => [field?.[0] ?? '', message])));
      const general = refusals.find(({ field }) => !field?.[0]);
      if (general) setProblem(general.message);
    } catch (error) {
      setProblem(describeError(error).text);
    }
  }

  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
      <FormProblem>{problem}</FormProblem>
      <TextInput
        label="Organization id"
        description="Its admins find it under Settings, Support access."
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('organizationId')}
      />
      <TextInput
        label="Reason"
        description="The organization's admins read it, and it stands in their audit log."
        maxLength={300}
        {...form.getInputProps('reason')}
      />
      <NativeSelect
        label="For"
        data={minutesUpTo(60).map((minutes) => ({ value: String(minutes), label: `${minutes} minutes` }))}
        {...form.getInputProps('minutes')}
      />
      <div>
        <Button type="submit" loading={loading}>
          Request access
        </Button>
      </div>
    </form>
  );
}
