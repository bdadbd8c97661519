import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import { ExternalIdEntity } from './entity.ts';

export class ExternalIdStore {
  /** Whether the External ID is the organization's, now at the latest. Of two that claim one at once, one gets it. */
  async claim(unit: Unit, organizationId: string, value: string, now: Date): Promise<boolean> {
    const manager = managerOf(unit);
    await manager
      .createQueryBuilder()
      .insert()
      .into(ExternalIdEntity)
      .values({ value, organizationId, createdAt: now })
      .orIgnore()
      .execute();
    return manager.existsBy(ExternalIdEntity, { value, organizationId });
  }

  /** The organization's External IDs that do not match the regular expression. */
  async unlike(unit: Unit, organizationId: string, pattern: string): Promise<string[]> {
    const rows = await managerOf(unit)
      .createQueryBuilder(ExternalIdEntity, 'known')
      .where('known.organization_id = :organizationId AND known.value !~ :pattern', { organizationId, pattern })
      .getMany();
    return rows.map(({ value }) => value);
  }

  /** Whether the organization may use the External ID: it has it already, or nobody ever had it. */
  async isFree(unit: Unit, organizationId: string, value: string): Promise<boolean> {
    const known = await managerOf(unit).findOneBy(ExternalIdEntity, { value });
    return known === null || known.organizationId === organizationId;
  }
}
