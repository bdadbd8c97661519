import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One line of the audit log. The database refuses to change or remove it (see the migration that creates the table). */
@Entity('audit_event')
@Index(['organizationId', 'id'])
@Index('IDX_audit_event_at', ['organizationId', 'at'])
@Index('IDX_audit_event_action', ['organizationId', 'action', 'id'])
@Index('IDX_audit_event_actor', ['organizationId', 'actorName', 'id'])
export class AuditEventEntity {
  @PrimaryColumn('uuid')
  id: string;

  /** No foreign key: an event outlives the organization. Null for a sign-in that named nobody known. */
  @Column('uuid', { name: 'organization_id', nullable: true })
  organizationId: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  /** MEMBER, API_KEY, SUPPORT, or NONE where nobody was signed in. */
  @Column('text', { name: 'actor_kind' })
  actorKind: string;

  @Column('text', { name: 'actor_name' })
  actorName: string;

  @Column('text')
  action: string;

  @Column('text', { nullable: true })
  subject: string | null;

  @Column('text', { nullable: true })
  detail: string | null;

  @Column('text', { name: 'request_id', nullable: true })
  requestId: string | null;

  @Column('text', { nullable: true })
  ip: string | null;
}
