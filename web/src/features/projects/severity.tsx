import type { SeverityRating } from '../../graphql/generated/graphql.ts';
import { severityLook } from './severities.ts';
import styles from './severity.module.css';

/** A rating in words and colour, with its CVSS score where there is one. */
export function SeverityBadge({ severity, score = null }: { severity: string | null; score?: number | null }) {
  const { key, label } = severityLook(severity);
  return (
    <span className={styles.badge} data-severity={key}>
      {label}
      {score !== null && <span className={styles.score}> {score.toFixed(1)}</span>}
    </span>
  );
}

interface SeverityCount {
  severity: SeverityRating | null;
  count: number;
}

/** How many findings have which rating, in as little room as a row has. */
export function SeverityCounts({ counts }: { counts: readonly SeverityCount[] }) {
  if (counts.length === 0) return <span className={styles.nothing}>None</span>;
  return (
    <ul className={styles.counts} aria-label="Findings by severity">
      {counts.map(({ severity, count }) => {
        const { key, label } = severityLook(severity);
        return (
          <li key={key} className={styles.badge} data-severity={key}>
            {count.toLocaleString('en')} {label.toLowerCase()}
          </li>
        );
      })}
    </ul>
  );
}
