import type { UserError } from '@backline/shared';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Actor, RequestContext } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import { NotFound } from '../../../lib/errors.ts';
import { isId, newId } from '../../../lib/id.ts';
import {
  authorize,
  requireSupport,
  userError,
  type OpenOrganization,
  type SupportAccess,
} from '../../identity/index.ts';
import type { SupportRequestEntity } from '../entity.ts';
import { readOrganizationId, readWish } from '../fields.ts';
import type { SupportRequestStore } from './store.ts';

/** After this a request that nobody answered is over. */
export const REQUEST_LAPSES_AFTER_MS = 24 * 60 * 60 * 1000;
export const NO_SUCH_REQUEST =
  'No such request waits for an answer. It may have been answered already, or have lapsed.';

export interface RequestInput {
  organizationId: string;
  reason: string;
  minutes: number;
}

/** A request as the organization's people see it. */
export interface PendingRequest {
  id: string;
  requestedBy: string;
  reason: string;
  minutes: number;
  requestedAt: Date;
  lapsesAt: Date;
}

/** A request as the person sees who made it. */
export interface OwnRequest {
  id: string;
  organizationId: string;
  reason: string;
  minutes: number;
  requestedAt: Date;
  status: 'PENDING' | 'LAPSED' | 'GRANTED' | 'REFUSED';
  answeredAt: Date | null;
}

/** Support asks an organization to be let in. Whether there is such an organization is never told. */
export class SupportRequests {
  constructor(
    private readonly database: Database,
    private readonly store: SupportRequestStore,
    private readonly supportAccess: SupportAccess,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** For support people only. Answers alike whether or not there is such an organization. */
  async make(
    input: RequestInput,
    context: RequestContext,
  ): Promise<{ request: OwnRequest | null; userErrors: UserError[] }> {
    const actor = requireSupport(context.actor);
    const organization = readOrganizationId(input.organizationId);
    const { wish, userErrors } = readWish(input.reason, input.minutes);
    if (organization.error || !wish) {
      return { request: null, userErrors: [...(organization.error ? [organization.error] : []), ...userErrors] };
    }
    const now = this.clock.now();
    const request = {
      ...wish,
      id: newId(),
      askedOrganizationId: organization.value,
      personId: actor.personId,
      requestedAt: now,
    };
    return this.database.transaction(async (unit) => {
      await this.store.removeLapsed(unit, actor.personId, organization.value, this.#lapsedBefore(now));
      if (!(await this.store.insert(unit, request))) return { request: null, userErrors: [ALREADY_ASKED] };
      const event = {
        action: 'support.access_requested',
        subject: actor.name,
        detail: `${describeMinutes(wish.minutes)}: ${wish.reason}`,
        // In the log of whoever is asked; where there is nobody, nobody ever reads it.
        organizationId: organization.value,
      };
      await this.audit.record(unit, actor, event, context);
      return { request: this.#toOwn({ ...request, answer: null, answeredAt: null }, now), userErrors: [] };
    });
  }

  /** What a support person asked for and where they are let in. For support people only. */
  async own(viewer: Actor | null): Promise<{ requests: OwnRequest[]; organizations: OpenOrganization[] }> {
    const { personId } = requireSupport(viewer);
    const { unit } = this.database;
    const now = this.clock.now();
    const [requests, organizations] = await Promise.all([
      this.store.ofPerson(unit, personId),
      this.supportAccess.openTo(unit, personId, now),
    ]);
    return { requests: requests.map((request) => this.#toOwn(request, now)), organizations };
  }

  /** Requests that wait for an answer, oldest first. Needs support:read. */
  async pending(viewer: Actor | null): Promise<PendingRequest[]> {
    const { organizationId } = authorize(viewer, 'support:read');
    const after = this.#lapsedBefore(this.clock.now());
    const requests = await this.store.pending(this.database.unit, organizationId, after);
    return requests.map(({ id, person, reason, minutes, requestedAt }) => ({
      id,
      requestedBy: person.email,
      reason,
      minutes,
      requestedAt,
      lapsesAt: lapseOf(requestedAt),
    }));
  }

  /** Needs support:write. Throws NotFound, also for another organization's request. */
  async refuse(id: string, context: RequestContext): Promise<{ refusedId: string }> {
    const { organizationId, name } = authorize(context.actor, 'support:write');
    return this.database.transaction(async (unit) => {
      const now = this.clock.now();
      const request = isId(id) ? await this.store.findPending(unit, organizationId, id, this.#lapsedBefore(now)) : null;
      const answer = { answer: 'REFUSED', answeredAt: now, answeredBy: name } as const;
      if (!request || !(await this.store.answer(unit, organizationId, id, answer))) throw new NotFound(NO_SUCH_REQUEST);
      const event = { action: 'support.refused', subject: request.person.email, detail: request.reason };
      await this.audit.record(unit, context.actor, event, context);
      return { refusedId: id };
    });
  }

  #toOwn(request: OwnRequestRow, now: Date): OwnRequest {
    const { id, askedOrganizationId: organizationId, reason, minutes, requestedAt, answer, answeredAt } = request;
    const waiting = lapseOf(requestedAt) > now ? 'PENDING' : 'LAPSED';
    return { id, organizationId, reason, minutes, requestedAt, status: answer ?? waiting, answeredAt };
  }

  #lapsedBefore(now: Date): Date {
    return new Date(now.getTime() - REQUEST_LAPSES_AFTER_MS);
  }
}

type OwnRequestRow = Pick<
  SupportRequestEntity,
  'id' | 'askedOrganizationId' | 'reason' | 'minutes' | 'requestedAt' | 'answer' | 'answeredAt'
>;

const ALREADY_ASKED = userError(
  ['organizationId'],
  'already_requested',
  'Your request to this organization waits for an answer. It lapses after 24 hours; ask again then.',
);

export function describeMinutes(minutes: number): string {
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

function lapseOf(requestedAt: Date): Date {
  return new Date(requestedAt.getTime() + REQUEST_LAPSES_AFTER_MS);
}
