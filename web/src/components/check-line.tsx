import { Loader } from '@mantine/core';
import { IconCircleDotted } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { packageTypes } from '@backline/shared';
import { duration } from '../lib/time.ts';
import { Diagnosis } from './diagnosis.tsx';
import { Identifier } from './identifier.tsx';
import { checkKey, lineOf, skipReason, worstStatus, type LineCheck, type LineStatus } from './line-checks.ts';
import { checkStatusLook } from './status-badge.tsx';
import styles from './check-line.module.css';

export interface CheckLineProps {
  /** Names the list for a screen reader. */
  label: string;
  checks: readonly LineCheck[];
  /** What stands around the causes of a check that belongs to no domain. */
  aroundCauses?: AroundCauses | undefined;
}

export type AroundCauses = (check: LineCheck, causes: ReactNode) => ReactNode;

/** A vertical line of checks that fill in as they finish; repositories are rows under their domain. */
export function CheckLine({ label, checks, aroundCauses }: CheckLineProps) {
  const line = lineOf(checks);
  return (
    <ol className={styles.line} aria-label={label}>
      {line.checks.map((check) => (
        <CheckRow key={checkKey(check)} check={check} all={checks} aroundCauses={aroundCauses} />
      ))}
      {line.domains.map(({ domain, checks: domainChecks, repositories }) => (
        <li key={domain} className={styles.domain}>
          <p className={styles.domainName}>
            Domain <code>{domain}</code>
          </p>
          <ol className={styles.rows}>
            {domainChecks.map((check) => (
              <CheckRow key={checkKey(check)} check={check} all={checks} />
            ))}
            {repositories.map((repository) => (
              <RepositoryRow key={repository.url} {...repository} all={checks} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

interface CheckDetailsProps {
  check: LineCheck;
  all: readonly LineCheck[];
  aroundCauses?: AroundCauses | undefined;
}

function CheckRow(props: CheckDetailsProps) {
  const { status, label, durationMs } = props.check;
  return (
    <Row status={status} title={label} durationMs={durationMs}>
      <Details {...props} />
    </Row>
  );
}

const shortNames: Record<string, string> = { REPOSITORY_ENDPOINT: 'Endpoint', REPOSITORY_READ: 'Read' };

function RepositoryRow({ url, checks, all }: { url: string; checks: LineCheck[]; all: readonly LineCheck[] }) {
  const finished = checks.filter(({ durationMs }) => durationMs !== null);
  const total =
    finished.length === checks.length ? finished.reduce((sum, check) => sum + (check.durationMs ?? 0), 0) : null;
  return (
    <Row status={worstStatus(checks)} title={repositoryTitle(url)} durationMs={total}>
      <div className={styles.repository}>
        <Identifier value={url} label="repository URL" />
        {checks.some(({ status }) => status !== 'SKIPPED') && (
          <span className={styles.parts}>
            {checks.map((check) => (
              <span key={check.code}>
                {shortNames[check.code] ?? check.label}: {statusWord(check.status).toLowerCase()}
                {check.durationMs !== null && check.status !== 'SKIPPED' && ` in ${duration(check.durationMs)}`}
              </span>
            ))}
          </span>
        )}
      </div>
      {checks.map((check, index) => {
        const earlier = checks.slice(0, index);
        // One reason is enough where all were skipped for it.
        if (check.status === 'SKIPPED' && earlier.some(({ status }) => status === 'SKIPPED')) return null;
        const details = <Details key={check.code} check={check} all={all} />;
        if (!earlier.some((other) => isSameCause(other, check))) return details;
        return (
          <details key={check.code} className={styles.repeated}>
            <summary>
              {shortNames[check.code] ?? check.label}: {statusWord(check.status).toLowerCase()}, for the same cause
            </summary>
            {details}
          </details>
        );
      })}
    </Row>
  );
}

function isSameCause(one: LineCheck, other: LineCheck): boolean {
  const code = one.diagnosis?.causes[0]?.code;
  return code !== undefined && code === other.diagnosis?.causes[0]?.code;
}

interface RowProps {
  status: LineStatus;
  title: string;
  durationMs: number | null;
  children: ReactNode;
}

function Row({ status, title, durationMs, children }: RowProps) {
  return (
    <li className={styles.row} data-tone={toneOf(status)}>
      <span className={styles.icon}>{iconOf(status)}</span>
      <div className={styles.head}>
        <span className={styles.title}>{title}</span>
        <span className={styles.outcome}>
          {statusWord(status)}
          {durationMs !== null && status !== 'SKIPPED' && (
            <span className={styles.duration}>{duration(durationMs)}</span>
          )}
        </span>
      </div>
      <div className={styles.body}>{children}</div>
    </li>
  );
}

function Details({ check, all, aroundCauses }: CheckDetailsProps) {
  if (check.status === 'SKIPPED') return <p className={styles.reason}>{skipReason(check, all)}</p>;
  if (!check.diagnosis) return null;
  const anchor = `check-${all.indexOf(check) + 1}`;
  return (
    <Diagnosis
      diagnosis={check.diagnosis}
      evidence={check.evidence}
      anchor={anchor}
      aroundCauses={aroundCauses && ((causes) => aroundCauses(check, causes))}
    />
  );
}

/** `npm my-repo` from the path of a repository URL; the URL itself where it has no such path. */
function repositoryTitle(url: string): string {
  const [, format, repository] = /^https?:\/\/[^/]+\/+([^/]+)\/([^/]+)/.exec(url) ?? [];
  if (!format || !repository) return url;
  return `${packageTypes.find((type) => type.format === format)?.label ?? format} ${repository}`;
}

function statusWord(status: LineStatus): string {
  if (status === 'RUNNING') return 'Running';
  return status === 'WAITING' ? 'Waiting' : checkStatusLook(status).label;
}

function toneOf(status: LineStatus): string {
  return status === 'RUNNING' || status === 'WAITING' ? 'neutral' : checkStatusLook(status).tone;
}

function iconOf(status: LineStatus): ReactNode {
  if (status === 'RUNNING') return <Loader size={16} aria-hidden />;
  if (status === 'WAITING') return <IconCircleDotted size={16} aria-hidden />;
  return checkStatusLook(status).icon;
}
