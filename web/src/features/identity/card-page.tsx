import type { ReactNode } from 'react';
import styles from './card-page.module.css';

/** A page for somebody who is not signed in: one card in the middle. */
export function CardPage({ children }: { children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width={28} height={28} />
        Backline
      </div>
      <div className={styles.card}>{children}</div>
    </main>
  );
}
