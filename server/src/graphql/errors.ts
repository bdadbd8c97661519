/** How an error leaves: a refusal keeps its code and words, anything else becomes INTERNAL with an id that the log repeats. */

import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AppError } from '../lib/errors.ts';
import type { Logger } from '../lib/log.ts';
import { redact } from '../lib/redact.ts';

/** Codes of Apollo's own refusals of a request, all of which are the caller's to mend. */
const REQUEST_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** What the library adds to an unknown name; it would tell the schema name by name. */
const HINT = / ?Did you mean .+\?$/;

/** Characters of the library's own messages: where a variable does not fit, they repeat it, and it may be a whole file. */
const LONGEST_REQUEST_ERROR = 1_000;

/** `thrown` is what the resolver or the library threw; `formatted` is what would leave without us. */
export function formatError(logger: Logger, formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const error = unwrapResolverError(thrown);
  const { path, locations } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (error instanceof AppError) {
    const { code, retryAfterSeconds } = error;
    const extensions = { code, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
    return { message: redact(error.message), ...place, extensions };
  }
  const code = formatted.extensions?.code;
  const isRequestError = typeof code === 'string' && REQUEST_CODES.has(code);
  if (isRequestError || (error instanceof GraphQLError && !error.originalError && code !== 'INTERNAL_SERVER_ERROR')) {
    const message = redact(formatted.message.replace(HINT, '').slice(0, LONGEST_REQUEST_ERROR));
    return { message, ...place, extensions: { code: 'INVALID_INPUT', reason: code } };
  }
  const errorId = randomUUID();
  logger.error({ err: error, errorId }, 'A request failed for a reason of our own');
  const message = `Something went wrong on our side. Support finds it by the id ${errorId}.`;
  return { message, ...place, extensions: { code: 'INTERNAL', errorId } };
}
