/** Sign-in, sign-out and invitations: plain JSON over HTTP, because a session's cookie is no business of GraphQL. */

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { emailField, type AuthenticationService, type SignInService } from '../features/identity/index.ts';
import type { AuditOrigin } from '../lib/audit.ts';
import { AppError, InvalidInput } from '../lib/errors.ts';
import { readCredentials, type SessionCookie } from './credentials.ts';
import { requireSameOrigin } from './same-origin.ts';
import { httpStatus } from './status.ts';

const MAX_BODY_BYTES = 8 * 1024;
const MAX_TEXT = 1_000;

const signInBody = z.strictObject({ email: emailField, password: text('password') });
const joinBody = z.strictObject({ token: text('token'), name: text('name').default(''), password: text('password') });
const invitationBody = z.strictObject({ token: text('token') });

export interface SignInRoutesOptions {
  signIn: SignInService;
  authentication: AuthenticationService;
  cookie: SessionCookie;
  /** The address people open, without a slash at its end. */
  publicUrl: string;
}

/** A Fastify plugin; nothing it sets up reaches the routes outside it. Errors are `{ code, message, retryAfterSeconds? }`. */
export async function signInRoutes(app: FastifyInstance, options: SignInRoutesOptions): Promise<void> {
  const { signIn, authentication, cookie, publicUrl } = options;
  // Fastify reads text/plain as well, which a form of another site can send without asking.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(answerError);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    requireSameOrigin(request, publicUrl);
  });
  const route = { bodyLimit: MAX_BODY_BYTES };

  app.post('/auth/sign-in', route, async (request, reply) => {
    const { email, password } = read(signInBody, request);
    const token = await signIn.signIn(email, password, originOf(request));
    await endSession(request);
    return answerWithSession(reply, token);
  });

  app.post('/auth/join', route, async (request, reply) => {
    const token = await signIn.join(read(joinBody, request), originOf(request));
    await endSession(request);
    return answerWithSession(reply, token);
  });

  // The token comes in the body, not in the address: addresses end up in logs.
  app.post('/auth/invitation', route, async (request) => signIn.previewInvitation(read(invitationBody, request).token));

  app.post('/auth/sign-out', route, async (request, reply) => {
    await endSession(request);
    return reply.header('set-cookie', cookie.clear()).code(204).send();
  });

  async function endSession(request: FastifyRequest): Promise<void> {
    const identity = await authentication.authenticate(readCredentials(request, cookie));
    await signIn.signOut({ ...identity, ...originOf(request) });
  }

  function answerWithSession(reply: FastifyReply, token: string): FastifyReply {
    return reply.header('set-cookie', cookie.issue(token)).code(204).send();
  }
}

function text(field: string) {
  return z.string(`The ${field} is missing.`).max(MAX_TEXT, `The ${field} is longer than ${MAX_TEXT} characters.`);
}

function read<T>(rule: z.ZodType<T>, { body }: FastifyRequest): T {
  if (typeof body !== 'object' || body === null) throw new InvalidInput('The body must be a JSON object.');
  const result = rule.safeParse(body);
  if (result.success) return result.data;
  throw new InvalidInput(result.error.issues[0]?.message ?? 'The body cannot be used.');
}

function originOf(request: FastifyRequest): AuditOrigin {
  return { requestId: request.id, ip: request.ip };
}

function answerError(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof AppError) {
    const { code, message, retryAfterSeconds } = error;
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
    return reply.code(httpStatus(code)).send({ code, message, retryAfterSeconds });
  }
  // What Fastify itself refuses: no JSON, too long, another content type.
  if (error.statusCode !== undefined && error.statusCode < 500) {
    const message =
      error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' ? 'The body must be sent as application/json.' : error.message;
    return reply.code(error.statusCode).send({ code: 'INVALID_INPUT', message });
  }
  request.log.error({ err: error }, 'Signing in failed for a reason of our own');
  return reply
    .code(500)
    .send({ code: 'INTERNAL', message: 'Something went wrong on our side. Try again in a minute.' });
}
