import { Check as Constraint, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Check, CheckStatus } from '../../../connectors/connector.ts';
import { IntegrationEntity, type TestedStatus } from '../entity.ts';

/** One connection test of a saved integration. */
@Entity('connection_report')
@Index(['integrationId', 'id'])
@Constraint('connection_report_outcome_known', `outcome IN ('CONNECTED', 'DEGRADED', 'FAILING', 'INSECURE')`)
export class ConnectionReportEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('uuid', { name: 'integration_id' })
  @ForeignKey(() => IntegrationEntity, { onDelete: 'CASCADE', name: 'FK_report_integration' })
  integrationId: string;

  /** Version of the integration that was tested. */
  @Column('integer', { name: 'integration_version' })
  integrationVersion: number;

  @Column('text')
  status: CheckStatus;

  /** The integration's status after it. */
  @Column('text')
  outcome: TestedStatus;

  /** How many checks kept the integration from being connected. */
  @Column('integer', { name: 'problem_count' })
  problemCount: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'started_at' })
  startedAt: Date;

  @Column('integer', { name: 'duration_ms' })
  durationMs: number;

  @Column('text', { name: 'requested_by' })
  requestedBy: string;

  @Column('jsonb')
  checks: Check[];
}
