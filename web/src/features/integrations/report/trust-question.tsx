import { Anchor, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@apollo/client/react';
import { useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Diagnosis } from '../../../components/diagnosis.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import type { AroundCauses } from '../../../components/check-line.tsx';
import type { LineCheck } from '../../../components/line-checks.ts';
import { PolicyField, type PolicyFieldHandle } from '../../../components/policy-field.tsx';
import type { TrustPolicyCheckQuery } from '../../../graphql/generated/graphql.ts';
import { useMay } from '../../identity/viewer.tsx';
import { trustPolicyCheckQuery } from './queries.ts';
import type { TestPhase } from './use-connection-test.ts';
import styles from './trust-question.module.css';

/** The role whose trust policy is asked for, as it was tested. */
export interface TestedRole {
  accountId: string;
  externalId: string;
  roleArn: string;
  /** Null where nothing is saved yet. */
  integrationId: string | null;
}

type TrustReport = TrustPolicyCheckQuery['checkRolePolicies'];

const PAUSE_MS = 350;
const LONGEST_TEXT = 64 * 1_024;

/** Whether STS refused the role without saying why, so that only the trust policy can tell. */
function isUndecided({ code, status, diagnosis }: LineCheck): boolean {
  if (code !== 'ASSUME_ROLE' || status !== 'FAILED' || !diagnosis) return false;
  const causes = diagnosis.causes.map((cause) => cause.code);
  return causes.includes('external_id_mismatch') && diagnosis.causes.every(({ certainty }) => certainty !== 'CERTAIN');
}

/**
 * For CheckLine: puts the question around the causes that only the trust policy can decide between. What is pasted is
 * kept while the report takes the place of its test, and forgotten when the next test starts.
 */
export function useTrustQuestion(role: TestedRole, phase: TestPhase): AroundCauses {
  const [text, setText] = useState('');
  const [latestPhase, setLatestPhase] = useState(phase);
  if (phase !== latestPhase) {
    setLatestPhase(phase);
    if (phase === 'running') setText('');
  }
  return (check, causes) =>
    isUndecided(check) ? (
      <TrustQuestion role={role} text={text} onChange={setText}>
        {causes}
      </TrustQuestion>
    ) : (
      causes
    );
}

interface TrustQuestionProps {
  role: TestedRole;
  text: string;
  onChange: (text: string) => void;
  children: ReactNode;
}

/** Asks for the role's trust policy, and shows what it decides ahead of the candidates in `children`. */
function TrustQuestion({ role, text, onChange, children }: TrustQuestionProps) {
  const mayDiagnose = useMay('diagnostics:run');
  const field = useRef<PolicyFieldHandle>(null);
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const { accountId, externalId, roleArn } = role;
  const isAsked = settled.trim() !== '' && settled.length <= LONGEST_TEXT;
  const { data, previousData, error, refetch } = useQuery(trustPolicyCheckQuery, {
    variables: { input: { trustPolicy: settled, accountId, externalId, roleArn } },
    fetchPolicy: 'no-cache',
    skip: !isAsked || !mayDiagnose,
  });
  if (!mayDiagnose) return children;
  const report = isAsked && text.trim() !== '' ? (data ?? previousData)?.checkRolePolicies : undefined;
  const page = `/diagnostics/policies?integration=${role.integrationId ?? 'none'}`;
  return (
    <>
      <div className={styles.question}>
        <Text fw={600}>Paste the role's trust policy, and this page knows</Text>
        <Text c="dimmed" size="sm">
          AWS words these causes alike; the policy tells them apart. In the IAM console it stands under Roles, Trust
          relationships. It is not kept. With the permissions as well:{' '}
          <Anchor component={Link} to={page} size="sm">
            Check my policies
          </Anchor>
        </Text>
        <PolicyField
          ref={field}
          label="Trust policy"
          description="JSON, or the output of aws iam get-role"
          rows={8}
          value={text}
          marks={(report?.findings ?? []).map(({ line }) => ({ line, tone: 'bad' }))}
          error={text.length > LONGEST_TEXT ? 'The text is longer than 64 KB. Paste only the trust policy.' : null}
          onChange={onChange}
        />
        {error && isAsked && <ErrorState error={error} onRetry={() => void refetch()} />}
        {report && <Decision report={report} onGoTo={(line, column) => field.current?.goTo(line, column)} />}
      </div>
      {report && isDecided(report) ? (
        <details className={styles.before}>
          <summary>What the answer of AWS alone leaves open</summary>
          {children}
        </details>
      ) : (
        children
      )}
    </>
  );
}

function isDecided({ causes }: TrustReport): boolean {
  return causes.some(({ certainty }) => certainty === 'CERTAIN');
}

function Decision({ report, onGoTo }: { report: TrustReport; onGoTo: (line: number, column: number) => void }) {
  const { permissions, causes, findings } = report;
  const [assume] = permissions;
  return (
    <div role="status" aria-label="What the trust policy decides" className={styles.decision}>
      {causes.length > 0 ? (
        <Diagnosis
          diagnosis={{ category: 'PERMISSION_DENIED', summary: 'The trust policy decides it.', causes }}
          evidence={null}
          anchor="trust"
        />
      ) : (
        <Text>{assume ? words(assume.allowed, assume.reason) : findings[0]?.message}</Text>
      )}
      {findings.length > 0 && assume && (
        <ul className={styles.findings}>
          {findings.map(({ line, column, message, repair }) => (
            <li key={`${line}:${column}${message}`}>
              <button type="button" onClick={() => onGoTo(line, column)}>
                Line {line}
              </button>{' '}
              {message} {repair}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function words(isAllowed: boolean, reason: string): string {
  if (!isAllowed) return reason;
  return `${reason} So the refusal comes from elsewhere: this is the policy of another role than the one that was tested, it was changed within the last minutes, or a resource control policy of your AWS organization refuses Backline's account.`;
}
