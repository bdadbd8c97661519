import type { SelectQueryBuilder } from 'typeorm';
import { managerOf } from '../../db.ts';
import type { Unit } from '../../lib/database.ts';
import type { Page } from '../../lib/pagination.ts';
import { AuditEventEntity } from './entity.ts';
import type { AuditFilter } from './filter.ts';

const COLUMNS = { actor: 'actor_name', action: 'action' } as const;

export class AuditStore {
  async append(unit: Unit, event: AuditEventEntity): Promise<void> {
    await managerOf(unit).insert(AuditEventEntity, event);
  }

  /** Newest first; one row more than the page holds where there is one. */
  async list(
    unit: Unit,
    organizationId: string,
    { limit, afterId }: Page,
    filter: AuditFilter,
  ): Promise<AuditEventEntity[]> {
    const query = this.#matching(unit, organizationId, filter)
      .orderBy('event.id', 'DESC')
      .limit(limit + 1);
    if (afterId) query.andWhere('event.id < :afterId', { afterId });
    return query.getMany();
  }

  async count(unit: Unit, organizationId: string, filter: AuditFilter): Promise<number> {
    const query = this.#matching(unit, organizationId, filter).select('count(*)::int', 'total');
    return (await query.getRawOne<{ total: number }>())?.total ?? 0;
  }

  /** The different values of a column, in order, at most `limit`. Jumps along the index from value to value. */
  async values(unit: Unit, organizationId: string, field: keyof typeof COLUMNS, limit: number): Promise<string[]> {
    const column = COLUMNS[field];
    const rows: { value: string }[] = await managerOf(unit).query(
      `WITH RECURSIVE found (value) AS (
         (SELECT ${column} FROM audit_event WHERE organization_id = $1 ORDER BY ${column} LIMIT 1)
         UNION ALL
         SELECT (SELECT ${column} FROM audit_event WHERE organization_id = $1 AND ${column} > found.value
           ORDER BY ${column} LIMIT 1)
         FROM found WHERE found.value IS NOT NULL)
       SELECT value FROM found WHERE value IS NOT NULL LIMIT $2`,
      [organizationId, limit],
    );
    return rows.map(({ value }) => value);
  }

  #matching(unit: Unit, organizationId: string, filter: AuditFilter): SelectQueryBuilder<AuditEventEntity> {
    const { actor, action, subject, from, until, text } = withoutNul(filter);
    const query = managerOf(unit)
      .createQueryBuilder(AuditEventEntity, 'event')
      .where('event.organization_id = :organizationId', { organizationId });
    if (actor) query.andWhere('event.actor_name = :actor', { actor });
    if (action?.endsWith('.')) query.andWhere('starts_with(event.action, :action)', { action });
    else if (action) query.andWhere('event.action = :action', { action });
    if (subject) query.andWhere('event.subject = :subject', { subject });
    if (from) query.andWhere('event.at >= :from', { from });
    if (until) query.andWhere('event.at < :until', { until });
    if (text) {
      query.andWhere(
        `concat_ws(' ', event.actor_name, event.action, event.subject, event.detail, event.ip, event.request_id)
         ILIKE :pattern`,
        { pattern: `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%` },
      );
    }
    return query;
  }
}

/** PostgreSQL has no NUL in a text, and refuses a statement that brings one. */
function withoutNul(filter: AuditFilter): AuditFilter {
  const clean = (text: string | null | undefined) => text?.replaceAll('\0', '\uFFFD');
  return { ...filter, actor: clean(filter.actor), action: clean(filter.action), text: clean(filter.text) };
}
