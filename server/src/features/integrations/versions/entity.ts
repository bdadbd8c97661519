import type { PackageType } from '@backline/shared';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { IntegrationEntity } from '../entity.ts';

/** A repository as it was saved in a version. */
export interface VersionRepository {
  packageType: PackageType;
  url: string;
  routes: string[];
}

/** What an integration's settings were from one change to the next; a report names the version that it tested. */
@Entity('integration_version')
export class IntegrationVersionEntity {
  @PrimaryColumn('uuid', { name: 'integration_id' })
  @ForeignKey(() => IntegrationEntity, { onDelete: 'CASCADE', name: 'FK_integration_version_integration' })
  integrationId: string;

  @PrimaryColumn('integer')
  version: number;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  /** Who made it, as the audit log names people and keys. */
  @Column('text')
  actor: string;

  /** Of the request that made it; the audit log repeats it. Null for what was saved before versions were kept. */
  @Column('text', { name: 'request_id', nullable: true })
  requestId: string | null;

  @Column('text', { name: 'account_id' })
  accountId: string;

  @Column('text', { name: 'external_id' })
  externalId: string;

  @Column('text', { name: 'role_arn' })
  roleArn: string;

  @Column('jsonb')
  repositories: VersionRepository[];
}
