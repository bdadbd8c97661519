import type { RefusalCode } from '../lib/errors.ts';

const STATUS: Record<RefusalCode, number> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UPSTREAM: 502,
};

/** The HTTP status of a refusal outside GraphQL. */
export function httpStatus(code: RefusalCode): number {
  return STATUS[code];
}
