/** People and further organizations, made through the API as a browser makes them. */

import type { Scope } from '../../server/src/lib/context.ts';
import { answerOf } from './code-artifact.ts';
import type { GraphqlReply, Product } from './product.ts';

/** A product as far as people reach it, whichever of its servers answers. */
export type Reachable = Pick<Product, 'address' | 'admin' | 'graphql'>;

export interface Asker {
  graphql(query: string, variables?: Readonly<Record<string, unknown>>): Promise<GraphqlReply>;
}

export interface Session extends Asker {
  /** The header's value. */
  readonly cookie: string;
}

export const CREATE_KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  secret apiKey { id prefix scopes expiresAt } userErrors { field code message suggestion } } }`;

/** Signs a person in; without one, the owner of the first organization. */
export async function signIn(product: Reachable, person: Product['admin'] = product.admin): Promise<Session> {
  return startSession(product, '/auth/sign-in', person);
}

/** Invites somebody into the organization that asks, and joins as that person. */
export async function joinAs(product: Product, role: 'ADMIN' | 'VIEWER', email: string): Promise<Session> {
  const mutation = 'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { link userErrors { code } } }';
  const { link } = answerOf<{ link: string }>(await product.graphql(mutation, { input: { email, role } }));
  const token = link.split('#')[1];
  return startSession(product, '/auth/join', { token, name: 'Somebody', password: 'a password of some length' });
}

/** Another organization of the first owner, asked with a key of its own that has all scopes. */
export async function createOrganization(
  product: Reachable,
  name = 'Another customer',
): Promise<Asker & { id: string }> {
  const session = await signIn(product);
  const made = await session.graphql(`mutation ($name: String!) { createOrganization(name: $name) { organization { id } } }`, { name }); // prettier-ignore
  const { id } = answerOf<{ organization: { id: string } }>(made).organization;
  const switched = await session.graphql('mutation ($id: ID!) { switchOrganization(id: $id) { scopes } }', { id });
  const { scopes } = answerOf<{ scopes: Scope[] }>(switched);
  const { secret } = await createApiKey(session, scopes);
  return { id, ...withKey(product, secret) };
}

/** A key of the organization that asks. */
export async function createApiKey(
  asker: Asker,
  scopes: readonly string[],
  expiresAt: Date | null = null,
): Promise<{ id: string; secret: string }> {
  const input = { name: 'A tool', scopes, expiresAt };
  const answer = answerOf<{ secret: string | null; apiKey: { id: string } | null; userErrors: object[] }>(
    await asker.graphql(CREATE_KEY, { input }),
  );
  if (!answer.secret || !answer.apiKey) throw new Error(`No key was made: ${JSON.stringify(answer.userErrors)}`);
  return { id: answer.apiKey.id, secret: answer.secret };
}

export function withKey(product: Pick<Product, 'graphql'>, apiKey: string): Asker {
  return { graphql: (query, variables) => product.graphql(query, variables, { apiKey }) };
}

async function startSession(product: Pick<Product, 'address'>, path: string, body: object): Promise<Session> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(product.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status !== 204) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    cookie,
    async graphql(query, variables = {}) {
      const reply = await fetch(`${product.address}/graphql`, {
        method: 'POST',
        headers: { ...headers, cookie },
        body: JSON.stringify({ query, variables }),
      });
      const { data = null, errors = [] } = (await reply.json()) as Partial<GraphqlReply>;
      return { status: reply.status, data, errors };
    },
  };
}
