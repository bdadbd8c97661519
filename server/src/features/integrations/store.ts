import { In, MoreThanOrEqual } from 'typeorm';
import { managerOf } from '../../db.ts';
import type { Unit } from '../../lib/database.ts';
import type { Page } from '../../lib/pagination.ts';
import { IntegrationEntity, RepositoryEntity, type IntegrationStatus } from './entity.ts';

export class IntegrationStore {
  async insert(unit: Unit, integration: IntegrationEntity): Promise<void> {
    await managerOf(unit).insert(IntegrationEntity, integration);
  }

  async find(unit: Unit, organizationId: string, id: string): Promise<IntegrationEntity | null> {
    return managerOf(unit).findOneBy(IntegrationEntity, { id, organizationId });
  }

  /** Newest first, one row more than the page holds where there is one, and the number of all: one statement. */
  async list(
    unit: Unit,
    organizationId: string,
    { limit, afterId }: Page,
  ): Promise<{ rows: IntegrationEntity[]; totalCount: number }> {
    const query = managerOf(unit)
      .createQueryBuilder(IntegrationEntity, 'integration')
      .addSelect('(SELECT count(*) FROM integration WHERE organization_id = :organizationId)', 'total_count')
      .where('integration.organization_id = :organizationId', { organizationId })
      .orderBy('integration.id', 'DESC')
      .limit(limit + 1);
    if (afterId) query.andWhere('integration.id < :afterId', { afterId });
    const { entities, raw } = await query.getRawAndEntities<{ total_count: string }>();
    const totalCount = raw[0] ? Number(raw[0].total_count) : await this.#countBehind(unit, organizationId, afterId);
    return { rows: entities, totalCount };
  }

  async count(unit: Unit, organizationId: string): Promise<number> {
    return managerOf(unit).countBy(IntegrationEntity, { organizationId });
  }

  /** False where another change came first. */
  async update(unit: Unit, integration: IntegrationEntity, fromVersion: number): Promise<boolean> {
    const { id, organizationId, ...changes } = integration;
    const result = await managerOf(unit).update(
      IntegrationEntity,
      { id, organizationId, version: fromVersion },
      changes,
    );
    return result.affected === 1;
  }

  /** Sets what a test found, unless the details have changed since. */
  async setStatus(
    unit: Unit,
    { organizationId, id, version }: IntegrationEntity,
    status: IntegrationStatus,
    now: Date,
  ): Promise<void> {
    const manager = managerOf(unit);
    const tested = { organizationId, id, version };
    if (status === 'CONNECTED') await manager.update(IntegrationEntity, tested, { hasWorked: true });
    await manager
      .createQueryBuilder()
      .update(IntegrationEntity)
      .set({ status, statusSince: now })
      .where(tested)
      .andWhere('status <> :status', { status })
      .execute();
  }

  /** Those that do not work as they should, and came to their status no earlier than `since`; at most `limit`. */
  async notWorkingSince(unit: Unit, organizationId: string, since: Date, limit: number): Promise<IntegrationEntity[]> {
    return managerOf(unit).find(IntegrationEntity, {
      where: {
        organizationId,
        status: In(['DEGRADED', 'FAILING', 'INSECURE'] satisfies IntegrationStatus[]),
        statusSince: MoreThanOrEqual(since),
      },
      order: { statusSince: 'ASC' },
      take: limit,
    });
  }

  async delete(unit: Unit, organizationId: string, id: string): Promise<boolean> {
    const result = await managerOf(unit).delete(IntegrationEntity, { organizationId, id });
    return result.affected === 1;
  }

  async repositories(
    unit: Unit,
    organizationId: string,
    integrationIds: readonly string[],
  ): Promise<RepositoryEntity[]> {
    return managerOf(unit).find(RepositoryEntity, {
      where: { organizationId, integrationId: In([...integrationIds]) },
      order: { position: 'ASC' },
    });
  }

  /** Puts these in place of all that the integration had. */
  async replaceRepositories(
    unit: Unit,
    organizationId: string,
    integrationId: string,
    repositories: RepositoryEntity[],
  ): Promise<void> {
    const manager = managerOf(unit);
    await manager.delete(RepositoryEntity, { organizationId, integrationId });
    await manager.insert(RepositoryEntity, repositories);
  }

  /** A page behind the end of the list holds no row that could carry the total. */
  async #countBehind(unit: Unit, organizationId: string, afterId: string | null): Promise<number> {
    return afterId ? managerOf(unit).countBy(IntegrationEntity, { organizationId }) : 0;
  }
}
