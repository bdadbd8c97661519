import type { AuditOrigin, AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Actor, RequestContext } from '../../../lib/context.ts';
import type { Database, Unit } from '../../../lib/database.ts';
import { Conflict, Forbidden, InvalidInput, NotFound, RateLimited, Unauthenticated } from '../../../lib/errors.ts';
import { newId } from '../../../lib/id.ts';
import { actorOfMember, actorOfSupport } from '../authentication/service.ts';
import type { InvitationEntity, MemberEntity, PersonEntity } from '../entity.ts';
import { nameField, newPasswordField, readField } from '../fields.ts';
import type { Passwords } from '../password.ts';
import { SESSION_IDLE_MS } from '../session.ts';
import { hashToken, newToken, SESSION_PREFIX } from '../token.ts';
import type { SignInLimits } from './limits.ts';
import type { SessionOwner, SignInStore } from './store.ts';

const WRONG = 'The email address or the password is wrong. Check both and try again.';
const STAFF =
  'This account is of Backline support, who belong to no organization. Ask for an invitation of another address.';
const INVITATION_GONE = 'This invitation was used, revoked or has run out. Ask for a new one.';

export interface JoinInput {
  token: string;
  name: string;
  password: string;
}

/** What somebody who holds an invitation's link may know of it. */
export interface InvitationPreview {
  email: string;
  organization: string;
  /** True where the person has no account yet and chooses a name and password now. */
  needsPassword: boolean;
}

