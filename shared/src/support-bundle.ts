/**
 * The support bundle: what support needs to know of one integration, in one JSON file that holds no secret. The server
 * writes it, the console reads it. New members may come at any time, so readers ignore what they do not know; what would
 * mislead such a reader raises the version.
 */

import type { PackageType } from './package-types/index.ts';

export const SUPPORT_BUNDLE_FORMAT = 'backline-support-bundle';
/** Grows where a reader of the version before would misread a bundle; new members alone leave it. */
export const SUPPORT_BUNDLE_VERSION = 1;

export const BUNDLE_CHECK_STATUSES = ['PASSED', 'WARNING', 'FAILED', 'SKIPPED'] as const;
export type BundleCheckStatus = (typeof BUNDLE_CHECK_STATUSES)[number];

/** Times are ISO 8601 in UTC. */
export interface SupportBundle {
  format: typeof SUPPORT_BUNDLE_FORMAT;
  formatVersion: number;
  exportedAt: string;
  exportedBy: string;
  versions: { product: string; schema: string; database: string; node: string };
  environment: BundleEnvironment;
  organization: { id: string; name: string };
  integration: BundleIntegration;
  /** Null where the integration never was otherwise, and while its details are untested. */
  statusChange: BundleStatusChange | null;
  /** Newest first. */
  reports: BundleReport[];
  /** What people changed at the integration, newest first. */
  changes: BundleChange[];
}

export interface BundleEnvironment {
  operatingSystem: string;
  region: string;
  platformRoleArn: string;
  hasOwnStsEndpoint: boolean;
  hasOwnCodeArtifactEndpoint: boolean;
  hasProxy: boolean;
  hasExtraCertificateAuthorities: boolean;
}

export interface BundleIntegration {
  id: string;
  name: string;
  status: 'UNTESTED' | 'CONNECTED' | 'DEGRADED' | 'FAILING' | 'INSECURE';
  statusSince: string;
  accountId: string;
  /** Masked. */
  externalId: string;
  roleArn: string;
  version: number;
  createdAt: string;
  updatedAt: string;
  repositories: { packageType: PackageType; url: string; routes: string[] }[];
}

/** How it came from working to not working, or back. */
export interface BundleStatusChange {
  kind: 'FAILED' | 'RECOVERED';
  /** When the first report that shows it began. */
  since: string;
  /** The checks that make the difference. */
  turned: {
    code: string;
    label: string;
    repositoryUrl: string | null;
    before: BundleCheckStatus | null;
    after: BundleCheckStatus;
  }[];
  /** Settings that were changed in between, oldest first. */
  changes: {
    at: string;
    actor: string;
    setting: string;
    repositoryUrl: string | null;
    before: string | null;
    after: string | null;
    isPossibleCause: boolean;
  }[];
  /** Null where settings of that time were not kept. */
  nothingChangedHere: boolean | null;
}

export interface BundleReport {
  id: string;
  integrationVersion: number;
  status: BundleCheckStatus;
  startedAt: string;
  durationMs: number;
  requestedBy: string;
  checks: BundleCheck[];
}

export interface BundleCheck {
  code: string;
  status: BundleCheckStatus;
  label: string;
  repositoryUrl: string | null;
  domain: string | null;
  durationMs: number;
  evidence: BundleEvidence | null;
  diagnosis: BundleDiagnosis | null;
}

export interface BundleEvidence {
  httpStatus: number | null;
  errorCode: string | null;
  message: string | null;
  awsRequestId: string | null;
}

export interface BundleDiagnosis {
  category: string;
  summary: string;
  causes: BundleCause[];
}

export interface BundleCause {
  code: string;
  certainty: 'CERTAIN' | 'LIKELY' | 'POSSIBLE';
  side: 'CUSTOMER' | 'PLATFORM' | 'AWS';
  explanation: string;
  steps: string[];
  snippet: { language: string; text: string } | null;
  documentationUrl: string | null;
}

export interface BundleChange {
  at: string;
  actor: string;
  action: string;
  detail: string | null;
}
