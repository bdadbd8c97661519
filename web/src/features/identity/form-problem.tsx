import '../../components/form.css';
import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';

/** What is wrong with a form as a whole; nothing while nothing is. */
export function FormProblem({ children }: { children: string | null }) {
  if (children === null) return null;
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertCircle size={18} aria-hidden />}
      styles={alertStyles}
    >
      {children}
    </Alert>
  );
}

const alertStyles = {
  root: { background: 'var(--status-bad-surface)' },
  icon: { color: 'var(--status-bad)' },
  message: { color: 'var(--mantine-color-text)' },
};
