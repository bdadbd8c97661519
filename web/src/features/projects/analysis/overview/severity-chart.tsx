import { Link } from 'react-router';
import type { SeverityRating } from '../../../../graphql/generated/graphql.ts';
import { severityLook } from '../../severities.ts';
import styles from './overview.module.css';

interface SeverityChartProps {
  counts: readonly { severity: SeverityRating | null; count: number }[];
  /** Of the findings; each bar leads to those of its severity. */
  address: string;
}

/** A bar for each severity, as long as its share of the largest; the figures stand beside them. */
export function SeverityChart({ counts, address }: SeverityChartProps) {
  const most = Math.max(...counts.map(({ count }) => count));
  return (
    <ul className={styles.chart} aria-label="Findings by severity">
      {counts.map(({ severity, count }) => {
        const { key, label } = severityLook(severity);
        return (
          <li key={key}>
            <Link to={`${address}?severity=${key}`} className={styles.bar} data-severity={key}>
              <span>{label}</span>
              <span className={styles.track}>
                <span style={{ width: `${(count / most) * 100}%` }} />
              </span>
              <span className={styles.figure}>{count.toLocaleString('en')}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
