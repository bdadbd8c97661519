/** The steps of a connection test in their order, known before the first call. */

import { packageTypeDefinition, parseRepositoryUrl, type CodeArtifactDetails } from '@backline/shared';
import type { CheckCode, PlannedCheck } from '../connector.ts';
import { roleName, type DomainFacts, type RepositoryFacts } from './causes/index.ts';

export interface DomainPlan {
  facts: DomainFacts;
  token: PlannedCheck;
  repositories: RepositoryPlan[];
}

export interface RepositoryPlan {
  facts: RepositoryFacts;
  endpoint: PlannedCheck;
  read: PlannedCheck;
}

export interface ConnectionPlan {
  details: PlannedCheck;
  platformIdentity: PlannedCheck;
  assumeRole: PlannedCheck;
  externalIdEnforced: PlannedCheck;
  domains: DomainPlan[];
}

export function planConnection(details: CodeArtifactDetails): ConnectionPlan {
  return {
    details: step('DETAILS', 'Account, role ARN, External ID and URLs agree'),
    platformIdentity: step('PLATFORM_IDENTITY', "Backline's own identity and role"),
    assumeRole: step('ASSUME_ROLE', `Assume ${roleName(details.roleArn)} with the External ID`),
    externalIdEnforced: step(
      'EXTERNAL_ID_ENFORCED',
      `${roleName(details.roleArn)} refuses a missing and a wrong External ID`,
    ),
    domains: planDomains(details),
  };
}

/** All steps as one list: the chain, then every domain with its repositories. */
export function plannedChecks(plan: ConnectionPlan): PlannedCheck[] {
  return [
    plan.details,
    plan.platformIdentity,
    plan.assumeRole,
    plan.externalIdEnforced,
    ...plan.domains.flatMap(({ token, repositories }) => [
      token,
      ...repositories.flatMap(({ endpoint, read }) => [endpoint, read]),
    ]),
  ];
}

function planDomains(details: CodeArtifactDetails): DomainPlan[] {
  const domains = new Map<string, DomainPlan>();
  for (const { packageType, url } of details.repositories) {
    const parts = parseRepositoryUrl(url);
    if (!parts) continue;
    const { domain, domainOwner, region, repository } = parts;
    const key = `${domain}-${domainOwner} ${region}`;
    const plan = domains.get(key) ?? {
      facts: { domain, domainOwner, region },
      token: step('AUTHORIZATION_TOKEN', `Token for domain ${domain}`, key),
      repositories: [],
    };
    const { label } = packageTypeDefinition(packageType);
    plan.repositories.push({
      facts: { domain, domainOwner, region, repository, packageType, url },
      endpoint: step('REPOSITORY_ENDPOINT', `Address of ${repository} (${label})`, key, url),
      read: step('REPOSITORY_READ', `Read ${repository} (${label})`, key, url),
    });
    domains.set(key, plan);
  }
  return [...domains.values()];
}

function step(
  code: CheckCode,
  label: string,
  domain: string | null = null,
  repositoryUrl: string | null = null,
): PlannedCheck {
  return { code, label, domain, repositoryUrl };
}
