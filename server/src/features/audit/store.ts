import { LessThan } from 'typeorm';
import { managerOf } from '../../db.ts';
import type { Unit } from '../../lib/database.ts';
import type { Page } from '../../lib/pagination.ts';
import { AuditEventEntity } from './entity.ts';

export class AuditStore {
  async append(unit: Unit, event: AuditEventEntity): Promise<void> {
    await managerOf(unit).insert(AuditEventEntity, event);
  }

  /** Newest first; one row more than the page holds where there is one. */
  async list(unit: Unit, organizationId: string, { limit, afterId }: Page): Promise<AuditEventEntity[]> {
    return managerOf(unit).find(AuditEventEntity, {
      where: { organizationId, ...(afterId && { id: LessThan(afterId) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }

  async count(unit: Unit, organizationId: string): Promise<number> {
    return managerOf(unit).countBy(AuditEventEntity, { organizationId });
  }
}
