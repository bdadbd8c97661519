/** One row of the table of failures, and the forms that rows take. */

import type { CauseCode } from '@backline/shared';
import type { Facts } from '../causes/index.ts';
import { isAboveRole, type Failure, type Origin } from '../failure.ts';
import type { Ranking } from './rankings.ts';

export interface Signature {
  stages: Origin[];
  fits: (failure: Failure, facts: Facts) => boolean;
  causes: (failure: Failure, facts: Facts) => Ranking;
}

export function ranked(stages: Origin[], fits: Signature['fits'], ranking: Ranking): Signature {
  return { stages, fits, causes: () => ranking };
}

export function kind(stages: Origin[], wanted: Failure['kind'], cause: CauseCode): Signature {
  return ranked(stages, (failure) => failure.kind === wanted, [[cause, 'CERTAIN']]);
}

export function code(stages: Origin[], pattern: RegExp, cause: CauseCode): Signature {
  return ranked(stages, (failure) => isCode(failure, pattern), [[cause, 'CERTAIN']]);
}

export function throttled(stages: Origin[], cause: CauseCode): Signature {
  const isThrottled = (failure: Failure) =>
    failure.httpStatus === 429 || isCode(failure, /^(Throttl|TooManyRequests|RequestLimitExceeded|SlowDown)/);
  return ranked(stages, isThrottled, [[cause, 'CERTAIN']]);
}

/** A validation error whose text fits. */
export function invalid(stages: Origin[], pattern: RegExp, cause: CauseCode): Signature {
  return ranked(stages, (failure) => isInvalid(failure) && pattern.test(failure.message), [[cause, 'CERTAIN']]);
}

/** The name of a request's field as validation errors give it; the same word inside a value does not count. */
export function field(name: string): RegExp {
  return new RegExp(`(?:\\bat |parameter:? |\\w\\.)['"\`]?${name}\\b`, 'i');
}

/** A policy above the role decides before the action's name does. */
export function action(stages: Origin[], name: string, cause: CauseCode): Signature {
  const fits = ({ denial }: Failure) =>
    denial?.action.toLowerCase() === name.toLowerCase() && !isAboveRole(denial.policyType);
  return ranked(stages, fits, [[cause, 'CERTAIN']]);
}

export function policyType(stages: Origin[], name: string, cause: CauseCode): Signature {
  return ranked(stages, ({ denial }) => denial?.policyType === name, [[cause, 'CERTAIN']]);
}

export function isOwnPolicy({ denial }: Failure): boolean {
  return denial?.policyType === 'identity-based policy' || isAboveRole(denial?.policyType);
}

/** The only resource-based policy that a role has is its trust policy. */
export function isTrustPolicy(type: string | null | undefined): boolean {
  return type === 'role trust policy' || type === 'resource-based policy';
}

export function isCode({ errorCode }: Failure, pattern: RegExp): boolean {
  return errorCode !== null && pattern.test(errorCode);
}

/** By AWS's code; HTTP 403 is also what it answers to unknown keys, bad signatures and regions that are switched off. */
export function isDenied(failure: Failure): boolean {
  return isCode(failure, /^AccessDenied/) || failure.denial !== null;
}

export function isInvalid(failure: Failure): boolean {
  return isCode(failure, /^(Validation|InvalidParameter|ParamValidation)/);
}

export function namesDomain({ resourceType, message }: Failure): boolean {
  return resourceType === 'domain' || (resourceType === null && /^(the )?domain\b/i.test(message));
}
