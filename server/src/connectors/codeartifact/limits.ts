/** How long each part of a connection may take, in milliseconds. */
export interface TimeLimits {
  /** TCP, TLS and proxy together, of one attempt. */
  connectMs: number;
  /** One attempt of an AWS call. */
  requestMs: number;
  /** Every attempt of one AWS call; the SDK's own timers do not end an answer that drips. */
  callMs: number;
  /** One request to a repository. */
  readMs: number;
  /** A whole connection test. Steps under way end with it, so the test is over within 30 s whatever the other side does. */
  testMs: number;
}

export const TIME_LIMITS: TimeLimits = {
  connectMs: 3_000,
  requestMs: 5_000,
  callMs: 8_000,
  readMs: 8_000,
  testMs: 26_000,
};
