import { Button, Text } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import styles from './field-correction.module.css';

export interface FieldCorrectionProps {
  before: string;
  after: string;
  onAccept: () => void;
}

/** A one-click correction that shows what it changes. */
export function FieldCorrection({ before, after, onAccept }: FieldCorrectionProps) {
  return (
    <div className={styles.correction}>
      <dl className={styles.values}>
        <dt>Entered</dt>
        <dd>
          <del>{visibleSpaces(before)}</del>
        </dd>
        <dt>Corrected</dt>
        <dd>
          <ins>{after}</ins>
        </dd>
      </dl>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconWand size={14} aria-hidden />}
        onClick={onAccept}
        aria-label={`Use the correction ${after}`}
      >
        Use the correction
      </Button>
      {before.trim() === after && (
        <Text size="sm" c="dimmed">
          Spaces around it are removed.
        </Text>
      )}
    </div>
  );
}

function visibleSpaces(text: string): string {
  return text.replace(/^\s+|\s+$/g, (spaces) => '␣'.repeat(spaces.length));
}
