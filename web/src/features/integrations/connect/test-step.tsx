import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link } from 'react-router';
import { ConnectionTestPanel } from '../report/connection-test-panel.tsx';
import { useTrustQuestion } from '../report/trust-question.tsx';
import { detailsOf } from '../details/draft.ts';
import type { ConnectionTest } from '../report/use-connection-test.ts';
import { stepOf, steps } from './steps.ts';
import type { StepProps } from './step-props.ts';
import styles from './connect.module.css';

export interface TestStepProps extends StepProps {
  test: ConnectionTest;
  /** Whether the details are still those that were tested. */
  isCurrent: boolean;
  onRun: () => void;
}

/** Step 4: what works, what does not, and why. */
export function TestStep({ draft, errors, test, isCurrent, onRun }: TestStepProps) {
  const { accountId, externalId, roleArn } = detailsOf(draft);
  const aroundCauses = useTrustQuestion({ accountId, externalId, roleArn, integrationId: null }, test.phase);
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>Test connection</Title>
        <Text c="dimmed">
          Assumes the role, gets a token for each domain and reads from each repository. Nothing is changed in your
          account.
        </Text>
      </div>
      {errors.length > 0 && (
        <div className={styles.missing} role="status">
          <Text fw={600}>Before the test can run</Text>
          <ul>
            {errors.map((error) => (
              <li key={`${error.fieldId}:${error.message}`}>
                {error.message}{' '}
                <Anchor component={Link} to={`?step=${stepOf(error)}`}>
                  Go to {steps.find(({ id }) => id === stepOf(error))?.title}
                </Anchor>
              </li>
            ))}
          </ul>
        </div>
      )}
      {test.phase !== 'idle' && !isCurrent && (
        <Text role="status">The details were changed since this test. Run it again to know whether they work.</Text>
      )}
      <ConnectionTestPanel test={test} aroundCauses={aroundCauses} />
      {test.report && test.report.status !== 'FAILED' && isCurrent && (
        <div>
          <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRun}>
            Test again
          </Button>
        </div>
      )}
    </Stack>
  );
}
