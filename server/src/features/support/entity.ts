import { Check, Column, Entity, ForeignKey, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { OrganizationEntity, PersonEntity } from '../identity/index.ts';

/** A support person's wish to look into an organization. */
@Entity('support_request')
@Index('IDX_support_request_organization', ['organizationId', 'id'])
@Index('IDX_support_request_person', ['personId', 'id'])
@Index('IDX_support_request_pending', ['personId', 'askedOrganizationId'], { unique: true, where: 'answer IS NULL' })
@Check('support_request_minutes', 'minutes BETWEEN 1 AND 60')
@Check('support_request_answer_known', "answer IN ('GRANTED', 'REFUSED')")
export class SupportRequestEntity {
  @PrimaryColumn('uuid')
  id: string;

  /** Null where there is no organization of that id, which nobody is told. */
  @Column('uuid', { name: 'organization_id', nullable: true })
  organizationId: string | null;

  @ManyToOne(() => OrganizationEntity, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'FK_support_request_organization' })
  organization: Relation<OrganizationEntity> | null;

  @Column('uuid', { name: 'asked_organization_id' })
  askedOrganizationId: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  @ManyToOne(() => PersonEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'FK_support_request_person' })
  person: Relation<PersonEntity>;

  @Column('text')
  reason: string;

  @Column('integer')
  minutes: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'requested_at' })
  requestedAt: Date;

  @Column('text', { nullable: true })
  answer: 'GRANTED' | 'REFUSED' | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'answered_at', nullable: true })
  answeredAt: Date | null;

  @Column('text', { name: 'answered_by', nullable: true })
  answeredBy: string | null;
}

/** An organization's permission to look into it for at most an hour. */
@Entity('support_grant')
@Index('IDX_support_grant_organization', ['organizationId', 'id'])
@Index('IDX_support_grant_expires', ['expiresAt'])
@Check('support_grant_at_most_an_hour', "expires_at > granted_at AND expires_at <= granted_at + interval '60 minutes'")
export class SupportGrantEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'organization_id' })
  @ForeignKey(() => OrganizationEntity, { onDelete: 'CASCADE', name: 'FK_support_grant_organization' })
  organizationId: string;

  /** Who may look; null for all of support. */
  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;

  @ManyToOne(() => PersonEntity, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'FK_support_grant_person' })
  person: Relation<PersonEntity> | null;

  /** The request that it answers; null where an admin let support in unasked. */
  @Column('uuid', { name: 'request_id', nullable: true })
  @ForeignKey(() => SupportRequestEntity, { onDelete: 'SET NULL', name: 'FK_support_grant_request' })
  requestId: string | null;

  @Column('text')
  reason: string;

  @Column('text', { name: 'granted_by' })
  grantedBy: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'granted_at' })
  grantedAt: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'expires_at' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  @Column('text', { name: 'revoked_by', nullable: true })
  revokedBy: string | null;

  /** When the audit log was told of the end. */
  @Column({ type: 'timestamptz', precision: 3, name: 'expiry_noted_at', nullable: true })
  expiryNotedAt: Date | null;
}
