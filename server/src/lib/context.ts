/** Who is asking. Made once per request by `http/`, passed to every service. */

/** What an actor may be allowed to do. The list is the API's vocabulary for scopes. */
export const SCOPES = [
  'integrations:read',
  'integrations:write',
  'packages:read',
  'credentials:issue',
  'diagnostics:run',
  'projects:read',
  'projects:write',
  'members:read',
  'members:write',
  'api-keys:read',
  'api-keys:write',
  'audit:read',
  'support:read',
  'support:write',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface Actor {
  kind: 'MEMBER' | 'API_KEY' | 'SUPPORT';
  /** Id of the member or the API key; of the person for support, who are no members. */
  id: string;
  /** The person's email address or the key's name, as the audit log shows it. */
  name: string;
  /** Set for people, never for API keys. */
  personId: string | null;
  /** Null for support people whom no organization lets in just now. */
  organizationId: string | null;
  scopes: ReadonlySet<Scope>;
}

/** Somebody who acts in an organization. */
export type OrganizationActor = Actor & { organizationId: string };

export interface RequestContext {
  /** Null where nobody is signed in. */
  actor: Actor | null;
  /** The browser session that the request came with; null for API keys and where nobody is signed in. */
  sessionId: string | null;
  /** Sent back as the header x-request-id and kept in audit events. */
  requestId: string;
  /** Address of the caller as the server sees it. */
  ip: string;
}
