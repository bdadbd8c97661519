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
  useEffect(() => {
    // Only an attempt moves the focus, never an error that appears while somebody types.
    if (attempt > 0) summary.current?.focus();
  }, [attempt]);
  if (errors.length === 0 || attempt === 0) return null;
  return (
    <div ref={summary} className={styles.summary} role="group" aria-label="What to fix" tabIndex={-1}>
      <p className={styles.title}>{errors.length === 1 ? 'One thing to fix' : `${errors.length} things to fix`}</p>
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
