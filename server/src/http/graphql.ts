/** GraphQL over HTTP: Apollo Server for queries and mutations, an event stream for subscriptions, one set of limits. */

import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Response } from 'graphql-sse';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import type { GraphqlContext } from '../graphql/context.ts';
import { formatError } from '../graphql/errors.ts';
import { limitRules, MAX_TOKENS } from '../graphql/limits.ts';
import type { Logger } from '../lib/log.ts';
import type { ContextOf } from './app.ts';
import { requireSameOrigin } from './same-origin.ts';

export interface GraphqlOptions {
  schema: GraphQLSchema;
  contextOf: ContextOf;
  logger: Logger;
  publicUrl: string;
}

/** Errors repeat the request's id, so that whoever reads one can name the request. */
const repeatRequestId: ApolloServerPlugin<GraphqlContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return;
        const { errors } = response.body.singleResult;
        if (!errors) return;
        response.body.singleResult.errors = errors.map((error) => withRequestId(error, contextValue.requestId));
      },
    };
  },
};

/** Adds POST and GET /graphql and the subscriptions' POST /graphql/stream. */
export async function addGraphql(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const { schema, contextOf, logger, publicUrl } = options;
  const server = new ApolloServer<GraphqlContext>({
    schema,
    validationRules: limitRules,
    introspection: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationOptions: { maxErrors: 5 },
    executionOptions: { maxCoercionErrors: 5 },
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false, // main.ts decides the order; Apollo would end the process in the middle of it
    logger,
    formatError: (formatted, thrown) => formatError(logger, formatted, thrown),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      repeatRequestId,
      fastifyApolloDrainPlugin(app),
    ],
  });
  await server.start();
  const handler = fastifyApolloHandler(server, { context: async (request) => contextOf(request) });
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    // A browser sends its cookie along for any page that asks.
    preHandler: async (request) => requireSameOrigin(request, publicUrl),
    handler,
  });
  addStream(app, options);
}

/** Apollo's rules do not reach this way in, so document limits and error forms are applied here as well. */
function addStream(app: FastifyInstance, { schema, contextOf, logger, publicUrl }: GraphqlOptions): void {
  const handler = createHandler<GraphqlContext & Record<PropertyKey, unknown>>({
    schema,
    // Every subscription is a request of its own; nothing is kept between them.
    authenticate: () => null,
    onSubscribe: async (request, { query, variables, operationName }) => {
      const readable = readDocument(schema, query, operationName ?? undefined);
      if ('errors' in readable)
        return refuse(readable.errors.map((error) => formatError(logger, error.toJSON(), error)));
      const contextValue = { ...(await contextOf(request.raw)) };
      const args = { schema, document: readable.document, operationName, variableValues: variables, contextValue };
      return args as typeof args & { operationName: string };
    },
    onNext: (_context, request, result) => {
      if (!result.errors) return undefined;
      const errors = result.errors.map((error) => formatError(logger, error.toJSON(), error));
      return { ...result, errors: errors.map((error) => withRequestId(error, request.raw.id)) as never };
    },
  });
  app.post('/graphql/stream', async (request, reply) => {
    requireSameOrigin(request, publicUrl);
    try {
      await handler(request, reply);
    } catch (error) {
      logger.error({ err: error }, 'A subscription failed for a reason of our own');
      reply.raw.destroy();
    }
  });
}

/** The document within its limits, and only a subscription: everything else belongs to /graphql. */
function readDocument(
  schema: GraphQLSchema,
  query: string,
  operationName: string | undefined,
): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION) {
      return { errors: [requestError('Only subscriptions are served here; send queries and mutations to /graphql.')] };
    }
    const errors = validate(schema, document, [...specifiedRules, ...limitRules], { maxErrors: 5 });
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    return { errors: [error instanceof GraphQLError ? error : requestError('The document cannot be read.')] };
  }
}

function requestError(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

function refuse(errors: GraphQLFormattedError[]): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return [JSON.stringify({ errors }), { status: 400, statusText: 'Bad Request', headers }];
}

function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, requestId } };
}
