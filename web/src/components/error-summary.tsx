import { useEffect, useRef } from 'react';
import styles from './error-summary.module.css';

export interface SummarizedError {
  /** The id of the input that the error belongs to; null where it belongs to none. */
  fieldId: string | null;
  message: string;
}

export interface ErrorSummaryProps {
  errors: readonly SummarizedError[];
  /** Grows with every attempt to submit; each one moves the focus here. */
  attempt: number;
}

/** Everything that keeps a form from being sent; it takes the focus, and each line leads to its field. */
export function ErrorSummary({ errors, attempt }: ErrorSummaryProps) {
  const summary = useRef<HTMLDivElement>(null);
  const isShown = errors.length > 0 && attempt > 0;
  useEffect(() => {
    if (isShown) summary.current?.focus();
  }, [attempt, isShown]);
  if (!isShown) return null;
  return (
    <div ref={summary} className={styles.summary} role="alert" tabIndex={-1}>
      <p className={styles.title}>{errors.length === 1 ? 'One thing to mend' : `${errors.length} things to mend`}</p>
      <ul className={styles.list}>
        {errors.map(({ fieldId, message }) => (
          <li key={`${fieldId}:${message}`}>
            {fieldId ? (
              <a
                href={`#${fieldId}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fieldId)?.focus();
                }}
              >
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
