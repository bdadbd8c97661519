/** Why a step failed: its signature's causes with their texts, and one sentence of what happened. */

import type { Diagnosis } from '../../lib/diagnosis.ts';
import { causes, describeCause, roleName, type Facts } from './causes/index.ts';
import type { Failure, Origin, Stage } from './failure.ts';
import type { Ranking } from './signatures/rankings.ts';
import { signatures } from './signatures/index.ts';

/** Why a step failed. Always has at least one cause; a CERTAIN one stands alone. */
export function explain(stage: Stage, failure: Failure, facts: Facts): Diagnosis {
  return diagnose(summarise(stage, failure, facts), rank([stage], failure, facts), facts, failure);
}

/** The causes by the first signature that fits; several origins where a text leaves open whose words it repeats. */
export function rank(origins: readonly Origin[], failure: Failure, facts: Facts): Ranking {
  const signature = signatures.find(
    (candidate) => candidate.stages.some((origin) => origins.includes(origin)) && candidate.fits(failure, facts),
  );
  return signature ? signature.causes(failure, facts) : [['unknown_failure', 'POSSIBLE']];
}

/** A diagnosis from causes that a caller has established by further requests. */
export function diagnose(summary: string, ranking: Ranking, facts: Facts, failure: Failure): Diagnosis {
  const certain = ranking.find(([, certainty]) => certainty === 'CERTAIN');
  const shown = certain ? [certain] : ranking;
  const first = shown[0]?.[0] ?? 'unknown_failure';
  return {
    category: causes[first].category,
    summary,
    causes: shown.map(([code, certainty]) => describeCause(code, certainty, facts, failure)),
  };
}

function summarise(stage: Stage, failure: Failure, facts: Facts): string {
  const answer = describeAnswer(failure);
  switch (stage) {
    case 'PLATFORM_IDENTITY':
      return `AWS did not confirm Backline's own identity: ${answer}.`;
    case 'PLATFORM_ROLE':
      return `Backline could not assume its own role ${roleName(facts.platformRoleArn)}: ${answer}.`;
    case 'ASSUME_ROLE':
      return `Backline could not assume ${roleName(facts.roleArn)} in account ${facts.accountId}: ${answer}.`;
    case 'AUTHORIZATION_TOKEN':
      return `CodeArtifact gave no token for domain ${facts.domain?.domain ?? ''}: ${answer}.`;
    case 'REPOSITORY_ENDPOINT':
      return `CodeArtifact did not name the address of repository ${facts.repository?.repository ?? ''}: ${answer}.`;
    case 'REPOSITORY_READ':
      return `Repository ${facts.repository?.repository ?? ''} could not be read: ${answer}.`;
  }
}

/** What was answered, in few words. */
export function describeAnswer({ kind, errorCode, httpStatus }: Failure): string {
  if (kind === 'refused') {
    const status = httpStatus ? `HTTP ${httpStatus}` : 'no status';
    return errorCode ? `${errorCode} (${status})` : status;
  }
  const words: Record<Exclude<Failure['kind'], 'refused'>, string> = {
    'no-credentials': 'no credentials were found to sign with',
    'unexpected-answer': "the answer is not AWS's",
    unreachable: 'it could not be reached',
    timeout: 'it did not answer in time',
    tls: 'its certificate is not trusted',
    interrupted: 'the answer broke off',
    'private-address': 'its name leads to a private address, which is refused',
    stopped: 'the test ended first',
  };
  return words[kind];
}
