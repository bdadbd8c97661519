import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Every External ID that was ever made or used, and by whom. Rows stay when integrations and organizations go, so that no
 * External ID ever serves two organizations.
 */
@Entity('external_id')
export class ExternalIdEntity {
  @PrimaryColumn('text')
  value: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt: Date;
}
