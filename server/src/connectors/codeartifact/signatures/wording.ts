/** Rows of the table that know a failure by words: the parts that carry a meaning, never a whole sentence. */

import type { CauseCode } from '@backline/shared';
import type { Failure } from '../failure.ts';
import { isNameless, isOurs, namesOtherCloud, namesOtherRegistry } from '../failure-text/scope.ts';
import { rankAlike, type Ranking } from './rankings.ts';
import type { Signature } from './signature.ts';

export type Needs = (failure: Failure) => boolean;

/** Every pattern must be found in the text. */
export function says(patterns: RegExp | RegExp[], ...order: CauseCode[]): Signature {
  return wording(patterns, rankAlike(order, 'LIKELY'));
}

/** The same for a sentence that settles it alone. */
export function proves(patterns: RegExp | RegExp[], cause: CauseCode, needs: Needs = () => true): Signature {
  return wording(patterns, [[cause, 'CERTAIN']], needs);
}

/** Every pattern must be found in the text, and the failure be as it is needed. */
export function wording(patterns: RegExp | RegExp[], ranking: Ranking, needs: Needs = () => true): Signature {
  const all = [patterns].flat();
  return {
    stages: ['CLIENT'],
    fits: (failure) => needs(failure) && all.every((pattern) => pattern.test(failure.message)),
    causes: () => ranking,
  };
}

/** The same signatures, each under one more condition. */
export function where(needs: Needs, signatures: readonly Signature[]): Signature[] {
  return signatures.map((signature) => ({
    ...signature,
    fits: (failure, facts) => needs(failure) && signature.fits(failure, facts),
  }));
}

/** AWS's own sentence says more than whoever repeats it. */
export function hasNoDenial({ denial }: Failure): boolean {
  return denial === null;
}

/** Told in somebody's own words, without an answer of AWS beside them. */
export function isWithoutCode({ kind, denial, errorCode }: Failure): boolean {
  return kind === 'refused' && denial === null && errorCode === null;
}

export function isNotElsewhere({ reading }: Failure): boolean {
  return reading !== undefined && !namesOtherRegistry(reading);
}

/** Others answer in AWS's words, and know other keys. */
export function isOfAws({ reading }: Failure): boolean {
  return reading !== undefined && !namesOtherCloud(reading);
}

/** Words such as "token expired" are of everybody; they count where CodeArtifact, or no other registry, is in sight. */
export function isAboutPackages({ reading, errorCode }: Failure): boolean {
  const isAwsAnswer = /^(ExpiredToken|InvalidClientToken|AccessDenied|Throttling|Validation|Signature)/.test(
    errorCode ?? '',
  );
  return reading !== undefined && !isAwsAnswer && (isOurs(reading) || isNameless(reading));
}
