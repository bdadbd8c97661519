/** The table of causes: one entry for each code that a failure can be traced to. Adding a cause is one entry in one of these files. */

import { CAUSE_CODES, type CauseCode } from '@backline/shared';
import type { Cause, CauseDescription, Certainty } from '../../../lib/diagnosis.ts';
import { blankFailure, type Failure } from '../failure.ts';
import { clientCauses } from './client.ts';
import { downloadCauses } from './download.ts';
import { externalIdCauses } from './external-id.ts';
import { PLACEHOLDERS, type CauseEntry, type Facts } from './facts.ts';
import { guardrailCauses } from './guardrails.ts';
import { identityCauses } from './identity.ts';
import { outcomeCauses } from './outcomes.ts';
import { packageCauses } from './package.ts';
import { platformCauses } from './platform.ts';
import { readCauses } from './read.ts';
import { remedyCauses } from './remedy.ts';
import { repositoryCauses } from './repository.ts';
import { requestCauses } from './request.ts';
import { resolutionCauses } from './resolution.ts';
import { roleCauses } from './role.ts';
import { tokenCauses } from './token.ts';
import { toolCauses } from './tools.ts';
import { urlCauses } from './url.ts';
import { capital } from './wording.ts';

export type { DomainFacts, Facts, RepositoryFacts } from './facts.ts';
export type { RemedyCauseCode } from './remedy.ts';
export { isCrossAccount, isKnown, PLACEHOLDERS, roleName } from './facts.ts';

export const causes: Record<CauseCode, CauseEntry> = {
  ...urlCauses,
  ...platformCauses,
  ...requestCauses,
  ...externalIdCauses,
  ...roleCauses,
  ...guardrailCauses,
  ...tokenCauses,
  ...identityCauses,
  ...repositoryCauses,
  ...readCauses,
  ...clientCauses,
  ...downloadCauses,
  ...packageCauses,
  ...resolutionCauses,
  ...remedyCauses,
  ...toolCauses,
  ...outcomeCauses,
};

/** One cause with its texts filled in. */
export function describeCause(code: CauseCode, certainty: Certainty, facts: Facts, failure: Failure): Cause {
  const entry = causes[code];
  const { side, explanation, steps, snippet } = facts.isForeign ? { ...entry, ...entry.foreign } : entry;
  return {
    code,
    certainty,
    side,
    explanation: capital(explanation(facts, failure, certainty)),
    steps: steps(facts, failure, certainty).map(capital),
    snippet: snippet?.(facts, failure, certainty) ?? null,
    documentationUrl: entry.documentationUrl,
  };
}

/** The whole table, in the order of the stages at which causes show, with placeholders where a failure would give values. */
export function describeCauses(platform: Pick<Facts, 'platformRoleArn' | 'homeRegion'>): CauseDescription[] {
  const place = { domain: PLACEHOLDERS.domain, domainOwner: PLACEHOLDERS.domainOwner, region: PLACEHOLDERS.region };
  const facts: Facts = {
    ...platform,
    accountId: PLACEHOLDERS.accountId,
    externalId: PLACEHOLDERS.externalId,
    roleArn: PLACEHOLDERS.roleArn,
    workedBefore: false,
    // Whoever reads the page may have seen the failure anywhere.
    isForeign: true,
    domain: place,
    repository: { ...place, packageType: null, repository: PLACEHOLDERS.repository, url: '' },
  };
  return CAUSE_CODES.map((code) => {
    const { title, shows, decidedBy, category, side } = causes[code];
    const { explanation, steps, snippet, documentationUrl } = describeCause(code, 'LIKELY', facts, blankFailure);
    return { code, title, shows, decidedBy, category, side, explanation, steps, snippet, documentationUrl };
  });
}
