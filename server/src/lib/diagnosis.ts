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
}

/** What the other side really answered; never a secret. */
export interface Evidence {
  httpStatus: number | null;
  errorCode: string | null;
  message: string | null;
  awsRequestId: string | null;
}
