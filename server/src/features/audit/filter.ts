/** Which events of a log somebody wants to see. */

import { InvalidInput } from '../../lib/errors.ts';

const LONGEST_TEXT = 200;

/** Absent, null and empty parts leave all events. */
export interface AuditFilter {
  actor?: string | null | undefined;
  /** One action, or with a dot at its end all that begin so. */
  action?: string | null | undefined;
  subject?: string | null | undefined;
  /** Included. */
  from?: Date | null | undefined;
  /** Excluded. */
  until?: Date | null | undefined;
  text?: string | null | undefined;
}

/** Throws InvalidInput for texts that are too long to occur. */
export function readFilter(filter: AuditFilter): AuditFilter {
  for (const field of ['actor', 'action', 'text'] as const) {
    if ((filter[field]?.length ?? 0) > LONGEST_TEXT) {
      throw new InvalidInput(`"${field}" must have at most ${LONGEST_TEXT} characters.`);
    }
  }
  const { from, until } = filter;
  if (from && until && from >= until) throw new InvalidInput('"from" must be earlier than "until".');
  return filter;
}
