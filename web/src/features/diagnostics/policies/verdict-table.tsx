import { Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { DataTable } from '../../../components/data-table.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import type { PolicySource } from '../../../graphql/generated/graphql.ts';
import type { PoliciesReport } from './queries.ts';
import styles from './policies.module.css';

export interface Place {
  source: PolicySource;
  line: number;
  column: number;
}

type Verdict = PoliciesReport['permissions'][number];
interface Row extends Verdict {
  /** The role must refuse it. */
  isRefusal: boolean;
}

/** One row for each call that the integration makes, and for those that the role must refuse. */
export function VerdictTable({ report, onGoTo }: { report: PoliciesReport; onGoTo: (place: Place) => void }) {
  const assume = report.permissions.filter(({ externalId }) => externalId !== null);
  const others = report.permissions.filter(({ externalId }) => externalId === null);
  const rows: Row[] = [
    ...assume.map((verdict) => ({ ...verdict, isRefusal: false })),
    ...report.refusals.map((verdict) => ({ ...verdict, isRefusal: true })),
    ...others.map((verdict) => ({ ...verdict, isRefusal: false })),
  ];
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="calls">
      <Title order={2} id="calls" className={styles.heading}>
        Calls
      </Title>
      <div className={styles.calls}>
        <DataTable
          label="Calls"
          rows={rows}
          rowKey={({ action, resource, externalId, reason }) => `${action} ${resource} ${externalId} ${reason}`}
          filterText={({ action, resource, reason }) => `${action} ${resource} ${reason}`}
          filterLabel="Filter calls"
          columns={[
            {
              key: 'outcome',
              label: 'Outcome',
              render: (row) => <Outcome row={row} />,
              sortValue: (row) => (isWrong(row) ? '0' : '1'),
            },
            {
              key: 'action',
              label: 'Action',
              render: (row) => <Action row={row} />,
              sortValue: ({ action }) => action,
            },
            {
              key: 'resource',
              label: 'Resource',
              render: ({ resource }) =>
                resource === '*' ? <code>*</code> : <Identifier value={resource} label="resource" />,
              sortValue: ({ resource }) => resource,
            },
            {
              key: 'reason',
              label: 'Reason',
              render: ({ reason, place }) => (
                <span className={styles.reason}>
                  {reason}{' '}
                  {place && (
                    <button type="button" className={styles.place} onClick={() => onGoTo(place)}>
                      Line {place.line}
                    </button>
                  )}
                </span>
              ),
            },
          ]}
        />
      </div>
    </section>
  );
}

function Action({ row }: { row: Row }) {
  const sent = { RIGHT: 'with the External ID', MISSING: 'without an External ID', WRONG: 'with a wrong one' };
  return (
    <span className={styles.action}>
      <code>{row.action}</code>
      {row.externalId && <span className={styles.sent}>{sent[row.externalId]}</span>}
    </span>
  );
}

function isWrong({ allowed, unknown, isRefusal }: Row): boolean {
  return unknown || allowed === isRefusal;
}

function Outcome({ row }: { row: Row }) {
  if (row.unknown)
    return <StatusBadge tone="warning" label="Not known" icon={<IconAlertTriangle size={16} aria-hidden />} />;
  const label = row.allowed ? 'Allowed' : 'Refused';
  return isWrong(row) ? (
    <StatusBadge tone="bad" label={label} icon={<IconCircleX size={16} aria-hidden />} />
  ) : (
    <StatusBadge tone="good" label={label} icon={<IconCircleCheck size={16} aria-hidden />} />
  );
}
