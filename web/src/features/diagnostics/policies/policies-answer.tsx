import { Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { CodeBlock } from '../../../components/code-block.tsx';
import { Diagnosis } from '../../../components/diagnosis.tsx';
import { count } from '../../../lib/time.ts';
import type { PoliciesReport } from './queries.ts';
import { VerdictTable, type Place } from './verdict-table.tsx';
import styles from './policies.module.css';

export interface PoliciesAnswerProps {
  report: PoliciesReport;
  onGoTo: (place: Place) => void;
}

/** Verdict, findings with their lines, causes, rows for each call, repaired policies, and what was not judged. */
export function PoliciesAnswer({ report, onGoTo }: PoliciesAnswerProps) {
  const { causes, repaired, notJudged } = report;
  return (
    <>
      <Headline report={report} />
      <Findings report={report} onGoTo={onGoTo} />
      {causes.length > 0 && (
        <section aria-labelledby="causes">
          <Title order={2} id="causes" className={styles.heading}>
            {causes.length > 1 ? 'Causes' : 'Cause'}
          </Title>
          <div className={styles.panel}>
            <Diagnosis
              diagnosis={{
                category: 'PERMISSION_DENIED',
                summary: 'With these policies, a connection test fails for this:',
                // The whole repair stands below, once.
                causes: causes.map((cause) => ({ ...cause, snippet: null })),
              }}
              evidence={null}
              anchor="policy"
            />
          </div>
        </section>
      )}
      {repaired.length > 0 && <Repaired repaired={repaired} />}
      <VerdictTable report={report} onGoTo={onGoTo} />
      {notJudged.length > 0 && (
        <section aria-labelledby="not-judged">
          <Title order={2} id="not-judged" className={styles.heading}>
            Not judged
          </Title>
          <ul className={styles.list}>
            {notJudged.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Headline({ report }: { report: PoliciesReport }) {
  const errors = report.findings.filter(({ severity }) => severity === 'ERROR').length;
  const unknown = [...report.permissions, ...report.refusals].filter((verdict) => verdict.unknown).length;
  const { tone, icon, text } = headline(report, errors, unknown);
  return (
    <div className={styles.headline} data-tone={tone} role="status">
      {icon}
      <span>{text}</span>
    </div>
  );
}

function headline({ ok, permissions, refusals }: PoliciesReport, errors: number, unknown: number) {
  const size = { size: 20, 'aria-hidden': true } as const;
  const isPartial = !permissions.some(({ action }) => action === 'sts:AssumeRole') || permissions.length < 2;
  if (ok) {
    const what = isPartial ? 'What was pasted is right.' : 'These policies do all that the integration needs.';
    return { tone: 'good', icon: <IconCircleCheck {...size} />, text: what };
  }
  if (refusals.some(({ allowed }) => allowed)) {
    const text = 'The role can be assumed without the right External ID.';
    return { tone: 'bad', icon: <IconCircleX {...size} />, text };
  }
  if (errors === 0 && unknown > 0) {
    const text = `${count(unknown, 'call')} cannot be judged: the policies take values that are not known here.`;
    return { tone: 'warning', icon: <IconAlertTriangle {...size} />, text };
  }
  const text = errors > 0 ? `${count(errors, 'mistake')} to mend.` : 'Something here could not be judged.';
  return { tone: 'bad', icon: <IconCircleX {...size} />, text };
}

const looks = {
  ERROR: { word: 'Mistake', icon: <IconCircleX size={16} aria-hidden /> },
  WARNING: { word: 'Warning', icon: <IconAlertTriangle size={16} aria-hidden /> },
  NOTE: { word: 'Note', icon: <IconInfoCircle size={16} aria-hidden /> },
};
const sources = { TRUST_POLICY: 'Trust policy', PERMISSIONS_POLICY: 'Permissions policy' };

function Findings({ report, onGoTo }: PoliciesAnswerProps) {
  if (report.findings.length === 0) return null;
  return (
    <section aria-labelledby="findings">
      <Title order={2} id="findings" className={styles.heading}>
        In the text
      </Title>
      <ul className={styles.findings}>
        {report.findings.map((finding) => {
          const { code, severity, source, line, column, message, repair } = finding;
          return (
            <li key={`${source}${line}:${column}${code}${message}`} data-severity={severity}>
              <span className={styles.severity}>
                {looks[severity].icon}
                {looks[severity].word}
              </span>
              <div className={styles.finding}>
                <Text>{message}</Text>
                {repair && <Text c="dimmed">{repair}</Text>}
                <span className={styles.meta}>
                  <button type="button" className={styles.place} onClick={() => onGoTo(finding)}>
                    {sources[source]}, line {line}, column {column}
                  </button>
                  <code>{code}</code>
                </span>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Repaired({ repaired }: { repaired: PoliciesReport['repaired'] }) {
  return (
    <section aria-labelledby="repaired">
      <Title order={2} id="repaired" className={styles.heading}>
        Repaired
      </Title>
      <div className={styles.repaired}>
        {repaired.map(({ source, name, text, diff, sufficient }) => (
          <div key={source + name} className={styles.repair}>
            <Text>
              {sufficient
                ? 'As little changed as makes it right; formatting, order and all else stay.'
                : 'This mends a part. What else is wrong has to be decided by whoever owns the policy; see above.'}
            </Text>
            <CodeBlock language="diff" code={diff} label={`change of the ${name}`} />
            <details className={styles.whole}>
              <summary>The whole {name}</summary>
              <CodeBlock language="json" code={text} label={`repaired ${name}`} />
            </details>
          </div>
        ))}
      </div>
    </section>
  );
}
