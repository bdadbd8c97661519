import type { PackageType } from '@backline/shared';
import type { Diagnosis, Evidence } from '../../../lib/diagnosis.ts';

/** Worst first: what decides a check that has several restores. */
export const BUILD_CHECK_STATUSES = ['FAILED', 'REFUSED', 'PASSED'] as const;
export type BuildCheckStatus = (typeof BUILD_CHECK_STATUSES)[number];

/** What real package managers made of a project. */
export interface BuildCheck {
  /** `REFUSED` where any project was not restored and none failed. */
  status: BuildCheckStatus;
  startedAt: Date;
  durationMs: number;
  /** Why nothing was run at all; null where something was, or each restore says why it was not. */
  reason: string | null;
  restores: BuildRestore[];
  /** How the clients were kept apart from this machine and its network, and what could not be; in sentences. Empty where none ran. */
  isolation: string[];
}

/** One project of the files, restored by its own package manager. */
export interface BuildRestore {
  packageType: PackageType;
  /** Empty for the root. */
  folder: string;
  client: string;
  /** As the client says it; null where none was run. */
  clientVersion: string | null;
  status: BuildCheckStatus;
  /** Why it was refused, or which limit ended it; null otherwise. */
  reason: string | null;
  /** As somebody would type it. */
  commands: string[];
  /** Null where the client was not run, or was ended. */
  exitCode: number | null;
  durationMs: number;
  /** The end of what it printed, at most 64 KB, secrets masked. */
  output: string;
  /** What the output of a failure says. */
  diagnosis: Diagnosis | null;
  /** What a repository answered, where the diagnosis comes from that; null where it comes from the output. */
  evidence: Evidence | null;
  /** What was asked of the integration's repositories for it. */
  requestCount: number;
}
