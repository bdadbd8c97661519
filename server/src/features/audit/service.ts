import type { AuditOrigin, AuditRecord, AuditTrail } from '../../lib/audit.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Actor } from '../../lib/context.ts';
import type { Database, Unit } from '../../lib/database.ts';
import { newId } from '../../lib/id.ts';
import { readPage, toConnection, type Connection } from '../../lib/pagination.ts';
import { redact } from '../../lib/redact.ts';
import { authorize } from '../identity/index.ts';
import type { AuditEventEntity } from './entity.ts';
import type { AuditStore } from './store.ts';

const MAX_TEXT = 500;

/** One event as the organization's members may see it. */
export type AuditEvent = Pick<AuditEventEntity, 'id' | 'at' | 'action' | 'subject' | 'detail' | 'requestId'> & {
  actor: string;
};

/** The append-only record of who did what. */
export class AuditLog implements AuditTrail {
  constructor(
    private readonly database: Database,
    private readonly store: AuditStore,
    private readonly clock: Clock,
  ) {}

  async record(unit: Unit, actor: Actor | null, event: AuditRecord, origin: AuditOrigin | null): Promise<void> {
    await this.store.append(unit, {
      id: newId(),
      organizationId: event.organizationId === undefined ? (actor?.organizationId ?? null) : event.organizationId,
      at: this.clock.now(),
      actorKind: actor?.kind ?? 'NONE',
      actorName: shorten(actor?.name ?? event.actorName ?? 'nobody'),
      action: event.action,
      subject: event.subject === undefined ? null : shorten(event.subject),
      detail: event.detail === undefined ? null : shorten(event.detail),
      requestId: origin?.requestId ?? null,
      ip: origin?.ip ?? null,
    });
  }

  /** The actor's organization's events, newest first. Needs audit:read. */
  async list(actor: Actor | null, first: number, after: string | null | undefined): Promise<Connection<AuditEvent>> {
    const { organizationId } = authorize(actor, 'audit:read');
    const page = readPage(first, after);
    const { unit } = this.database;
    const [rows, totalCount] = await Promise.all([
      this.store.list(unit, organizationId, page),
      this.store.count(unit, organizationId),
    ]);
    return toConnection(rows, page, totalCount, toAuditEvent);
  }
}

function toAuditEvent({ id, at, action, subject, detail, requestId, actorName }: AuditEventEntity): AuditEvent {
  return { id, at, action, subject, detail, requestId, actor: actorName };
}

/** What people typed may hold a secret in the wrong field, or a NUL, which PostgreSQL refuses. */
function shorten(text: string): string {
  const safe = redact(text).replaceAll('\0', '');
  return safe.length > MAX_TEXT ? `${safe.slice(0, MAX_TEXT - 1)}…` : safe;
}
