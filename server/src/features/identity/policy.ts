/** Who may do what. */

import type { Actor, Scope } from '../../lib/context.ts';
import { SCOPES } from '../../lib/context.ts';
import { Forbidden, Unauthenticated } from '../../lib/errors.ts';

export const ROLES = ['OWNER', 'ADMIN', 'VIEWER'] as const;
export type Role = (typeof ROLES)[number];

const SCOPES_OF_VIEWERS: readonly Scope[] = [
  'integrations:read',
  'packages:read',
  'diagnostics:run',
  'members:read',
  'api-keys:read',
  'audit:read',
];

/** What a role allows. Owners and admins differ only in who may touch owners (`mayTouchOwners`). */
export function scopesOfRole(role: Role): ReadonlySet<Scope> {
  return new Set(role === 'VIEWER' ? SCOPES_OF_VIEWERS : SCOPES);
}

/** What each scope allows, for people who choose the scopes of a key. */
export const SCOPE_DESCRIPTIONS: Record<Scope, string> = {
  'integrations:read': 'See integrations, their repositories and reports.',
  'integrations:write': 'Connect, test, change and remove integrations, and prepare their set-up.',
  'packages:read': 'Look up packages in the repositories of an integration.',
  'credentials:issue': 'Issue short-lived credentials with which a build reads from the repositories.',
  'diagnostics:run': 'Diagnose saved integrations, which changes nothing.',
  'members:read': 'See members and invitations.',
  'members:write': 'Invite and remove members and change their roles.',
  'api-keys:read': 'See API keys, never their secrets.',
  'api-keys:write': 'Create and revoke API keys.',
  'audit:read': 'See the audit log.',
};

/** The actor, who has the scope. Throws Unauthenticated or Forbidden. */
export function authorize(actor: Actor | null, scope: Scope): Actor {
  const known = requireActor(actor);
  if (!known.scopes.has(scope)) {
    throw new Forbidden(`This needs the scope ${scope}, which ${describe(known)} does not have. Ask an admin for it.`);
  }
  return known;
}

/** The actor, whoever it is. Throws Unauthenticated where nobody is signed in. */
export function requireActor(actor: Actor | null): Actor {
  if (!actor) throw new Unauthenticated('Nobody is signed in. Sign in, or send an API key that is valid.');
  return actor;
}

/** The actor as a person. Throws Unauthenticated, or Forbidden for API keys. */
export function requirePerson(actor: Actor | null): Actor & { personId: string } {
  const known = requireActor(actor);
  if (known.personId === null) throw new Forbidden('Only people can do this, API keys cannot. Sign in to do it.');
  return { ...known, personId: known.personId };
}

/** Only owners make and unmake owners; API keys have no role and so never do. */
export function mayTouchOwners(role: Role | null): boolean {
  return role === 'OWNER';
}

export function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}

function describe(actor: Actor): string {
  return actor.kind === 'API_KEY' ? 'this API key' : 'your role';
}
