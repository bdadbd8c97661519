import { Kbd, UnstyledButton } from '@mantine/core';
import { useOs } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import styles from './command-button.module.css';

/** Opens the command palette, and tells its shortcut. */
export function CommandButton({ onOpen }: { onOpen: () => void }) {
  const modifier = useOs() === 'macos' ? '⌘' : 'Ctrl';
  return (
    <UnstyledButton className={styles.button} onClick={onOpen} aria-label="Go to a page or an integration">
      <IconSearch size={16} aria-hidden />
      <span className={styles.text}>Go to</span>
      <Kbd size="xs" className={styles.text}>
        {modifier} K
      </Kbd>
    </UnstyledButton>
  );
}
