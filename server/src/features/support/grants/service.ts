import type { UserError } from '@backline/shared';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Actor, RequestContext } from '../../../lib/context.ts';
import type { Database, Unit } from '../../../lib/database.ts';
import { NotFound } from '../../../lib/errors.ts';
import { isId, newId } from '../../../lib/id.ts';
import { readPage, toConnection, type Connection } from '../../../lib/pagination.ts';
import { authorize, userError } from '../../identity/index.ts';
import type { SupportGrantEntity, SupportRequestEntity } from '../entity.ts';
import { readWish } from '../fields.ts';
import { describeMinutes, NO_SUCH_REQUEST, REQUEST_LAPSES_AFTER_MS } from '../requests/service.ts';
import type { SupportRequestStore } from '../requests/store.ts';
import type { SupportGrantStore } from './store.ts';

const MINUTE_MS = 60_000;
const EVERYBODY = 'Backline support';
const NO_SUCH_GRANT = 'No such access is open. It may have ended already; reload the list.';

export interface GrantInput {
  /** The request that is answered; without one, all of support is let in. */
  requestId?: string | null | undefined;
  /** That of the request where there is one. */
  reason?: string | null | undefined;
  minutes: number;
}

export interface SupportGrant {
  id: string;
  /** Email address of who is let in, or "Backline support" for everybody there. */
  grantedTo: string;
  reason: string;
  grantedBy: string;
  grantedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  revokedBy: string | null;
  status: 'ACTIVE' | 'EXPIRED' | 'REVOKED';
}

export interface GrantResult {
  grant: SupportGrant | null;
  userErrors: UserError[];
}

/** An organization lets support in, for a reason and at most an hour. */
export class SupportGrants {
  constructor(
    private readonly database: Database,
    private readonly store: SupportGrantStore,
    private readonly requests: SupportRequestStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Open and ended ones, newest first. Needs support:read. */
  async list(viewer: Actor | null, first: number, after: string | null | undefined): Promise<Connection<SupportGrant>> {
    const { organizationId } = authorize(viewer, 'support:read');
    const page = readPage(first, after);
    const { unit } = this.database;
    const [rows, totalCount] = await Promise.all([
      this.store.list(unit, organizationId, page),
      this.store.count(unit, organizationId),
    ]);
    const now = this.clock.now();
    return toConnection(rows, page, totalCount, (row) => toGrant(row, now));
  }

  /** Lets in who asked, or all of support. Needs support:write. Throws NotFound, also for another organization's request. */
  async grant(input: GrantInput, context: RequestContext): Promise<GrantResult> {
    const { organizationId, name } = authorize(context.actor, 'support:write');
    const { requestId } = input;
    return this.database.transaction(async (unit) => {
      const now = this.clock.now();
      const request = requestId ? await this.#findRequest(unit, organizationId, requestId, now) : null;
      const { wish, userErrors } = readWish(input.reason ?? request?.reason, input.minutes);
      if (!wish) return { grant: null, userErrors };
      if (request && wish.minutes > request.minutes) return { grant: null, userErrors: [longerThanAsked(request)] };
      if (request) await this.#answer(unit, request, organizationId, name, now);
      const grant = {
        id: newId(),
        organizationId,
        personId: request?.personId ?? null,
        requestId: request?.id ?? null,
        reason: wish.reason,
        grantedBy: name,
        grantedAt: now,
        expiresAt: new Date(now.getTime() + wish.minutes * MINUTE_MS),
      };
      await this.store.insert(unit, grant);
      const event = {
        action: 'support.granted',
        subject: request?.person.email ?? EVERYBODY,
        detail: `${describeMinutes(wish.minutes)}, until ${grant.expiresAt.toISOString()}: ${wish.reason}`,
      };
      await this.audit.record(unit, context.actor, event, context);
      const row = { ...grant, person: request?.person ?? null, revokedAt: null, revokedBy: null };
      return { grant: toGrant(row, now), userErrors: [] };
    });
  }

  /** Ends a grant at once. Needs support:write. Throws NotFound, also for another organization's grant. */
  async revoke(id: string, context: RequestContext): Promise<GrantResult> {
    const { organizationId, name } = authorize(context.actor, 'support:write');
    return this.database.transaction(async (unit) => {
      const now = this.clock.now();
      const grant = isId(id) ? await this.store.find(unit, organizationId, id) : null;
      if (!grant || !(await this.store.revoke(unit, organizationId, id, name, now))) throw new NotFound(NO_SUCH_GRANT);
      const event = { action: 'support.revoked', subject: grantedTo(grant), detail: grant.reason };
      await this.audit.record(unit, context.actor, event, context);
      return { grant: toGrant({ ...grant, revokedAt: now, revokedBy: name }, now), userErrors: [] };
    });
  }

  /** Tells the audit logs of the grants that ran out, each once and with the time at which it did. */
  async noteExpired(): Promise<void> {
    await this.database.transaction(async (unit) => {
      for (const { organizationId, expiresAt, reason, email } of await this.store.takeExpired(unit, this.clock.now())) {
        const event = {
          action: 'support.expired',
          subject: email ?? EVERYBODY,
          detail: reason,
          organizationId,
          actorName: 'Backline',
          at: expiresAt,
        };
        await this.audit.record(unit, null, event, null);
      }
    });
  }

  async #findRequest(unit: Unit, organizationId: string, id: string, now: Date): Promise<SupportRequestEntity> {
    const after = new Date(now.getTime() - REQUEST_LAPSES_AFTER_MS);
    const request = isId(id) ? await this.requests.findPending(unit, organizationId, id, after) : null;
    if (!request) throw new NotFound(NO_SUCH_REQUEST);
    return request;
  }

  /** Of two who answer at once, one does. */
  async #answer(
    unit: Unit,
    { id }: SupportRequestEntity,
    organizationId: string,
    answeredBy: string,
    answeredAt: Date,
  ): Promise<void> {
    const answer = { answer: 'GRANTED', answeredAt, answeredBy } as const;
    if (!(await this.requests.answer(unit, organizationId, id, answer))) throw new NotFound(NO_SUCH_REQUEST);
  }
}

type GrantRow = Pick<
  SupportGrantEntity,
  'id' | 'person' | 'reason' | 'grantedBy' | 'grantedAt' | 'expiresAt' | 'revokedAt' | 'revokedBy'
>;

function toGrant(row: GrantRow, now: Date): SupportGrant {
  const { id, reason, grantedBy, grantedAt, expiresAt, revokedAt, revokedBy } = row;
  const ended = expiresAt > now ? 'ACTIVE' : 'EXPIRED';
  const status = revokedAt ? 'REVOKED' : ended;
  return { id, grantedTo: grantedTo(row), reason, grantedBy, grantedAt, expiresAt, revokedAt, revokedBy, status };
}

function grantedTo({ person }: Pick<SupportGrantEntity, 'person'>): string {
  return person?.email ?? EVERYBODY;
}

function longerThanAsked({ minutes }: SupportRequestEntity): UserError {
  const message = `The request asks for ${describeMinutes(minutes)}. Grant that or less.`;
  return userError(['minutes'], 'longer_than_requested', message);
}
