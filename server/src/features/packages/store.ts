import type { PackageType } from '@backline/shared';
import { managerOf } from '../../db.ts';
import type { Unit } from '../../lib/database.ts';
import { PackageLookupEntity } from './entity.ts';

/** Of one integration and package type; older ones go. */
const MOST_KEPT = 500;

export class PackageLookupStore {
  /** Adds the name, or notes that it was looked up again. */
  async remember(unit: Unit, lookup: PackageLookupEntity): Promise<void> {
    const manager = managerOf(unit);
    await manager.upsert(PackageLookupEntity, lookup, ['integrationId', 'packageType', 'name']);
    const { organizationId, integrationId, packageType } = lookup;
    await manager
      .createQueryBuilder()
      .delete()
      .from(PackageLookupEntity)
      .where({ organizationId, integrationId, packageType })
      .andWhere(
        `name NOT IN (
          SELECT kept.name FROM package_lookup kept
          WHERE kept.integration_id = :integrationId AND kept.package_type = :packageType
          ORDER BY kept.last_looked_up_at DESC, kept.name LIMIT ${MOST_KEPT})`,
        { integrationId, packageType },
      )
      .execute();
  }

  /** Names that begin with `prefix`, upper and lower case alike; the last looked up first. */
  async recent(
    unit: Unit,
    organizationId: string,
    integrationId: string,
    packageType: PackageType,
    prefix: string,
    limit: number,
  ): Promise<PackageLookupEntity[]> {
    return managerOf(unit)
      .createQueryBuilder(PackageLookupEntity, 'lookup')
      .where('lookup.organization_id = :organizationId', { organizationId })
      .andWhere('lookup.integration_id = :integrationId', { integrationId })
      .andWhere('lookup.package_type = :packageType', { packageType })
      .andWhere('starts_with(lower(lookup.name), lower(:prefix))', { prefix })
      .orderBy('lookup.last_looked_up_at', 'DESC')
      .addOrderBy('lookup.name')
      .limit(limit)
      .getMany();
  }
}
