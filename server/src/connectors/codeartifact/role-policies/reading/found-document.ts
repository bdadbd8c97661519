import type { ReadingProblem, SourceNode } from './source-node.ts';

/** Which of the two texts something was pasted into. */
export type PolicySource = 'TRUST_POLICY' | 'PERMISSIONS_POLICY';

export interface FoundDocument {
  kind: 'trust' | 'identity' | 'resource' | 'permissions-boundary';
  source: PolicySource;
  /** As AWS or the template calls it; null for a document that was pasted alone. */
  name: string | null;
  root: SourceNode;
  /** Of this document's text; any ERROR means that AWS would not take it as it stands. */
  problems: ReadingProblem[];
}

/** What one paste holds. */
export interface Reading {
  documents: FoundDocument[];
  /** Of the paste as a whole, such as text in which nothing was found. */
  problems: ReadingProblem[];
  /** ARN of the role, where the paste says it. */
  roleArn: string | null;
  /** One sentence each: what belongs to the role and was not pasted. */
  notJudged: string[];
}
