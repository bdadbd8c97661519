import type { UserError } from '@backline/shared';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import { SCOPES, type Actor, type RequestContext } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import { Forbidden, NotFound, Unauthenticated } from '../../../lib/errors.ts';
import { newId } from '../../../lib/id.ts';
import { actorOfMember } from '../authentication/service.ts';
import type { MemberEntity } from '../entity.ts';
import { nameField, readField } from '../fields.ts';
import { requireActor, requirePerson, SCOPE_DESCRIPTIONS, type Role } from '../policy.ts';
import type { OrganizationStore } from './store.ts';

export interface Organization {
  id: string;
  name: string;
}

export interface Viewer {
  kind: Actor['kind'];
  name: string;
  organization: Organization | null;
  scopes: string[];
  organizations: Organization[];
  role: Role | null;
  memberId: string | null;
}

export interface OrganizationResult {
  organization: Organization | null;
  userErrors: UserError[];
}

/** Who is asking, and which organization they are in. */
export class OrganizationService {
  constructor(
    private readonly database: Database,
    private readonly store: OrganizationStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Needs no scope, only somebody who is signed in. */
  async viewer(viewer: Actor | null): Promise<Viewer> {
    const actor = requireActor(viewer);
    if (actor.personId !== null) {
      return toViewer(actor, await this.store.listMemberships(this.database.unit, actor.personId));
    }
    const organization = await this.store.find(this.database.unit, actor.organizationId);
    const organizations = organization ? [organization] : [];
    return { ...viewerOf(actor), organization, organizations, role: null, memberId: null };
  }

  /** What an API key can be given. Needs no scope, only somebody who is signed in. */
  async listScopes(viewer: Actor | null): Promise<{ scope: string; description: string }[]> {
    requireActor(viewer);
    return SCOPES.map((scope) => ({ scope, description: SCOPE_DESCRIPTIONS[scope] }));
  }

  /** The person who makes an organization is its owner; the session stays where it is. */
  async create(typedName: string, context: RequestContext): Promise<OrganizationResult> {
    const actor = requirePerson(context.actor);
    const name = readField(nameField, typedName, 'name');
    if (name.error) return { organization: null, userErrors: [name.error] };
    const now = this.clock.now();
    const organization = { id: newId(), name: name.value, createdAt: now };
    await this.database.transaction(async (unit) => {
      await this.store.insert(unit, organization);
      const owner = { id: newId(), organizationId: organization.id, personId: actor.personId, joinedAt: now };
      await this.store.insertOwner(unit, owner);
      const event = { action: 'organization.created', subject: name.value, organizationId: organization.id };
      await this.audit.record(unit, actor, event, context);
    });
    return { organization, userErrors: [] };
  }

  /** Moves the session to another organization of the same person. NotFound where the person is no member of it. */
  async switchTo(id: string, context: RequestContext): Promise<Viewer> {
    const { personId } = requirePerson(context.actor);
    const { sessionId } = context;
    if (!sessionId) throw new Forbidden('Only a browser that is signed in can switch. Sign in to do it.');
    return this.database.transaction(async (unit) => {
      const memberships = await this.store.listMemberships(unit, personId);
      const membership = memberships.find(({ organizationId }) => organizationId === id);
      if (!membership) throw new NotFound('No such organization among those you belong to.');
      if (!(await this.store.moveSession(unit, sessionId, membership.id, this.clock.now()))) {
        throw new Unauthenticated('This session has ended. Sign in again.');
      }
      const actor = actorOfMember(membership);
      await this.audit.record(unit, actor, { action: 'organization.entered' }, context);
      return toViewer(actor, memberships);
    });
  }
}

function toViewer(actor: Actor, memberships: MemberEntity[]): Viewer {
  const current = memberships.find(({ id }) => id === actor.id);
  return {
    ...viewerOf(actor),
    name: current?.person.name ?? actor.name,
    organization: current?.organization ?? null,
    organizations: memberships.map(({ organization }) => organization),
    role: current?.role ?? null,
    memberId: actor.id,
  };
}

function viewerOf({ kind, name, scopes }: Actor): Pick<Viewer, 'kind' | 'name' | 'scopes'> {
  return { kind, name, scopes: [...scopes] };
}
