import type { PackageType } from '@backline/shared';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** `UNTESTED` after every change of the details; the others come from the last test. */
export const INTEGRATION_STATUSES = ['UNTESTED', 'CONNECTED', 'DEGRADED', 'FAILING', 'INSECURE'] as const;
export type IntegrationStatus = (typeof INTEGRATION_STATUSES)[number];
export type TestedStatus = Exclude<IntegrationStatus, 'UNTESTED'>;

@Entity('integration')
@Index(['organizationId', 'id'])
@Check('integration_status_known', `status IN ('UNTESTED', 'CONNECTED', 'DEGRADED', 'FAILING', 'INSECURE')`)
@Check('integration_external_id_present', `external_id <> ''`)
export class IntegrationEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'organization_id' })
  @ForeignKey('organization', { onDelete: 'CASCADE', name: 'FK_integration_organization' })
  organizationId: string;

  @Column('text')
  name: string;

  @Column('text')
  status: IntegrationStatus;

  @Column({ type: 'timestamptz', precision: 3, name: 'status_since' })
  statusSince: Date;

  /** Text, because an account id may begin with zeros. */
  @Column('text', { name: 'account_id' })
  accountId: string;

  @Column('text', { name: 'external_id' })
  externalId: string;

  @Column('text', { name: 'role_arn' })
  roleArn: string;

  /** These details were connected once, so a later failure comes from a change. */
  @Column('boolean', { name: 'has_worked', default: false })
  hasWorked: boolean;

  @Column('integer')
  version: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at' })
  updatedAt: Date;
}

@Entity('repository')
@Index(['integrationId', 'position'], { unique: true })
export class RepositoryEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('uuid', { name: 'integration_id' })
  @ForeignKey(() => IntegrationEntity, { onDelete: 'CASCADE', name: 'FK_repository_integration' })
  integrationId: string;

  /** Place in the form, from 0. */
  @Column('integer')
  position: number;

  @Column('text', { name: 'package_type' })
  packageType: PackageType;

  @Column('text')
  url: string;

  /** npm scopes or beginnings of names that this repository alone serves. */
  @Column('text', { array: true, default: [] })
  routes: string[];
}
