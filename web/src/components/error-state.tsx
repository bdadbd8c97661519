import { Button, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { describeError } from '../graphql/client.ts';
import styles from './state.module.css';

/** What happened, and "try again". */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, text, reference } = describeError(error);
  return (
    <div className={styles.state} role="alert">
      <Text fw={600}>{title}</Text>
      <Text>{text}</Text>
      {reference && (
        <Text c="dimmed" size="sm">
          Reference for the operator: <span className={styles.reference}>{reference}</span>
        </Text>
      )}
      {onRetry && (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
