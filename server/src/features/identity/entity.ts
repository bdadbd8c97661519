import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  type Relation,
} from 'typeorm';
import type { Role } from './policy.ts';

@Entity('organization')
export class OrganizationEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;
}

@Entity('person')
@Check('person_email_lower', 'email = lower(email)')
@Check('person_platform_role_known', "platform_role IN ('SUPPORT')")
export class PersonEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { unique: true })
  email: string;

  @Column('text')
  name: string;

  @Column('text', { name: 'password_hash' })
  passwordHash: string;

  /** Set for the platform's own staff, who belong to no organization. */
  @Column('text', { name: 'platform_role', nullable: true })
  platformRole: 'SUPPORT' | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;
}

@Entity('member')
@Unique(['organizationId', 'personId'])
@Check('member_role_known', "role IN ('OWNER', 'ADMIN', 'VIEWER')")
export class MemberEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => OrganizationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organization_id' })
  organization: Relation<OrganizationEntity>;

  @Index()
  @Column('uuid', { name: 'person_id' })
  personId: string;

  @ManyToOne(() => PersonEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id' })
  person: Relation<PersonEntity>;

  @Column('text')
  role: Role;

  @Column({ type: 'timestamptz', name: 'joined_at', precision: 3 })
  joinedAt: Date;

  /** When this membership was last signed in to or switched to. */
  @Column({ type: 'timestamptz', name: 'last_sign_in_at', precision: 3, nullable: true })
  lastSignInAt: Date | null;
}

/** A browser that is signed in. It belongs to a membership, so that it ends with it; that of a support person to the person. */
@Entity('session')
@Check('session_of_one', 'num_nonnulls(member_id, person_id) = 1')
@Check('session_organization_of_support', 'organization_id IS NULL OR person_id IS NOT NULL')
export class SessionEntity {
  @PrimaryColumn('uuid')
  id: string;

  /** SHA-256 of the token; the token itself is only in the browser. */
  @Column('bytea', { name: 'token_hash' })
  @Index({ unique: true })
  tokenHash: Buffer;

  @Column('uuid', { name: 'member_id', nullable: true })
  @Index()
  memberId: string | null;

  @ManyToOne(() => MemberEntity, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'member_id' })
  member: Relation<MemberEntity> | null;

  @Column('uuid', { name: 'person_id', nullable: true })
  @Index('IDX_session_person')
  personId: string | null;

  @ManyToOne(() => PersonEntity, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'FK_session_person' })
  person: Relation<PersonEntity> | null;

  /** Which organization a support person looks into; whether that is still granted is asked with every request. */
  @ForeignKey(() => OrganizationEntity, { onDelete: 'SET NULL', name: 'FK_session_organization' })
  @Column('uuid', { name: 'organization_id', nullable: true })
  organizationId: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'last_seen_at', precision: 3 })
  lastSeenAt: Date;
}

@Entity('api_key')
export class ApiKeyEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Index()
  @ForeignKey(() => OrganizationEntity, { onDelete: 'CASCADE' })
  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text')
  name: string;

  @Column('bytea', { name: 'secret_hash' })
  @Index({ unique: true })
  secretHash: Buffer;

  /** The first characters of the secret, for people to tell keys apart. */
  @Column('text')
  prefix: string;

  @Column('text', { array: true })
  scopes: string[];

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3, nullable: true })
  expiresAt: Date | null;

  @Column({ type: 'timestamptz', name: 'last_used_at', precision: 3, nullable: true })
  lastUsedAt: Date | null;

  /** Revoked keys stay, so that a bootstrap key that was revoked is not made again. */
  @Column({ type: 'timestamptz', name: 'revoked_at', precision: 3, nullable: true })
  revokedAt: Date | null;
}

/** An invitation that has not been accepted yet. */
@Entity('invitation')
@Unique(['organizationId', 'email'])
@Check('invitation_role_known', "role IN ('OWNER', 'ADMIN', 'VIEWER')")
export class InvitationEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => OrganizationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organization_id' })
  organization: Relation<OrganizationEntity>;

  @Column('text')
  email: string;

  @Column('text')
  role: Role;

  @Column('bytea', { name: 'token_hash' })
  @Index({ unique: true })
  tokenHash: Buffer;

  /** Name of the member or key that invited. */
  @Column('text', { name: 'invited_by' })
  invitedBy: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt: Date;
}