/** Lets people in with email address and password, and out again. */
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly store: SignInStore,
    private readonly audit: AuditTrail,
    private readonly limits: SignInLimits,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
  ) {}

  /**
   * Starts a session in the organization that the person used last, for support people in none, and returns its token.
   * `email` is in lower case.
   * Throws Unauthenticated, RateLimited, or Forbidden where the person belongs to no organization.
   */
  async signIn(email: string, password: string, origin: AuditOrigin): Promise<string> {
    const person = await this.store.findPerson(this.database.unit, email);
    const known = await this.checkPassword(email, person, password, origin);
    const token = await this.database.transaction(async (unit) => {
      if (known.platformRole === 'SUPPORT') {
        return this.startSession(unit, { personId: known.id }, actorOfSupport(known, null), origin);
      }
      const member = await this.store.findLastMembership(unit, email);
      if (member) return this.startSession(unit, { memberId: member.id }, actorOfMember(member), origin);
      await this.recordFailure(unit, email, null, 'The person belongs to no organization.', origin);
      return null;
    });
    if (!token) throw new Forbidden('You belong to no organization any more. Ask one of its admins for an invitation.');
    return token;
  }

  /** Ends the session. Without one there is nothing to do. */
  async signOut({ actor, sessionId, ...origin }: RequestContext): Promise<void> {
    if (!sessionId) return;
    await this.database.transaction(async (unit) => {
      if (!(await this.store.deleteSession(unit, sessionId))) return;
      await this.audit.record(unit, actor, { action: 'sign_out.succeeded' }, origin);
    });
  }

  /** Throws NotFound where the invitation is unknown, used, revoked or has run out. */
  async previewInvitation(token: string): Promise<InvitationPreview> {
    const invitation = await this.findInvitation(token);
    const person = await this.store.findPerson(this.database.unit, invitation.email);
    return { email: invitation.email, organization: invitation.organization.name, needsPassword: !person };
  }

  /**
   * Accepts an invitation and starts a session; returns its token. Somebody who has an account proves it with its
   * password and keeps its name. Throws NotFound, InvalidInput, Unauthenticated, RateLimited or Conflict.
   */
  async join({ token, name, password }: JoinInput, origin: AuditOrigin): Promise<string> {
    const invitation = await this.findInvitation(token);
    const known = await this.store.findPerson(this.database.unit, invitation.email);
    if (known) await this.checkPassword(known.email, known, password, origin, invitation.organizationId);
    if (known?.platformRole === 'SUPPORT') throw new Conflict(STAFF);
    const person = known ?? (await this.newPerson(invitation.email, name, password));
    return this.database.transaction(async (unit) => {
      const isTaken = await this.store.takeInvitation(unit, invitation.tokenHash, this.clock.now());
      if (!isTaken) throw new NotFound(INVITATION_GONE);
      if (!known && !(await this.store.insertPerson(unit, person))) {
        throw new Conflict('This email address got an account a moment ago. Try again with its password.');
      }
      const member = await this.becomeMember(unit, invitation, person, origin);
      return this.startSession(unit, { memberId: member.id }, actorOfMember(member), origin);
    });
  }

  private async findInvitation(token: string): Promise<InvitationEntity> {
    const invitation = await this.store.findInvitation(this.database.unit, hashToken(token), this.clock.now());
    if (!invitation) throw new NotFound(INVITATION_GONE);
    return invitation;
  }

  private async newPerson(email: string, typedName: string, typedPassword: string): Promise<PersonEntity> {
    const name = readField(nameField, typedName, 'name');
    if (name.error) throw new InvalidInput(name.error.message);
    const password = readField(newPasswordField, typedPassword, 'password');
    if (password.error) throw new InvalidInput(password.error.message);
    const passwordHash = await this.passwords.hash(password.value);
    return { id: newId(), email, name: name.value, passwordHash, platformRole: null, createdAt: this.clock.now() };
  }

  private async becomeMember(
    unit: Unit,
    { organizationId, role, invitedBy }: InvitationEntity,
    person: PersonEntity,
    origin: AuditOrigin,
  ): Promise<MemberEntity> {
    const existing = await this.store.findMember(unit, organizationId, person.id);
    if (existing) return existing;
    const values = { id: newId(), organizationId, personId: person.id, role, joinedAt: this.clock.now() };
    await this.store.insertMember(unit, values);
    const member = { ...values, person, lastSignInAt: null } as MemberEntity;
    const event = { action: 'member.joined', subject: person.email, detail: `${role}, invited by ${invitedBy}` };
    await this.audit.record(unit, actorOfMember(member), event, origin);
    return member;
  }

  /** The person, whose password it is. Counts the attempt, then takes the same time whether or not there is somebody. */
  private async checkPassword(
    email: string,
    person: PersonEntity | null,
    password: string,
    origin: AuditOrigin,
    organizationId?: string,
  ): Promise<PersonEntity> {
    const refusal = await this.limits.attempt(email, origin.ip);
    if (refusal?.isFirst) await this.fail(email, organizationId, 'Too many attempts.', origin);
    if (refusal) {
      const minutes = Math.ceil(refusal.retryAfterSeconds / 60);
      const message = `Too many attempts to sign in. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
      throw new RateLimited(message, refusal.retryAfterSeconds);
    }
    const isRight = person
      ? await this.passwords.verify(password, person.passwordHash)
      : await this.passwords.verifyNothing(password);
    if (!person || !isRight) {
      await this.fail(email, organizationId, 'Wrong email address or password.', origin);
      throw new Unauthenticated(WRONG);
    }
    await this.limits.succeeded(email, origin.ip);
    return person;
  }

  private async fail(email: string, organizationId: string | undefined, reason: string, origin: AuditOrigin) {
    await this.database.transaction(async (unit) => {
      const member = await this.store.findLastMembership(unit, email);
      await this.recordFailure(unit, email, organizationId ?? member?.organizationId ?? null, reason, origin);
    });
  }

  private async recordFailure(
    unit: Unit,
    email: string,
    organizationId: string | null,
    detail: string,
    origin: AuditOrigin,
  ): Promise<void> {
    const event = { action: 'sign_in.failed', subject: email, detail, organizationId, actorName: email };
    await this.audit.record(unit, null, event, origin);
  }

  private async startSession(unit: Unit, owner: SessionOwner, actor: Actor, origin: AuditOrigin): Promise<string> {
    const token = newToken(SESSION_PREFIX);
    const now = this.clock.now();
    await this.store.deleteStaleSessions(unit, owner, new Date(now.getTime() - SESSION_IDLE_MS));
    await this.store.insertSession(unit, owner, { id: newId(), tokenHash: hashToken(token), createdAt: now });
    await this.audit.record(unit, actor, { action: 'sign_in.succeeded' }, origin);
    return token;
  }
}
