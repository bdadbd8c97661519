import { keyOffset, type FoundDocument, type Path, type PolicySource } from './reading/index.ts';

export const FINDING_SEVERITIES = ['ERROR', 'WARNING', 'NOTE'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** Something in a pasted policy that is wrong, risky or worth knowing, with its place. */
export interface PolicyFinding {
  /** Stable, in lower snake case. */
  code: string;
  /** ERROR: the integration does not work, or not safely, or AWS refuses the text. */
  severity: FindingSeverity;
  source: PolicySource;
  /** In the pasted text. */
  offset: number;
  message: string;
  /** What to change; null where nothing can be said in general. */
  repair: string | null;
  /** Position among the document's statements. */
  statement: number | null;
}

/** A finding about the element at a path of a document. */
export function findingAt(
  found: FoundDocument,
  path: Path,
  rest: Omit<PolicyFinding, 'source' | 'offset'>,
): PolicyFinding {
  return { source: found.source, offset: keyOffset(found.root, path), ...rest };
}
