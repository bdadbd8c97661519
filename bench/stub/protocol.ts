/** What the benchmark and its stub registry say to each other. */

/** As npm's audit endpoint takes them, by package. */
export type StubAdvisories = Record<string, unknown[]>;

export interface StubBehaviour {
  /** Before each answer. */
  delayMs: number;
  /** What goes beyond gets 429. Null answers all. */
  quota: { requestsPerSecond: number; burst: number } | null;
  /** What the audit endpoint knows, whatever it is asked for. */
  advisories?: StubAdvisories;
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
  /** Calls to the stand-in for AWS; `requests` does not have them. */
  roleCalls: number;
  tokenCalls: number;
}

/** Sent once by the stub, when it listens. */
export interface StubAddresses {
  /** `https://localhost:<port>` without a slash: what peers are given. */
  origin: string;
  /** A CONNECT proxy that leads to the stub whatever host is asked for. */
  proxyUrl: string;
  /** Stands in for STS and the CodeArtifact API. */
  awsUrl: string;
}
