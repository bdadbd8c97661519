import { DataTable, type Column } from '../../components/data-table.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import type { AuditEventsQuery } from '../../graphql/generated/graphql.ts';
import styles from './audit.module.css';

type AuditEvent = AuditEventsQuery['auditEvents']['edges'][number]['node'];

const kinds: Record<string, string> = { API_KEY: 'API key', SUPPORT: 'Backline support' };

const columns: readonly Column<AuditEvent>[] = [
  { key: 'at', label: 'When', render: ({ at }) => <RelativeTime value={at} /> },
  {
    key: 'actor',
    label: 'Who',
    render: ({ actor, actorKind }) => (
      <span className={styles.stack}>
        <span>{actor}</span>
        {kinds[actorKind] && <span className={styles.quiet}>{kinds[actorKind]}</span>}
      </span>
    ),
  },
  {
    key: 'action',
    label: 'What',
    render: ({ action, subject }) => (
      <span className={styles.stack}>
        <code className={styles.action}>{action}</code>
        {subject && <span>{subject}</span>}
      </span>
    ),
  },
  { key: 'detail', label: 'Detail', render: ({ detail }) => detail ?? '' },
  {
    key: 'ip',
    label: 'From where',
    render: ({ ip, requestId }) => (
      <span className={styles.stack}>
        {!ip && !requestId && 'Backline itself'}
        {ip && <code className={styles.action}>{ip}</code>}
        {requestId && <Identifier value={requestId} label="request id" />}
      </span>
    ),
  },
];

export function EventTable({ events }: { events: readonly AuditEvent[] }) {
  return (
    <div className={styles.table}>
      <DataTable label="Audit events" rows={events} rowKey={({ id }) => id} columns={columns} />
    </div>
  );
}
