/** The Apollo client, and what becomes of a refused request. */

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { relayStylePagination } from '@apollo/client/utilities';

/** Calls `onSignedOut` whenever the server says that nobody is signed in. */
export function createClient(onSignedOut: () => void): ApolloClient {
  const errors = new ErrorLink(({ error }) => {
    if (isSignedOut(error)) onSignedOut();
  });
  return new ApolloClient({
    link: ApolloLink.from([errors, new HttpLink({ uri: '/graphql', credentials: 'same-origin' })]),
    cache: new InMemoryCache({
      typePolicies: {
        Query: {
          fields: {
            integrations: relayStylePagination(),
            supportGrants: relayStylePagination(),
            projects: relayStylePagination(['integrationId']),
          },
        },
        CodeArtifactIntegration: { fields: { reports: relayStylePagination() } },
        Project: { fields: { analyses: relayStylePagination() } },
        // Their ids are those of one analysis, so another one has the same.
        Dependency: { keyFields: false },
        Finding: { keyFields: false },
        Proposal: { keyFields: false },
        // One per request, without an identity of its own.
        Viewer: { merge: true, keyFields: [] },
      },
    }),
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } },
  });
}

/** The refusal's code in the API (`CONFLICT`, `NOT_FOUND` ...), or null where the error is none. */
export function refusalCode(error: unknown): string | null {
  if (!CombinedGraphQLErrors.is(error)) return null;
  const code = error.errors[0]?.extensions?.['code'];
  return typeof code === 'string' ? code : null;
}

/** What to tell a person about an error: a title, what to do, and the id to quote to the operator where there is one. */
export function describeError(error: unknown): { title: string; text: string; reference: string | null } {
  if (CombinedGraphQLErrors.is(error)) {
    const first = error.errors[0];
    const reference = first?.extensions?.['errorId'] ?? first?.extensions?.['requestId'];
    return {
      title: titles[refusalCode(error) ?? ''] ?? 'The server could not answer',
      text: first?.message ?? 'The answer carried no reason.',
      reference: typeof reference === 'string' ? reference : null,
    };
  }
  if (ServerError.is(error)) {
    return {
      title: 'The server could not answer',
      text: `It replied with HTTP ${error.statusCode}. Try again; if it stays, look at the server's log.`,
      reference: null,
    };
  }
  return {
    title: 'The server was not reached',
    text: 'The request got no answer. Check the network connection and that the server runs, then try again.',
    reference: null,
  };
}

const titles: Record<string, string> = {
  NOT_FOUND: 'Not found',
  FORBIDDEN: 'Not allowed',
  CONFLICT: 'Changed by someone else',
  INVALID_INPUT: 'The input was not accepted',
  RATE_LIMITED: 'Too many requests',
  UPSTREAM: 'Another system refused',
};

function isSignedOut(error: unknown): boolean {
  return refusalCode(error) === 'UNAUTHENTICATED' || (ServerError.is(error) && error.statusCode === 401);
}
