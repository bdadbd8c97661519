/** What support and admins do about access, through the API, and how time passes for a grant. */

import { answerOf, type UserErrorAnswer } from './code-artifact.ts';
import { runStatement } from './database.ts';
import { signIn, type Asker, type Session } from './organization.ts';
import type { GraphqlReply, Product } from './product.ts';

export const REQUEST = `mutation ($input: RequestSupportAccessInput!) { requestSupportAccess(input: $input) {
  request { id organizationId reason minutes status } userErrors { field code message } } }`;
export const GRANT = `mutation ($input: GrantSupportAccessInput!) { grantSupportAccess(input: $input) {
  grant { id grantedTo reason grantedAt expiresAt status } userErrors { field code message } } }`;
export const REVOKE = 'mutation ($id: ID!) { revokeSupportGrant(id: $id) { grant { id status } } }';
export const REFUSE = 'mutation ($id: ID!) { refuseSupportRequest(id: $id) { refusedId } }';
export const OPEN = 'mutation ($id: ID!) { switchOrganization(id: $id) { organization { id } scopes } }';
export const ACCESS = `{ supportAccess { requests { id organizationId status } organizations { id name until } } }`;
export const PENDING = '{ supportRequests { id requestedBy reason minutes } }';

export interface GrantPayload {
  grant: {
    id: string;
    grantedTo: string;
    reason: string;
    grantedAt: string;
    expiresAt: string;
    status: string;
  } | null;
  userErrors: UserErrorAnswer[];
}

/** The support person's browser. */
export function signInSupport(product: Product): Promise<Session> {
  return signIn(product, product.support);
}

export async function organizationIdOf(asker: Asker): Promise<string> {
  const viewer = answerOf<{ organization: { id: string } }>(await asker.graphql('{ viewer { organization { id } } }'));
  return viewer.organization.id;
}

/** An admin lets all of support in; the id of the grant. */
export async function grantAccess(admin: Asker, minutes = 30): Promise<string> {
  const input = { reason: 'Case 4711', minutes };
  const { grant, userErrors } = answerOf<GrantPayload>(await admin.graphql(GRANT, { input }));
  if (!grant) throw new Error(`Nothing was granted: ${JSON.stringify(userErrors)}`);
  return grant.id;
}

/** Lets all grants run out, as if they had been made 61 minutes earlier. */
export async function letGrantsRunOut(product: Product): Promise<void> {
  await runStatement(
    product,
    `UPDATE support_grant SET granted_at = granted_at - interval '61 minutes', expires_at = expires_at - interval '61 minutes'`,
  );
}

/** An event of the audit log. */
export interface AuditAnswer {
  at: string;
  actor: string;
  actorKind: string;
  action: string;
  subject: string | null;
  detail: string | null;
  ip: string | null;
}

/** The latest events of one action, newest first, as a key with all scopes sees them. */
export async function eventsOf(product: Product, action: string): Promise<AuditAnswer[]> {
  const { edges } = answerOf<{ edges: { node: AuditAnswer }[] }>(
    await product.graphql(
      'query ($action: String!) { auditEvents(first: 100, action: $action) { edges { node { at actor actorKind action subject detail ip } } } }',
      { action },
    ),
  );
  return edges.map(({ node }) => node);
}

/** A reply without what differs between any two. */
export function essence(reply: GraphqlReply | undefined): string {
  const errors = reply?.errors.map(({ message, extensions }) => [message, extensions?.['code']]);
  return JSON.stringify([reply?.data && Object.values(reply.data), errors]);
}
