import type { PackageType } from '@backline/shared';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A name that was looked up and found, for suggestions. */
@Entity('package_lookup')
export class PackageLookupEntity {
  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @PrimaryColumn('uuid', { name: 'integration_id', primaryKeyConstraintName: 'PK_package_lookup' })
  @ForeignKey('integration', { onDelete: 'CASCADE', name: 'FK_package_lookup_integration' })
  integrationId: string;

  @PrimaryColumn('text', { name: 'package_type', primaryKeyConstraintName: 'PK_package_lookup' })
  packageType: PackageType;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_package_lookup' })
  name: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'last_looked_up_at' })
  lastLookedUpAt: Date;
}
