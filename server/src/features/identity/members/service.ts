import type { UserError } from '@backline/shared';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Actor, OrganizationActor, RequestContext } from '../../../lib/context.ts';
import type { Database, Unit } from '../../../lib/database.ts';
import { Forbidden, NotFound } from '../../../lib/errors.ts';
import { isId, newId } from '../../../lib/id.ts';
import type { InvitationEntity, MemberEntity } from '../entity.ts';
import { emailField, readField, userError } from '../fields.ts';
import { authorize, mayTouchOwners, type Role } from '../policy.ts';
import { hashToken, INVITATION_PREFIX, newToken } from '../token.ts';
import type { MemberStore } from './store.ts';

const INVITATION_MS = 7 * 24 * 60 * 60 * 1000;

export type Member = Pick<MemberEntity, 'id' | 'role' | 'joinedAt' | 'lastSignInAt'> & {
  name: string;
  email: string;
  isViewer: boolean;
};
export type Invitation = Pick<InvitationEntity, 'id' | 'email' | 'role' | 'invitedBy' | 'createdAt' | 'expiresAt'>;

export interface InviteResult {
  invitation: Invitation | null;
  /** Shown once; only its hash is kept. */
  link: string | null;
  userErrors: UserError[];
}
export interface MemberResult {
  member: Member | null;
  userErrors: UserError[];
}
export interface DeleteResult {
  deletedId: string | null;
  userErrors: UserError[];
}

/** Who belongs to an organization, and as what. */
export class MemberService {
  constructor(
    private readonly database: Database,
    private readonly store: MemberStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    /** The address people open, without a slash at its end. */
    private readonly publicUrl: string,
  ) {}

  async list(viewer: Actor | null): Promise<Member[]> {
    const actor = authorize(viewer, 'members:read');
    const members = await this.store.list(this.database.unit, actor.organizationId);
    return members.map((member) => toMember(member, actor));
  }

  async listInvitations(viewer: Actor | null): Promise<Invitation[]> {
    const { organizationId } = authorize(viewer, 'members:read');
    return this.store.listInvitations(this.database.unit, organizationId, this.clock.now());
  }

  async invite({ email: typed, role }: { email: string; role: Role }, context: RequestContext): Promise<InviteResult> {
    const actor = authorize(context.actor, 'members:write');
    const email = readField(emailField, typed, 'email');
    if (email.error) return refuseInvitation(email.error);
    return this.database.transaction(async (unit) => {
      await this.store.lockOrganization(unit, actor.organizationId);
      if (role === 'OWNER') await this.requireOwner(unit, actor);
      if (await this.store.findByEmail(unit, actor.organizationId, email.value)) {
        const message = `${email.value} is a member already. Change the role in the list of members instead.`;
        return refuseInvitation(userError(['email'], 'already_member', message));
      }
      const token = newToken(INVITATION_PREFIX);
      const createdAt = this.clock.now();
      const invitation = {
        id: newId(),
        organizationId: actor.organizationId,
        email: email.value,
        role,
        tokenHash: hashToken(token),
        invitedBy: actor.name,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + INVITATION_MS),
      };
      await this.store.replaceInvitation(unit, invitation);
      await this.audit.record(unit, actor, { action: 'member.invited', subject: email.value, detail: role }, context);
      // Behind the #, the token reaches no server and no server's log.
      return { invitation, link: `${this.publicUrl}/join#${token}`, userErrors: [] };
    });
  }

  async revokeInvitation(id: string, context: RequestContext): Promise<DeleteResult> {
    const actor = authorize(context.actor, 'members:write');
    const { organizationId } = actor;
    return this.database.transaction(async (unit) => {
      const invitation = isId(id) ? await this.store.findInvitation(unit, organizationId, id) : null;
      if (!invitation || !(await this.store.removeInvitation(unit, organizationId, id))) {
        throw new NotFound('No such invitation. It may have been accepted or revoked already.');
      }
      await this.audit.record(unit, actor, { action: 'invitation.revoked', subject: invitation.email }, context);
      return { deletedId: id, userErrors: [] };
    });
  }

  async changeRole(id: string, role: Role, context: RequestContext): Promise<MemberResult> {
    const actor = authorize(context.actor, 'members:write');
    return this.database.transaction(async (unit) => {
      const member = await this.findToChange(unit, actor, id);
      if (role === 'OWNER' && member.role !== 'OWNER') await this.requireOwner(unit, actor);
      if (role === member.role) return { member: toMember(member, actor), userErrors: [] };
      if (await this.isLastOwner(unit, member)) return { member: null, userErrors: [lastOwner('made something else')] };
      await this.store.setRole(unit, actor.organizationId, id, role);
      const event = {
        action: 'member.role_changed',
        subject: member.person.email,
        detail: `${member.role} to ${role}`,
      };
      await this.audit.record(unit, actor, event, context);
      return { member: { ...toMember(member, actor), role }, userErrors: [] };
    });
  }

  async remove(id: string, context: RequestContext): Promise<DeleteResult> {
    const actor = authorize(context.actor, 'members:write');
    return this.database.transaction(async (unit) => {
      const member = await this.findToChange(unit, actor, id);
      if (await this.isLastOwner(unit, member)) return { deletedId: null, userErrors: [lastOwner('removed')] };
      await this.store.remove(unit, actor.organizationId, id);
      const event = { action: 'member.removed', subject: member.person.email, detail: member.role };
      await this.audit.record(unit, actor, event, context);
      return { deletedId: id, userErrors: [] };
    });
  }

  /** The member, who may be changed by this actor; the organization's members are locked until the transaction ends. */
  private async findToChange(unit: Unit, actor: OrganizationActor, id: string): Promise<MemberEntity> {
    await this.store.lockOrganization(unit, actor.organizationId);
    const member = isId(id) ? await this.store.find(unit, actor.organizationId, id) : null;
    if (!member) throw new NotFound('No such member. The list may be out of date; reload it.');
    if (member.role === 'OWNER') await this.requireOwner(unit, actor);
    return member;
  }

  private async requireOwner(unit: Unit, actor: OrganizationActor): Promise<void> {
    const own = actor.kind === 'MEMBER' ? await this.store.find(unit, actor.organizationId, actor.id) : null;
    if (!mayTouchOwners(own?.role ?? null)) {
      throw new Forbidden('Only an owner can make, change or remove owners. Ask one of the owners.');
    }
  }

  private async isLastOwner(unit: Unit, { role, organizationId }: MemberEntity): Promise<boolean> {
    return role === 'OWNER' && (await this.store.countOwners(unit, organizationId)) === 1;
  }
}

function toMember({ id, role, joinedAt, lastSignInAt, person }: MemberEntity, viewer: Actor): Member {
  return { id, role, joinedAt, lastSignInAt, name: person.name, email: person.email, isViewer: id === viewer.id };
}

function refuseInvitation(error: UserError): InviteResult {
  return { invitation: null, link: null, userErrors: [error] };
}

function lastOwner(whatCannotBe: string): UserError {
  const message = `The last owner cannot be ${whatCannotBe}. Make somebody else an owner first.`;
  return userError(null, 'last_owner', message);
}
