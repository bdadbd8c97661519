/** GraphQL over HTTP: Apollo Server for queries and mutations, an event stream for subscriptions, one set of limits. */

import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { errorCodes, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
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
import { introspectionForActors } from '../graphql/introspection.ts';
import { limitRules, MAX_TOKENS } from '../graphql/limits.ts';
import { InvalidInput, Unauthenticated } from '../lib/errors.ts';
import type { Logger } from '../lib/log.ts';
import { MAX_BODY_BYTES, MAX_LARGE_BODY_BYTES, type ContextOf } from './app.ts';
import { LargeBodies } from './large-bodies.ts';
import { requireLargeOperation } from './large-operation.ts';
import { requireSameOrigin } from './same-origin.ts';

/** Errors that are named where variables do not fit; each repeats a value. */
const COERCION = { maxCoercionErrors: 5 };

export interface GraphqlOptions {
  schema: GraphQLSchema;
  contextOf: ContextOf;
  logger: Logger;
  publicUrl: string;
  /** What to put over an answer before it leaves; null for most who ask. */
  maskerFor: (context: GraphqlContext) => Promise<(<T>(answer: T) => T) | null>;
}

/** Errors repeat the request's id, so that whoever reads one can name the request. Also those that Apollo makes ahead of any operation. */
async function repeatRequestId(request: FastifyRequest, _reply: FastifyReply, payload: unknown): Promise<unknown> {
  // Apollo writes errors first, and only where there are some.
  if (typeof payload !== 'string' || !payload.startsWith('{"errors":')) return payload;
  const answer = JSON.parse(payload) as { errors: GraphQLFormattedError[] };
  return JSON.stringify({ ...answer, errors: answer.errors.map((error) => withRequestId(error, request.id)) });
}

/** Adds POST and GET /graphql and the subscriptions' POST /graphql/stream. */
export async function addGraphql(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const { schema, contextOf, logger, publicUrl, maskerFor } = options;
  const server = new ApolloServer<GraphqlContext>({
    schema,
    validationRules: limitRules,
    // Not for everybody: see introspectionForActors.
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationOptions: { maxErrors: 5 },
    executionOptions: COERCION,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false, // main.ts decides the order; Apollo would end the process in the middle of it
    logger,
    formatError: (formatted, thrown) => formatError(logger, formatted, thrown),
    plugins: [
      introspectionForActors,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(app),
      maskAnswers(maskerFor),
    ],
  });
  await server.start();
  const guard = async (request: FastifyRequest, reply: FastifyReply) => {
    // Answers may hold what is shown once.
    reply.header('cache-control', 'no-store');
    // A browser sends its cookie along for any page that asks.
    requireSameOrigin(request, publicUrl);
    requireJson(request);
  };
  const largeBodies = new LargeBodies();
  const handler = fastifyApolloHandler(server, { context: async (request) => contextOf(request) });
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    bodyLimit: MAX_LARGE_BODY_BYTES,
    config: {
      admitLargeBody: async (request, reply) => {
        const { actor } = await contextOf(request);
        if (!actor) throw new Unauthenticated('Nobody is signed in. Sign in, or send an API key that is valid.');
        await largeBodies.admit(request, reply, actor);
      },
    },
    onRequest: guard,
    preHandler: async (request) => requireLargeOperation(request, MAX_BODY_BYTES),
    onSend: repeatRequestId,
    handler(request, reply) {
      return largeBodies.during(request, async () => handler.call(this, request, reply));
    },
  });
  addStream(app, options, guard);
}

/** The last thing before an answer leaves, so that no field can be forgotten. */
function maskAnswers(maskerFor: GraphqlOptions['maskerFor']): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ contextValue, response }) => {
        const mask = await maskerFor(contextValue);
        if (mask && response.body.kind === 'single') response.body.singleResult = mask(response.body.singleResult);
      },
    }),
  };
}

/** Apollo's rules do not reach this way in, so document limits and error forms are applied here as well. */
function addStream(
  app: FastifyInstance,
  { schema, contextOf, logger }: GraphqlOptions,
  guard: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
): void {
  const handler = createHandler<GraphqlContext & Record<PropertyKey, unknown>>({
    schema,
    // Every subscription is a request of its own; nothing is kept between them.
    authenticate: () => null,
    onSubscribe: async (request, { query, variables, operationName }) => {
      const readable = readDocument(schema, query, operationName ?? undefined);
      if ('errors' in readable) return refuse(formatErrors(readable.errors, request.raw.id));
      const contextValue = { ...(await contextOf(request.raw)) };
      const { document } = readable;
      const args = { schema, document, operationName, variableValues: variables, contextValue, options: COERCION };
      return args as typeof args & { operationName: string };
    },
    onNext: (_context, request, result) => {
      if (!result.errors) return undefined;
      return { ...result, errors: formatErrors(result.errors, request.raw.id) as never };
    },
  });
  const formatErrors = (errors: readonly GraphQLError[], requestId: string) =>
    errors
      // What has no path came before any resolver: variables of another type.
      .map((error) => (error.path ? error : requestError(error.message)))
      .map((error) => withRequestId(formatError(logger, error.toJSON(), error), requestId));
  app.post('/graphql/stream', { onRequest: guard }, async (request, reply) => {
    requireOperation(request.body);
    // The library leaves callers that accept anything without an answer; there is only one thing to be had here.
    request.headers.accept = 'text/event-stream';
    try {
      await handler(request, reply);
    } catch (error) {
      if (!reply.raw.headersSent) throw error;
      logger.error({ err: error }, 'A subscription failed for a reason of our own');
      reply.raw.destroy();
    }
  });
}

/** Throws with HTTP 415 for a body of another type, also for types that Fastify reads and that forms of other sites can send. */
function requireJson({ method, headers }: FastifyRequest): void {
  const type = headers['content-type'] ?? '';
  if (method === 'POST' && !/^application\/json *(?:; *charset="?utf-8"? *)?$/i.test(type)) {
    throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type);
  }
}

/** Throws InvalidInput for a body that is no single operation; the library would wait for another body, or throw. */
function requireOperation(body: unknown): void {
  const { query, variables, operationName } = (body ?? {}) as Record<string, unknown>;
  const isOperation =
    typeof query === 'string' &&
    (operationName === undefined || operationName === null || typeof operationName === 'string') &&
    (variables === undefined || (typeof variables === 'object' && !Array.isArray(variables)));
  if (isOperation) return;
  throw new InvalidInput(
    'The body must be a JSON object with a subscription as "query", and "variables" as an object.',
  );
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
