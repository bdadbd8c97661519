/** The HTTP app: GraphQL, the event stream, sign-in, the SPA's files, health. */

import { randomUUID } from 'node:crypto';
import { fastifyStatic } from '@fastify/static';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { AuthenticationService } from '../features/identity/index.ts';
import type { GraphqlContext, Services } from '../graphql/context.ts';
import type { Logger } from '../lib/log.ts';
import { answerError } from './answer-error.ts';
import { readCredentials, type SessionCookie } from './credentials.ts';
import { readBodies } from './request-body.ts';
import { securityHeaders } from './security-headers.ts';

/** Bytes of any request body, decompressed, but the one of analyzeProject. */
export const MAX_BODY_BYTES = 1_048_576;
/** 20 MB of files as JSON: its escapes make lockfiles longer by a sixth, and XML by a third where "<" is escaped too. */
export const MAX_LARGE_BODY_BYTES = 32 * 2 ** 20;
const REQUEST_TIMEOUT_MS = 15_000;
/** Enough for the largest body at half a megabit per second. */
const LARGE_REQUEST_TIMEOUT_MS = 600_000;

export interface AppOptions {
  logger: Logger;
  services: Services;
  authentication: AuthenticationService;
  cookie: SessionCookie;
  /** The address people open; with https, browsers are told to stay with it. */
  publicUrl: string;
  /** Addresses of proxies whose X-Forwarded-For is believed; empty for none. */
  trustedProxies: string[];
  /** Folder of the built SPA. */
  webFolder: string;
  /** Whether the database answers; false makes the server not ready. */
  isReady: () => Promise<boolean>;
}

export type ContextOf = (request: FastifyRequest) => Promise<GraphqlContext>;

/** An app without GraphQL and sign-in, which the composition root adds; and who asks, for each request. */
export async function createApp(options: AppOptions): Promise<{ app: FastifyInstance; contextOf: ContextOf }> {
  const loggerInstance: FastifyBaseLogger = options.logger;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: MAX_BODY_BYTES,
    // Node has one for all requests; readBodies ends the others sooner.
    requestTimeout: LARGE_REQUEST_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    return503OnClosing: true,
    trustProxy: options.trustedProxies.length > 0 ? options.trustedProxies : false,
  });
  app.server.headersTimeout = REQUEST_TIMEOUT_MS;
  const headers = securityHeaders(options.publicUrl);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, 'x-request-id': request.id });
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? 'unknown';
    request.log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
  });
  app.setErrorHandler(answerError);
  readBodies(app, {
    small: { bytes: MAX_BODY_BYTES, ms: REQUEST_TIMEOUT_MS },
    large: { bytes: MAX_LARGE_BODY_BYTES, ms: LARGE_REQUEST_TIMEOUT_MS },
  });
  health(app, options.isReady);
  await spa(app, options.webFolder);
  return { app, contextOf: (request) => contextOf(request, options) };
}

async function contextOf(
  request: FastifyRequest,
  { authentication, cookie, services }: AppOptions,
): Promise<GraphqlContext> {
  const identity = await authentication.authenticate(readCredentials(request, cookie));
  return { ...identity, requestId: request.id, ip: request.ip, services };
}

function health(app: FastifyInstance, isReady: () => Promise<boolean>): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const ready = await isReady().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
}

/** Any address that is not a file is the SPA's own; its files carry a hash in their name and never change. */
async function spa(app: FastifyInstance, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    cacheControl: false,
    setHeaders: (response, path) => {
      const isHashed = path.includes('/assets/');
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
    if (wantsPage) return reply.sendFile('index.html');
    const message = `There is nothing at ${request.method} ${request.url.split('?')[0]}.`;
    return reply.code(404).send({ errors: [{ message, extensions: { code: 'NOT_FOUND', requestId: request.id } }] });
  });
}
