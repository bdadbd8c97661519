import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Hint } from './hint.tsx';
import styles from './identifier.module.css';

const TAIL_LENGTH = 12;

export interface IdentifierProps {
  value: string;
  /** What it is, as it continues "Copy": `role ARN`. */
  label: string;
}

/** Something to copy: shortened in the middle where the room is short, whole on hover and focus, copied with one click. */
export function Identifier({ value, label }: IdentifierProps) {
  const clipboard = useClipboard({ timeout: 2000 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <>
      <Hint label={value} isMonospace isDecorative>
        <UnstyledButton
          className={styles.identifier}
          aria-label={`Copy ${label} ${value}`}
          onClick={() => clipboard.copy(value)}
        >
          <MiddleShortened value={value} />
          <Icon size={14} aria-hidden className={styles.icon} />
        </UnstyledButton>
      </Hint>
      <VisuallyHidden role="status">{clipboard.copied ? `Copied ${label}` : ''}</VisuallyHidden>
    </>
  );
}

function MiddleShortened({ value }: { value: string }) {
  const cut = value.length > TAIL_LENGTH * 2 ? value.length - TAIL_LENGTH : value.length;
  return (
    <span className={styles.text}>
      <span className={styles.head}>{value.slice(0, cut)}</span>
      <span>{value.slice(cut)}</span>
    </span>
  );
}
