/** Words that denials share: what is certain is said, what is not is said with "may". */

import type { Certainty } from '../../../lib/diagnosis.ts';
import type { Failure } from '../failure.ts';
import { roleName, type Facts } from './facts.ts';

/** `denies`, `does not allow` or `may not allow`. */
export function verb(certainty: Certainty, failure: Failure): string {
  if (certainty !== 'CERTAIN') return 'may not allow';
  return failure.denial?.isExplicit ? 'denies' : 'does not allow';
}

export function ownPolicyDenies(facts: Facts, failure: Failure, certainty: Certainty, what: string): string {
  return `The policy of ${roleName(facts.roleArn)} ${verb(certainty, failure)} ${what}.`;
}

/** A missing statement is added; a Deny wins over what is added. */
export function mendOwnPolicy({ roleArn }: Facts, { denial }: Failure): string[] {
  return [
    denial?.isExplicit
      ? `Find the Deny in the policies of ${roleName(roleArn)} that fits this action, and remove or narrow it.`
      : `Add this statement to the permissions policy of ${roleName(roleArn)}.`,
    'Test again.',
  ];
}
