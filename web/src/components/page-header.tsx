import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { Title } from '@mantine/core';
import styles from './page-header.module.css';

export interface PageHeaderProps {
  title: string;
  /** Beside the title: a status. */
  aside?: ReactNode;
  /** The page's one primary action. */
  action?: ReactNode;
  /** False on a page whose first field has the focus from the start. */
  takesFocus?: boolean;
  children?: ReactNode;
}

/** The title says where one is; after a navigation it takes the focus, so that a screen reader says it too. */
export function PageHeader({ title, aside, action, takesFocus = true, children }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  const isFirstPage = key === 'default';
  useEffect(() => {
    if (!isFirstPage && takesFocus) heading.current?.focus({ preventScroll: true });
    // Once per page: tabs and filters of the same page keep the focus where it is.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return (
    <header className={styles.header}>
      <title>{`${title} · Backline`}</title>
      <div className={styles.row}>
        <div className={styles.title}>
          <Title order={1} ref={heading} tabIndex={-1} className={styles.heading}>
            {title}
          </Title>
          {aside}
        </div>
        {action}
      </div>
      {children}
    </header>
  );
}
