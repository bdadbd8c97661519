import { IconCircleMinus } from '@tabler/icons-react';
import { Diagnosis } from '../../../components/diagnosis.tsx';
import { checkStatusLook } from '../../../components/status-badge.tsx';
import { duration } from '../../../lib/time.ts';
import type { PackageDiagnosis } from '../queries.ts';
import styles from './diagnosis.module.css';

type Check = PackageDiagnosis['checks'][number];

interface AskedListProps {
  checks: readonly Check[];
  /** Summary of the diagnosis above, which is not repeated. */
  shown: string | null;
}

/** What was asked, in the order of the repositories, and what each of them answered. */
export function AskedList({ checks, shown }: AskedListProps) {
  const repositories = new Set(checks.map(({ domain }) => domain).filter((domain) => domain !== null));
  return (
    <div>
      <h3 className={styles.heading}>What was asked</h3>
      <ol className={styles.asked} aria-label="What was asked">
        {checks.map((check, index) => (
          <AskedRow
            key={`${check.code} ${check.label} ${check.repositoryUrl}`}
            check={check}
            domain={repositories.size > 1 ? check.domain : null}
            isShown={check.diagnosis === null || check.diagnosis.summary === shown}
            anchor={`asked-${index + 1}`}
          />
        ))}
      </ol>
    </div>
  );
}

/** Looked for elsewhere and not there: neither good nor bad. */
const nothingFound = {
  tone: 'neutral',
  icon: <IconCircleMinus size={16} aria-hidden />,
  label: 'Nothing found',
} as const;

function isNothingFound({ status, evidence }: Check): boolean {
  return status === 'PASSED' && (evidence?.httpStatus === 404 || evidence?.httpStatus === 410);
}

function AskedRow({
  check,
  domain,
  isShown,
  anchor,
}: {
  check: Check;
  domain: string | null;
  isShown: boolean;
  anchor: string;
}) {
  const { status, label, durationMs, evidence, diagnosis } = check;
  const { tone, icon, label: word } = isNothingFound(check) ? nothingFound : checkStatusLook(status);
  const httpStatus = evidence?.httpStatus ?? null;
  const words = evidence?.message && !/^not found\.?$/i.test(evidence.message) ? evidence.message : null;
  return (
    <li className={styles.row} data-tone={tone}>
      <span className={styles.icon}>{icon}</span>
      <div className={styles.what}>
        <span className={styles.label}>
          {label}
          <span className={styles.word}> {word}</span>
        </span>
        {domain && <span className={styles.note}>{domain}</span>}
        {status === 'SKIPPED' && diagnosis && <span className={styles.note}>{diagnosis.summary}</span>}
        {words && <span className={styles.note}>{words}</span>}
        {status !== 'SKIPPED' && !isShown && diagnosis && (
          <details className={styles.more}>
            <summary>Why</summary>
            <Diagnosis diagnosis={diagnosis} evidence={evidence} anchor={anchor} />
          </details>
        )}
      </div>
      <span className={styles.answer}>
        {httpStatus !== null && <span>HTTP {httpStatus}</span>}
        {check.repositoryUrl !== null && status !== 'SKIPPED' && <span>{duration(durationMs)}</span>}
      </span>
    </li>
  );
}
