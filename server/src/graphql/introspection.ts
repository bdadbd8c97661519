import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, Kind, visit, type DocumentNode } from 'graphql';
import type { GraphqlContext } from './context.ts';

const META_FIELDS = ['__schema', '__type'];

/**
 * The schema is told to whoever is signed in or sends a valid API key, and to nobody else. How deep an introspection may go is
 * limited for everybody by graphql's own rules.
 */
export const introspectionForActors: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, contextValue }) => {
      if (contextValue.actor !== null || !asksForSchema(document)) return;
      throw new GraphQLError('The schema is told only to who is signed in or sends a valid API key.', {
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
      });
    },
  }),
};

function asksForSchema(document: DocumentNode): boolean {
  let does = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      does ||= META_FIELDS.includes(name.value);
    },
  });
  return does;
}
