import { Button, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

export interface CopyButtonProps {
  value: string;
  /** What is copied, as it continues "Copy". */
  label: string;
  /** Shown on the button; `Copy` where the place says what. */
  children?: string;
}

/** Copies a text and says so, to the eye and to a screen reader. */
export function CopyButton({ value, label, children = 'Copy' }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Copy ${label}`}
        leftSection={clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        onClick={() => clipboard.copy(value)}
      >
        {clipboard.copied ? 'Copied' : children}
      </Button>
      {/* Beside the button: what is inside of one is not announced. */}
      <VisuallyHidden role="status">{clipboard.copied ? `Copied ${label}` : ''}</VisuallyHidden>
    </>
  );
}
