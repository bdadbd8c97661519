/** What every connector offers to the features above it: a definition, the check of its details, a connection test. */

import type { PackageType, UserError } from '@backline/shared';
import type { Diagnosis, Evidence } from '../lib/diagnosis.ts';

/** One card in the Integration Hub. */
export interface ConnectorDefinition {
  /** Stable id, upper snake case. */
  id: string;
  name: string;
  description: string;
  packageTypes: readonly PackageType[];
}

export const CHECK_CODES = [
  'DETAILS',
  'PLATFORM_IDENTITY',
  'ASSUME_ROLE',
  'EXTERNAL_ID_ENFORCED',
  'AUTHORIZATION_TOKEN',
  'REPOSITORY_ENDPOINT',
  'REPOSITORY_READ',
  'PACKAGE_NAME',
  'PACKAGE_LOOKUP',
  'PACKAGE_VERSION',
  'CONTROL_REQUEST',
  'PUBLIC_PACKAGE',
  'OTHER_SPELLING',
  'OTHER_PACKAGE_TYPE',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export const CHECK_STATUSES = ['PASSED', 'WARNING', 'FAILED', 'SKIPPED'] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** A step that a test will take; known before it starts. */
export interface PlannedCheck {
  code: CheckCode;
  label: string;
  /** `<domain>-<owner>` and Region, for a check of one domain or of a repository in it. */
  domain: string | null;
  repositoryUrl: string | null;
}

/** One finished step of a connection test. */
export interface Check extends PlannedCheck {
  status: CheckStatus;
  durationMs: number;
  evidence: Evidence | null;
  diagnosis: Diagnosis | null;
}

/** All steps of one connection test together. */
export interface ConnectionReport {
  status: CheckStatus;
  startedAt: Date;
  durationMs: number;
  checks: Check[];
}

export interface ConnectionTestOptions {
  /** Ends the test early; what did not run is SKIPPED. */
  signal?: AbortSignal;
  onPlan?: (planned: PlannedCheck[]) => void;
  onCheck?: (check: Check) => void;
  /** The same details passed an earlier test, so a failure comes from a change and not from a typing error. */
  workedBefore?: boolean;
}

/** The code that knows one vendor. `Details` are what a customer enters for it. */
export interface Connector<Details> {
  readonly definition: ConnectorDefinition;
  /** Offline: everything that can be said about the details before any call. Errors forbid saving, warnings do not. */
  checkDetails(details: Details): { errors: UserError[]; warnings: UserError[] };
  /** Runs the whole chain and changes nothing; never rejects for what the other side does; ends within 30 s. */
  test(organizationId: string, details: Details, options?: ConnectionTestOptions): Promise<ConnectionReport>;
  /** Drops every credential held in memory for this organization; called when an integration changes or goes. */
  forget(organizationId: string): void;
}

/** A short-lived way into a repository, held in memory only. The package type decides how the secret is sent. */
export interface Access {
  url: string;
  userName: string;
  secret: string;
  expiresAt: Date;
}

/** What came of a request to a repository that gave no usable answer, in words that every package type shares. */
export interface ReadFailure {
  reason:
    | 'unauthorized'
    | 'forbidden'
    | 'not-found'
    | 'no-repository'
    | 'gone'
    | 'rate-limited'
    | 'service-fault'
    | 'unexpected-status'
    | 'unexpected-content'
    | 'redirected'
    | 'too-large'
    | 'timeout'
    | 'unreachable'
    | 'tls'
    | 'interrupted'
    | 'stopped';
  message: string;
  httpStatus: number | null;
  awsRequestId: string | null;
  /** The network's own code where no answer came. */
  errorCode?: string | null;
}

/** Why a repository could not be used, and what was answered. */
export interface Explained {
  diagnosis: Diagnosis;
  evidence: Evidence;
}
