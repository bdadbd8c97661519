import type { Service } from './hosts.ts';

/** A request as it came through the tunnel. */
export interface LabRequest {
  readonly service: Service;
  /** Where the tunnel leads, in lower case. */
  readonly tunnelHost: string;
  readonly method: string;
  /** The Host header as sent. */
  readonly host: string;
  /** Still escaped; starts with a slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface LabAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | null;
  /** Where the answer is not simply sent: never, byte by byte, far too much, or only its first half. */
  readonly manner?: 'hangs' | 'drips' | 'endless' | 'cut-short';
}

/** One request as the lab remembers it. It holds no header, no query and no body: nothing secret can be in it. */
export interface RecordedRequest {
  readonly at: string;
  readonly service: Service['kind'];
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** `sts:AssumeRole`, `codeartifact:ReadFromRepository` …; null where nothing could be made of the request. */
  readonly action: string | null;
  /** ARN of the caller; null where it did not prove who it is. */
  readonly principal: string | null;
  /** What the call asked for, e.g. `RoleArn`, `ExternalId`, `DurationSeconds`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  readonly errorCode: string | null;
}

/** What a service adds to the record of its request. */
export interface Outcome {
  readonly answer: LabAnswer;
  readonly action: string | null;
  readonly principal: string | null;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly errorCode?: string | null;
}
