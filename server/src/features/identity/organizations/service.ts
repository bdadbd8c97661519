import type { UserError } from '@backline/shared';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import { SCOPES, type Actor, type RequestContext } from '../../../lib/context.ts';
import type { Database, Unit } from '../../../lib/database.ts';
import { Forbidden, NotFound, Unauthenticated } from '../../../lib/errors.ts';
import { newId } from '../../../lib/id.ts';
import { actorOfMember } from '../authentication/service.ts';
import type { MemberEntity } from '../entity.ts';
import { nameField, readField } from '../fields.ts';
import { requireActor, requirePerson, SCOPE_DESCRIPTIONS, scopesOfSupport, type Role } from '../policy.ts';
import type { SupportAccess } from '../support-access.ts';
import type { OrganizationStore } from './store.ts';

const NOT_LET_IN = 'No such organization among those that let you in just now.';

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
    private readonly supportAccess: SupportAccess,
  ) {}

  /** Needs no scope, only somebody who is signed in. */
  async viewer(viewer: Actor | null): Promise<Viewer> {
    const actor = requireActor(viewer);
    const { unit } = this.database;
    if (actor.kind === 'SUPPORT') return this.supportViewer(unit, actor);
    if (actor.personId !== null) return toViewer(actor, await this.store.listMemberships(unit, actor.personId));
    const organization = actor.organizationId ? await this.store.find(unit, actor.organizationId) : null;
    const organizations = organization ? [organization] : [];
    return { ...viewerOf(actor), organization, organizations, role: null, memberId: null };
  }

  /** For features that have authorized the actor. */
  async name(organizationId: string): Promise<string> {
    const organization = await this.store.find(this.database.unit, organizationId);
    if (!organization) throw new NotFound('There is no such organization any more.');
    return organization.name;
  }

  /** What an API key can be given. Needs no scope, only somebody who is signed in. */
  async listScopes(viewer: Actor | null): Promise<{ scope: string; description: string }[]> {
    requireActor(viewer);
    return SCOPES.map((scope) => ({ scope, description: SCOPE_DESCRIPTIONS[scope] }));
  }

  /** The person who makes an organization is its owner; the session stays where it is. */
  async create(typedName: string, context: RequestContext): Promise<OrganizationResult> {
    const actor = requirePerson(context.actor);
    if (actor.kind === 'SUPPORT') throw new Forbidden('Support people belong to no organization, so they make none.');
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

  /**
   * Moves the session to another organization of the same person, for support people to one that lets them in. NotFound
   * where the person is no member of it, or not let in.
   */
  async switchTo(id: string, context: RequestContext): Promise<Viewer> {
    const person = requirePerson(context.actor);
    const { personId } = person;
    const { sessionId } = context;
    if (!sessionId) throw new Forbidden('Only a browser that is signed in can switch. Sign in to do it.');
    if (person.kind === 'SUPPORT') return this.lookInto(id, person, sessionId, context);
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

  private async lookInto(
    id: string,
    person: Actor & { personId: string },
    sessionId: string,
    context: RequestContext,
  ): Promise<Viewer> {
    return this.database.transaction(async (unit) => {
      const open = await this.supportAccess.openTo(unit, person.personId, this.clock.now());
      if (!open.some((organization) => organization.id === id)) throw new NotFound(NOT_LET_IN);
      if (!(await this.store.pointSession(unit, sessionId, id))) {
        throw new Unauthenticated('This session has ended. Sign in again.');
      }
      const actor: Actor = { ...person, organizationId: id, scopes: scopesOfSupport(true) };
      await this.audit.record(unit, actor, { action: 'organization.entered', detail: 'Support access' }, context);
      return this.supportViewer(unit, actor);
    });
  }

  private async supportViewer(unit: Unit, actor: Actor): Promise<Viewer> {
    const organizations = await this.supportAccess.openTo(unit, actor.id, this.clock.now());
    const organization = organizations.find(({ id }) => id === actor.organizationId) ?? null;
    return { ...viewerOf(actor), organization, organizations, role: null, memberId: null };
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
