import type { Cause } from '../../../lib/diagnosis.ts';
import type { FindingSeverity } from './finding.ts';
import type { PolicySource } from './reading/index.ts';

export interface RolePoliciesQuestion {
  /** As pasted; null where nothing was. */
  trustPolicy: string | null;
  permissionsPolicy: string | null;
  accountId: string;
  externalId: string | null;
  roleArn: string | null;
  repositoryUrls: readonly string[];
}

/** Where something stands in one of the two pasted texts; line and column begin at 1. */
export interface PlaceInText {
  source: PolicySource;
  line: number;
  column: number;
}

export interface ReportedVerdict {
  action: string;
  resource: string;
  allowed: boolean;
  /** It depends on values that are not known here; such a call never counts as allowed. */
  unknown: boolean;
  reason: string;
  /** `statement 2 (Read) of the permissions policy`; null where no statement decided. */
  statement: string | null;
  place: PlaceInText | null;
  externalId: 'RIGHT' | 'MISSING' | 'WRONG' | null;
}

export interface ReportedFinding extends PlaceInText {
  code: string;
  severity: FindingSeverity;
  message: string;
  repair: string | null;
}

export interface RepairedPolicy {
  source: PolicySource;
  /** `trust policy`, `permissions policy Name`. */
  name: string;
  text: string;
  /** Unified; from the pasted document to `text`. */
  diff: string;
  /** With it, everything that was judged of this kind is as the integration needs it. */
  sufficient: boolean;
}

export interface RolePoliciesReport {
  ok: boolean;
  permissions: ReportedVerdict[];
  /** Calls that the role must refuse. */
  refusals: ReportedVerdict[];
  causes: Cause[];
  findings: ReportedFinding[];
  repaired: RepairedPolicy[];
  notJudged: string[];
}
