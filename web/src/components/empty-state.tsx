import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './state.module.css';

/** One sentence on what will stand here, and the action that fills it. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <Text c="dimmed">{children}</Text>
      {action}
    </div>
  );
}
