/** Who may do what. */

import type { Actor, OrganizationActor, Scope } from '../../lib/context.ts';
import { SCOPES } from '../../lib/context.ts';
import { Forbidden, Unauthenticated } from '../../lib/errors.ts';

/** The refusal of what no grant covers. */
export const BEYOND_SUPPORT =
  'Support access covers diagnoses, reports and the audit log, nothing else. Ask somebody of the organization to do this.';

export const ROLES = ['OWNER', 'ADMIN', 'VIEWER'] as const;
export type Role = (typeof ROLES)[number];

const SCOPES_OF_VIEWERS: readonly Scope[] = [
  'integrations:read',
  'packages:read',
  'diagnostics:run',
  'projects:read',
  'members:read',
  'api-keys:read',
  'audit:read',
  'support:read',
];

/** What an organization's grant allows: to diagnose, and to read what diagnoses and people left behind. */
const SCOPES_OF_SUPPORT: readonly Scope[] = ['integrations:read', 'diagnostics:run', 'audit:read'];

/** What a role allows. Owners and admins differ only in who may touch owners (`mayTouchOwners`). */
export function scopesOfRole(role: Role): ReadonlySet<Scope> {
  return new Set(role === 'VIEWER' ? SCOPES_OF_VIEWERS : SCOPES);
}

/** What support people may do where an organization lets them in, and nothing elsewhere. */
export function scopesOfSupport(isGranted: boolean): ReadonlySet<Scope> {
  return new Set(isGranted ? SCOPES_OF_SUPPORT : []);
}

/** What each scope allows, for people who choose the scopes of a key. */
export const SCOPE_DESCRIPTIONS: Record<Scope, string> = {
  'integrations:read': 'See integrations, their repositories and reports.',
  'integrations:write': 'Connect, test, change and remove integrations, and prepare their set-up.',
  'packages:read': 'Look up packages in the repositories of an integration.',
  'credentials:issue': 'Issue short-lived credentials with which a build reads from the repositories.',
  'diagnostics:run': 'Diagnose integrations and packages, explain errors and check policies; it changes nothing.',
  'projects:read': 'See projects, their analyses, findings and proposals.',
  'projects:write': 'Analyse and remove projects, cancel analyses and check builds.',
  'members:read': 'See members and invitations.',
  'members:write': 'Invite and remove members and change their roles.',
  'api-keys:read': 'See API keys, never their secrets.',
  'api-keys:write': 'Create and revoke API keys.',
  'audit:read': 'See and export the audit log.',
  'support:read': 'See who of Backline support asked for access, and who has or had it.',
  'support:write': 'Grant, refuse and revoke access for Backline support, and export support bundles.',
};

/** The actor, who has the scope. Throws Unauthenticated or Forbidden. */
export function authorize(actor: Actor | null, scope: Scope): OrganizationActor {
  const known = requireActor(actor);
  const { organizationId } = known;
  if (organizationId === null || !known.scopes.has(scope)) throw new Forbidden(whyNot(known, scope));
  return { ...known, organizationId };
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

/** The actor as a support person. Throws Unauthenticated, or Forbidden for everybody else. */
export function requireSupport(actor: Actor | null): Actor & { personId: string } {
  const known = requireActor(actor);
  if (known.kind !== 'SUPPORT' || known.personId === null) throw new Forbidden('Only Backline support can do this.');
  return { ...known, personId: known.personId };
}

/** Only owners make and unmake owners; API keys have no role and so never do. */
export function mayTouchOwners(role: Role | null): boolean {
  return role === 'OWNER';
}

export function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}

/** For support the same words whatever was asked for, as these must not tell what there is. */
function whyNot({ kind, organizationId }: Actor, scope: Scope): string {
  if (kind !== 'SUPPORT') {
    const who = kind === 'API_KEY' ? 'this API key' : 'your role';
    return `This needs the scope ${scope}, which ${who} does not have. Ask an admin for it.`;
  }
  if (organizationId !== null) return BEYOND_SUPPORT;
  return 'No organization lets you in just now. Request access, or open an organization that granted it.';
}
