import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../lib/errors.ts';
import { httpStatus } from './status.ts';

/** In the form of GraphQL's errors, which is what a client of /graphql reads. */
export function answerError(
  error: FastifyError | AppError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refuse = (status: number, code: string, message: string, more: object = {}) =>
    reply.code(status).send({ errors: [{ message, extensions: { code, ...more, requestId: request.id } }] });
  if (error instanceof AppError) {
    const { code, message, retryAfterSeconds } = error;
    if (retryAfterSeconds === undefined) return refuse(httpStatus(code), code, message);
    reply.header('retry-after', retryAfterSeconds);
    return refuse(httpStatus(code), code, message, { retryAfterSeconds });
  }
  // What Fastify itself refuses: no JSON, too long, another content type.
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return refuse(error.statusCode, 'INVALID_INPUT', error.message);
  }
  request.log.error({ err: error }, 'A request failed for a reason of our own');
  return refuse(500, 'INTERNAL', 'Something went wrong on our side. Try again in a minute.');
}
