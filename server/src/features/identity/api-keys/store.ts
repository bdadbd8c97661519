import { IsNull } from 'typeorm';
import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import { ApiKeyEntity } from '../entity.ts';

export class ApiKeyStore {
  /** Those that are not revoked, newest first. */
  async list(unit: Unit, organizationId: string): Promise<ApiKeyEntity[]> {
    return managerOf(unit).find(ApiKeyEntity, {
      where: { organizationId, revokedAt: IsNull() },
      order: { id: 'DESC' },
    });
  }

  async find(unit: Unit, organizationId: string, id: string): Promise<ApiKeyEntity | null> {
    return managerOf(unit).findOneBy(ApiKeyEntity, { organizationId, id });
  }

  async insert(unit: Unit, key: ApiKeyEntity): Promise<void> {
    await managerOf(unit).insert(ApiKeyEntity, key);
  }

  /** False where it was revoked already. */
  async revoke(unit: Unit, organizationId: string, id: string, now: Date): Promise<boolean> {
    const live = { organizationId, id, revokedAt: IsNull() };
    const { affected } = await managerOf(unit).update(ApiKeyEntity, live, { revokedAt: now });
    return affected === 1;
  }
}
