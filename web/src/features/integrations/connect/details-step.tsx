import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { ErrorSummary } from '../../../components/error-summary.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { RoleFields } from '../details/role-fields.tsx';
import type { StepProps } from './step-props.ts';
import styles from './connect.module.css';

/** Step 2: which role, in which account. */
export function DetailsStep({ draft, check, errors, attempt, onChange }: StepProps) {
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>Role details</Title>
        <Text c="dimmed">When the role exists, enter where it is.</Text>
      </div>
      <ErrorSummary errors={errors} attempt={attempt} />
      <RoleFields draft={draft} check={check} wasSubmitted={attempt > 0} onChange={onChange} />
      <div className={styles.labelled}>
        <span className={styles.label}>External ID</span>
        {draft.externalId ? <Identifier value={draft.externalId} label="External ID" /> : <Text>None yet</Text>}
        <Text size="sm" c="dimmed">
          The role must have been created with this one.{' '}
          <Anchor component={Link} to="?step=role" size="sm">
            Change it in step 1
          </Anchor>
        </Text>
      </div>
    </Stack>
  );
}
