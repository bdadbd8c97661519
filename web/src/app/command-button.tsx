import { Kbd, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useOs } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import styles from './command-button.module.css';

/** Opens the command palette, and tells its shortcut. */
export function CommandButton({ onOpen }: { onOpen: () => void }) {
  const modifier = useOs() === 'macos' ? '⌘' : 'Ctrl';
  return (
    <UnstyledButton className={styles.button} onClick={onOpen}>
      <IconSearch size={16} aria-hidden />
      <span className={styles.text}>Go to</span>
      <VisuallyHidden>a page or an integration</VisuallyHidden>
      <Kbd size="xs" className={styles.text} aria-hidden>
        {modifier} K
      </Kbd>
    </UnstyledButton>
  );
}
