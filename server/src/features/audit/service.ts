import type { AuditOrigin, AuditRecord, AuditTrail } from '../../lib/audit.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Actor, RequestContext } from '../../lib/context.ts';
import type { Database, Unit } from '../../lib/database.ts';
import { Forbidden } from '../../lib/errors.ts';
import { newId } from '../../lib/id.ts';
import { readPage, toConnection, type Connection } from '../../lib/pagination.ts';
import { redact } from '../../lib/redact.ts';
import { authorize, BEYOND_SUPPORT } from '../identity/index.ts';
import { toAuditEvent, type AuditEvent } from './event.ts';
import { exportWriters, type ExportFormat } from './export.ts';
import { readFilter, type AuditFilter } from './filter.ts';
import type { AuditStore } from './store.ts';

const MAX_TEXT = 500;
const MOST_VALUES = 200;
/** Events that an export holds in memory at once. */
const EXPORT_BATCH = 500;

/** The append-only record of who did what. */
export class AuditLog implements AuditTrail {
  constructor(
    private readonly database: Database,
    private readonly store: AuditStore,
    private readonly clock: Clock,
  ) {}

  async record(unit: Unit, actor: Actor | null, event: AuditRecord, origin: AuditOrigin | null): Promise<void> {
    await this.#append(unit, actor, event, origin);
  }

  /** The actor's organization's events that fit, newest first. Needs audit:read. */
  async list(
    actor: Actor | null,
    first: number,
    after: string | null | undefined,
    filter: AuditFilter = {},
  ): Promise<Connection<AuditEvent>> {
    const { organizationId } = authorize(actor, 'audit:read');
    const page = readPage(first, after);
    const wanted = readFilter(filter);
    const { unit } = this.database;
    const [rows, totalCount] = await Promise.all([
      this.store.list(unit, organizationId, page, wanted),
      this.store.count(unit, organizationId, wanted),
    ]);
    return toConnection(rows, page, totalCount, toAuditEvent);
  }

  /** The latest events about one thing, for features that have authorized the actor. `action` ends with a dot. */
  async latestAbout(organizationId: string, subject: string, action: string, limit: number): Promise<AuditEvent[]> {
    const rows = await this.store.list(
      this.database.unit,
      organizationId,
      { limit, afterId: null },
      { subject, action },
    );
    return rows.slice(0, limit).map(toAuditEvent);
  }

  /** The actors and actions that occur in the log, in order; at most 200 of each. Needs audit:read. */
  async values(actor: Actor | null): Promise<{ actors: string[]; actions: string[] }> {
    const { organizationId } = authorize(actor, 'audit:read');
    const { unit } = this.database;
    const [actors, actions] = await Promise.all([
      this.store.values(unit, organizationId, 'actor', MOST_VALUES),
      this.store.values(unit, organizationId, 'action', MOST_VALUES),
    ]);
    return { actors, actions };
  }

  /**
   * All events that fit and were there before the export, newest first, as pieces of a file; at most 500 events are in
   * memory at once. The export itself is an event. Needs audit:read; support people read the log but do not take it along.
   */
  async export(context: RequestContext, format: ExportFormat, filter: AuditFilter): Promise<AsyncIterable<string>> {
    const actor = authorize(context.actor, 'audit:read');
    if (actor.kind === 'SUPPORT') throw new Forbidden(BEYOND_SUPPORT);
    const wanted = readFilter(filter);
    const event = { action: 'audit.exported', detail: describeExport(format, wanted) };
    const newest = await this.database.transaction((unit) => this.#append(unit, actor, event, context));
    return this.#exportPieces(actor.organizationId, newest, format, wanted);
  }

  async *#exportPieces(
    organizationId: string,
    newest: string,
    format: ExportFormat,
    filter: AuditFilter,
  ): AsyncGenerator<string> {
    const writer = exportWriters[format];
    if (writer.head) yield writer.head;
    let afterId = newest;
    for (;;) {
      const page = { limit: EXPORT_BATCH, afterId };
      const rows = await this.store.list(this.database.unit, organizationId, page, filter);
      const batch = rows.slice(0, EXPORT_BATCH);
      if (batch.length > 0) yield batch.map((row) => writer.line(toAuditEvent(row))).join('');
      const last = batch.at(-1);
      if (rows.length <= EXPORT_BATCH || !last) return;
      afterId = last.id;
    }
  }

  /** The id of the event. */
  async #append(unit: Unit, actor: Actor | null, event: AuditRecord, origin: AuditOrigin | null): Promise<string> {
    const id = newId();
    await this.store.append(unit, {
      id,
      organizationId: event.organizationId === undefined ? (actor?.organizationId ?? null) : event.organizationId,
      at: event.at ?? this.clock.now(),
      actorKind: actor?.kind ?? 'NONE',
      actorName: shorten(actor?.name ?? event.actorName ?? 'nobody'),
      action: event.action,
      subject: event.subject === undefined ? null : shorten(event.subject),
      detail: event.detail === undefined ? null : shorten(event.detail),
      requestId: origin?.requestId ?? null,
      ip: origin?.ip ?? null,
    });
    return id;
  }
}

function describeExport(format: ExportFormat, { actor, action, from, until, text }: AuditFilter): string {
  const parts = { actor, action, from: from?.toISOString(), until: until?.toISOString(), text };
  const named = Object.entries(parts).flatMap(([name, value]) => (value ? [`${name} ${value}`] : []));
  return [format === 'csv' ? 'CSV' : 'JSON lines', ...named].join(', ');
}

/** What people typed may hold a secret in the wrong field, or a NUL, which PostgreSQL refuses. */
function shorten(text: string): string {
  const safe = redact(text).replaceAll('\0', '');
  return safe.length > MAX_TEXT ? `${safe.slice(0, MAX_TEXT - 1)}…` : safe;
}
