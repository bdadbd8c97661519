/** What every feature can leave in the audit log. The log itself is a feature of its own; this is all that others need of it. */

import type { Actor, RequestContext } from './context.ts';
import type { Unit } from './database.ts';

export interface AuditRecord {
  /** Thing and past participle, e.g. `integration.created` or `sign_in.failed`. */
  action: string;
  /** What it was done to, as a person would name it; never a secret. */
  subject?: string;
  /** What changed, in one short line; never a secret. Cut at 500 characters. */
  detail?: string;
  /** Whose log it belongs in; the actor's organization unless named. */
  organizationId?: string | null;
  /** Who it was, where nobody is signed in: the email address of a sign-in, or `bootstrap`. */
  actorName?: string;
  /** When it happened, where that was not just now. */
  at?: Date;
}

/** Where a request came from, as the audit log keeps it. */
export type AuditOrigin = Pick<RequestContext, 'requestId' | 'ip'>;

export interface AuditTrail {
  /** Adds one event, as part of `unit`: give it the transaction of the change, so that both are kept or neither. */
  record(unit: Unit, actor: Actor | null, event: AuditRecord, origin: AuditOrigin | null): Promise<void>;
}
