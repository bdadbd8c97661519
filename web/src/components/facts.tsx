import type { ReactNode } from 'react';
import styles from './facts.module.css';

export interface FactsProps {
  /** Side by side where there is room, else one below the other. */
  isRow?: boolean;
  children: ReactNode;
}

/** What is known of one thing: a list of Fact. */
export function Facts({ isRow = false, children }: FactsProps) {
  return <dl className={isRow ? styles.row : styles.stack}>{children}</dl>;
}

export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
