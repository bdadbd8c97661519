/** The table of causes: one entry for each code that a failure can be traced to. Adding a cause is one entry in one of these files. */

import { CAUSE_CODES } from '@backline/shared';
import type { Cause, CauseDescription, Certainty } from '../../../lib/diagnosis.ts';
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

export function describeCauses(platform: { platformRoleArn: string; homeRegion: string }): CauseDescription[] {
  const facts: Facts = {
    ...platform,
    accountId: '<account id>',
    externalId: '<External ID>',
    roleArn: 'arn:aws:iam::<account id>:role/<role name>',
    workedBefore: false,
  };
  const failure: Failure = {
    kind: 'refused',
    httpStatus: null,
    errorCode: null,
    message: '',
    awsRequestId: null,
    denial: null,
    resourceType: null,
    reason: null,
  };
  return CAUSE_CODES.filter((code) => code in causes).map((code) => ({
    ...describeCause(code as KnownCause, 'POSSIBLE', facts, failure),
    category: causes[code as KnownCause].category,
    title: code,
    shows: '',
    decidedBy: '',
  }));
}
