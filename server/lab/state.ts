import type { RecordedRequest } from './exchange.ts';
import type { PolicyDocument, Principal } from '../src/connectors/codeartifact/policy/index.ts';
import type { World } from './world.ts';

/** What one running lab knows. `world` is replaced as a whole whenever a switch is flipped. */
export interface LabState {
  world: World;
  readonly sessions: Map<string, Session>;
  readonly tokens: Map<string, BearerToken>;
  readonly requests: RecordedRequest[];
  /** Addresses that have failed once already, for the failure that goes away by itself. */
  readonly failedOnce: Set<string>;
  /** Told of every secret that is given out; the lab itself keeps only what it needs. */
  onSecret: (secret: string) => void;
}

/** A session made by AssumeRole, by its access key id. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly principal: Extract<Principal, { type: 'AssumedRole' }>;
  readonly roleId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Null where none was passed; then the role's own rights are the session's. */
  readonly policies: readonly PolicyDocument[] | null;
  readonly sourceIdentity: string | null;
}

export interface BearerToken {
  readonly session: Session;
  readonly region: string;
  readonly owner: string;
  readonly domain: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export function createState(world: World): LabState {
  return {
    world,
    sessions: new Map(),
    tokens: new Map(),
    requests: [],
    failedOnce: new Set(),
    onSecret: () => undefined,
  };
}

/** The lab's own clock, in milliseconds since 1970. */
export function labNow(state: LabState): number {
  return Date.now() + state.world.settings.clockAheadSeconds * 1000;
}
