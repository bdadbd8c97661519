/** Why something failed, as data: one summary and the candidate causes with their remedies. */

import type { CauseCode } from '@backline/shared';

export const DIAGNOSIS_CATEGORIES = [
  'AUTHENTICATION_FAILED',
  'PERMISSION_DENIED',
  'PACKAGE_RESOLUTION',
  'URL_FORMAT',
  'NETWORK',
  'RATE_LIMITED',
  'SERVICE',
  'UNKNOWN',
] as const;
export type DiagnosisCategory = (typeof DIAGNOSIS_CATEGORIES)[number];

export const CERTAINTIES = ['CERTAIN', 'LIKELY', 'POSSIBLE'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export const SIDES = ['CUSTOMER', 'PLATFORM', 'AWS'] as const;
export type Side = (typeof SIDES)[number];

export interface Snippet {
  /** json, yaml, hcl, bash, text or url. */
  language: string;
  text: string;
}

export interface Cause {
  code: CauseCode;
  certainty: Certainty;
  side: Side;
  explanation: string;
  steps: string[];
  snippet: Snippet | null;
  documentationUrl: string | null;
}

export interface Diagnosis {
  category: DiagnosisCategory;
  /** One sentence: what happened. */
  summary: string;
  /** Most likely first; one CERTAIN cause stands alone. */
  causes: Cause[];
  /** What was read out of a text; only where one was explained. */
  reading?: FailureReading | null;
}

/** What was read out of a failure's text; tokens and keys are masked. */
export interface FailureReading {
  /** The lines that mattered, in their order. */
  lines: FailureLine[];
  action: string | null;
  resource: string | null;
  host: string | null;
  package: string | null;
  version: string | null;
  httpStatus: number | null;
  errorCode: string | null;
  awsRequestId: string | null;
  /** How many tokens, keys and passwords the text held. */
  maskedSecrets: number;
}

export interface FailureLine {
  /** Counts from 1. */
  number: number;
  text: string;
}

/** One entry of the table of causes, with placeholders in place of values. */
export interface CauseDescription {
  code: CauseCode;
  title: string;
  category: DiagnosisCategory;
  side: Side;
  explanation: string;
  shows: string;
  decidedBy: string;
  steps: string[];
  snippet: Snippet | null;
  documentationUrl: string | null;
}

/** What the other side really answered; never a secret. */
export interface Evidence {
  httpStatus: number | null;
  errorCode: string | null;
  message: string | null;
  awsRequestId: string | null;
}
