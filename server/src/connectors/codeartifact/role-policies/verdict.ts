import type { CauseCode } from '@backline/shared';
import type { Certainty } from '../../../lib/diagnosis.ts';
import { statementLabel, type JudgedDocument } from './judged-document.ts';
import { nodeAt, type PolicySource } from './reading/index.ts';

/** Where a statement stands. */
export interface StatementPlace {
  source: PolicySource;
  /** In the pasted text. */
  offset: number;
  /** `statement 2 (Read)` of its document. */
  label: string;
}

/** What a call with the role would come to, and which statement decided. */
export interface Verdict {
  action: string;
  resource: string;
  /** Only where it is allowed whatever the values are that are not known here. */
  allowed: boolean;
  /** It depends on values that are known only when the policy is deployed or the call is made. */
  isUnknown: boolean;
  /** It would be allowed, and is not because AWS does not take the document as it stands. */
  isHeldBack: boolean;
  reason: string;
  /** Null where no statement decided. */
  statement: StatementPlace | null;
  /** Of sts:AssumeRole: the External ID that is sent. */
  externalId: 'RIGHT' | 'MISSING' | 'WRONG' | null;
}

/** A cause that the policies prove or suggest, before its remedy is filled in. */
export interface CauseDraft {
  code: CauseCode;
  certainty: Certainty;
  explanation: string;
  steps: string[];
}

export function placeOf(judged: JudgedDocument, index: number): StatementPlace {
  const { found, document } = judged;
  return {
    source: found.source,
    offset: nodeAt(found.root, ['Statement', index]).offset,
    label: `${statementLabel(document, index)} of the ${judged.label}`,
  };
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `a, b and 3 more`. */
export function listed(items: readonly string[], most = 3): string {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  const last = shown.pop() ?? '';
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
}

/** Ahead of the reason where the document is not in force as it stands. */
export function notInForce(documents: readonly JudgedDocument[]): string | null {
  const broken = documents.find(({ isValid }) => !isValid);
  if (!broken) return null;
  const first = broken.findings.find(({ severity }) => severity === 'ERROR');
  return `The ${broken.label} is not taken by AWS as it stands, so it allows nothing: ${first?.message ?? ''}`;
}
