import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './unfold.module.css';

interface UnfoldButtonProps {
  isOpen: boolean;
  /** The id of what it unfolds. */
  controls: string;
  onToggle: () => void;
  children: ReactNode;
}

/** Names a row or a card, and unfolds all that is known of it. */
export function UnfoldButton({ isOpen, controls, onToggle, children }: UnfoldButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      onClick={onToggle}
    >
      <IconChevronRight size={16} aria-hidden className={styles.chevron} />
      <span className={styles.name}>{children}</span>
    </button>
  );
}

/** What a row of a table has unfolded, below all its columns. */
export function UnfoldedCell({ id, columnCount, children }: { id: string; columnCount: number; children: ReactNode }) {
  return (
    <div role="cell" id={id} aria-colspan={columnCount} className={styles.cell}>
      {children}
    </div>
  );
}
