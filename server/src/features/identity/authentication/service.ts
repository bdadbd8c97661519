import type { Clock } from '../../../lib/clock.ts';
import type { Actor } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import type { ApiKeyEntity, MemberEntity, PersonEntity, SessionEntity } from '../entity.ts';
import { isScope, scopesOfRole, scopesOfSupport } from '../policy.ts';
import { SESSION_ABSOLUTE_MS, SESSION_IDLE_MS } from '../session.ts';
import type { SupportAccess } from '../support-access.ts';
import { hashToken } from '../token.ts';
import type { AuthenticationStore } from './store.ts';

const TOUCH_INTERVAL_MS = 60_000;

/** What a request brought to prove who is asking. */
export interface Credentials {
  /** From the cookie. */
  sessionToken: string | null;
  /** From the header Authorization; where there is one, the cookie does not count. */
  apiKey: string | null;
}

export interface Identity {
  /** Null where the credentials are missing, unknown, expired or revoked. */
  actor: Actor | null;
  sessionId: string | null;
}

const NOBODY: Identity = { actor: null, sessionId: null };

/** Finds out who is asking, from the database each time: what was revoked stops with the next request. */
export class AuthenticationService {
  constructor(
    private readonly database: Database,
    private readonly store: AuthenticationStore,
    private readonly clock: Clock,
    private readonly supportAccess: SupportAccess,
  ) {}

  async authenticate({ sessionToken, apiKey }: Credentials): Promise<Identity> {
    if (apiKey !== null) return this.authenticateKey(apiKey);
    if (sessionToken !== null) return this.authenticateSession(sessionToken);
    return NOBODY;
  }

  private async authenticateSession(token: string): Promise<Identity> {
    const { unit } = this.database;
    const session = await this.store.findSession(unit, hashToken(token));
    const now = this.clock.now();
    if (!session || !isAlive(session, now)) return NOBODY;
    const stale = new Date(now.getTime() - TOUCH_INTERVAL_MS);
    if (session.lastSeenAt < stale) await ignoreFailure(this.store.touchSession(unit, session.id, now, stale));
    const actor = await this.actorOf(session, now);
    return actor ? { actor, sessionId: session.id } : NOBODY;
  }

  /** Whether an organization lets a support person in is asked each time: a grant that ended ends with the next request. */
  private async actorOf({ member, person, organizationId }: SessionEntity, now: Date): Promise<Actor | null> {
    if (member) return actorOfMember(member);
    if (person?.platformRole !== 'SUPPORT') return null;
    if (organizationId === null) return actorOfSupport(person, null);
    const open = await this.supportAccess.openTo(this.database.unit, person.id, now);
    return actorOfSupport(person, open.some(({ id }) => id === organizationId) ? organizationId : null);
  }

  private async authenticateKey(secret: string): Promise<Identity> {
    const { unit } = this.database;
    const key = await this.store.findApiKey(unit, hashToken(secret));
    const now = this.clock.now();
    if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= now)) return NOBODY;
    const stale = new Date(now.getTime() - TOUCH_INTERVAL_MS);
    if (!key.lastUsedAt || key.lastUsedAt < stale) await ignoreFailure(this.store.touchApiKey(unit, key.id, now));
    return { actor: actorOfKey(key), sessionId: null };
  }
}

/** The member, whose `person` is loaded, as somebody who asks. */
export function actorOfMember({ id, person, organizationId, role }: MemberEntity): Actor {
  return { kind: 'MEMBER', id, name: person.email, personId: person.id, organizationId, scopes: scopesOfRole(role) };
}

/** A support person, in an organization that lets them in or in none. */
export function actorOfSupport({ id, email }: PersonEntity, organizationId: string | null): Actor {
  const scopes = scopesOfSupport(organizationId !== null);
  return { kind: 'SUPPORT', id, name: email, personId: id, organizationId, scopes };
}

function actorOfKey({ id, name, organizationId, scopes }: ApiKeyEntity): Actor {
  return { kind: 'API_KEY', id, name, personId: null, organizationId, scopes: new Set(scopes.filter(isScope)) };
}

function isAlive({ createdAt, lastSeenAt }: SessionEntity, now: Date): boolean {
  return (
    now.getTime() - createdAt.getTime() < SESSION_ABSOLUTE_MS && now.getTime() - lastSeenAt.getTime() < SESSION_IDLE_MS
  );
}

/** Where the database can only be read just now, people can still look. */
async function ignoreFailure(touch: Promise<void>): Promise<void> {
  await touch.catch(() => undefined);
}
