/** What the benchmark and its stub registry say to each other. */

export interface StubBehaviour {
  /** Before each answer. */
  delayMs: number;
  /** What goes beyond gets 429. Null answers all. */
  quota: { requestsPerSecond: number; burst: number } | null;
}

export const PROMPT: StubBehaviour = { delayMs: 0, quota: null };

/** Sent by the benchmark: how to behave from now on. The counts begin anew, and the last ones are the reply. */
export type StubOrder = StubBehaviour;

export interface StubCounts {
  requests: number;
  notModified: number;
  refused: number;
  /** Of those, the ones that came more than a second after the first request. */
  refusedLater: number;
  /** From the first request to the last answer. */
  milliseconds: number;
}

/** Sent once by the stub, when it listens. */
export interface StubAddresses {
  /** `https://localhost:<port>` without a slash: what peers are given. */
  origin: string;
  /** A CONNECT proxy that leads to the stub whatever host is asked for. */
  proxyUrl: string;
}
