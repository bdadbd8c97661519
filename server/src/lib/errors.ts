/** The closed list of refusals. What the screen shows as an answer is data; what it shows as a refusal is one of these. */

export type RefusalCode =
  'INVALID_INPUT' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'UPSTREAM' | 'RATE_LIMITED';

/** One base for every refusal: a stable code and a message that is safe to show. Anything else that is thrown is a bug. */
export abstract class AppError extends Error {
  abstract readonly code: RefusalCode;
  /** Seconds after which a retry makes sense, where that is known. */
  readonly retryAfterSeconds?: number;
}

/** What was sent cannot be used; the person who sent it can mend it. */
export class InvalidInput extends AppError {
  readonly code = 'INVALID_INPUT';
}

/** Nobody is signed in, or the API key is unknown, expired or revoked. */
export class Unauthenticated extends AppError {
  readonly code = 'UNAUTHENTICATED';
}

/** Somebody is signed in but may not do this. */
export class Forbidden extends AppError {
  readonly code = 'FORBIDDEN';
}

/** No such row in this organization; the answer is the same where another organization has one. */
export class NotFound extends AppError {
  readonly code = 'NOT_FOUND';
}

/** The row changed since it was read; reloading mends it. */
export class Conflict extends AppError {
  readonly code = 'CONFLICT';
}

/** Another system refused or failed. */
export class Upstream extends AppError {
  readonly code = 'UPSTREAM';
}

/** Too many attempts; wait `retryAfterSeconds`. */
export class RateLimited extends AppError {
  readonly code = 'RATE_LIMITED';
  constructor(
    message: string,
    override readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}
