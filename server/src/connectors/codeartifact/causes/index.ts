/** The table of causes: one entry for each code that a failure can be traced to. Adding a cause is one entry in one of these files. */

import type { Certainty, Cause } from '../../../lib/diagnosis.ts';
import type { Failure } from '../failure.ts';
import type { CauseEntry, Facts } from './facts.ts';
import { platformCauses } from './platform.ts';
import { repositoryCauses } from './repository.ts';
import { roleCauses } from './role.ts';
import { tokenCauses } from './token.ts';

export type { DomainFacts, Facts, RepositoryFacts } from './facts.ts';
export { isCrossAccount, roleName } from './facts.ts';

export const causes = { ...platformCauses, ...roleCauses, ...tokenCauses, ...repositoryCauses };
export type KnownCause = keyof typeof causes;

/** One cause with its texts filled in. */
export function describeCause(code: KnownCause, certainty: Certainty, facts: Facts, failure: Failure): Cause {
  const entry: CauseEntry = causes[code];
  return {
    code,
    certainty,
    side: entry.side,
    explanation: entry.explanation(facts, failure, certainty),
    steps: entry.steps(facts, failure),
    snippet: entry.snippet?.(facts, failure) ?? null,
    documentationUrl: entry.documentationUrl,
  };
}
