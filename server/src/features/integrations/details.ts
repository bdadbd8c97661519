/** What people enter for an integration, as the connector's details and as columns. */

import { parseRepositoryUrl, type CodeArtifactDetails, type PackageType } from '@backline/shared';
import type { IntegrationEntity, RepositoryEntity } from './entity.ts';

export interface RepositoryInput {
  packageType: PackageType;
  url: string;
  /** Absent or null leaves those of a saved repository as they are. */
  routes?: string[] | null | undefined;
}

/** A saved repository with what its URL says. */
export interface Repository {
  id: string;
  packageType: PackageType;
  url: string;
  domain: string;
  domainOwner: string;
  region: string;
  repository: string;
  routes: string[];
}

export interface IntegrationInput {
  name?: string | null | undefined;
  accountId: string;
  externalId: string;
  roleArn: string;
  repositories: RepositoryInput[];
}

/** Fields that are null or absent stay as they are. */
export interface IntegrationUpdate {
  id: string;
  version: number;
  name?: string | null | undefined;
  accountId?: string | null | undefined;
  externalId?: string | null | undefined;
  roleArn?: string | null | undefined;
  repositories?: RepositoryInput[] | null | undefined;
}

export function toDetails({
  name,
  accountId,
  externalId,
  roleArn,
  repositories,
}: IntegrationInput): CodeArtifactDetails {
  return {
    name: name ?? null,
    accountId,
    externalId,
    roleArn,
    repositories: repositories.map(({ packageType, url, routes }) => ({ packageType, url, routes: routes ?? [] })),
  };
}

export function merge(saved: CodeArtifactDetails, update: IntegrationUpdate): CodeArtifactDetails {
  return toDetails({
    name: update.name ?? saved.name,
    accountId: update.accountId ?? saved.accountId,
    externalId: update.externalId ?? saved.externalId,
    roleArn: update.roleArn ?? saved.roleArn,
    repositories: update.repositories ? withSavedRoutes(update.repositories, saved) : saved.repositories,
  });
}

export function toRepository({ id, packageType, url, routes }: RepositoryEntity): Repository {
  const parts = parseRepositoryUrl(url);
  if (!parts) throw new Error(`Repository ${id} holds a URL that the rules refuse.`);
  const { domain, domainOwner, region, repository } = parts;
  return { id, packageType, url, domain, domainOwner, region, repository, routes };
}

export function columns(
  details: CodeArtifactDetails,
): Pick<IntegrationEntity, 'name' | 'accountId' | 'externalId' | 'roleArn'> {
  const { accountId, externalId, roleArn } = details;
  return { name: details.name?.trim() || `AWS account ${accountId}`, accountId, externalId, roleArn };
}

/** Whether a test of the one says everything about the other; the name plays no part. */
export function isSameConnection(one: CodeArtifactDetails, other: CodeArtifactDetails): boolean {
  return fingerprint(one) === fingerprint(other);
}

export function describe({ accountId, repositories }: CodeArtifactDetails): string {
  return `Account ${accountId}, ${repositories.length} ${repositories.length === 1 ? 'repository' : 'repositories'}`;
}

/** Which fields differ, without their values. */
export function describeChanges(before: CodeArtifactDetails, after: CodeArtifactDetails): string {
  const labels = {
    name: 'name',
    accountId: 'account ID',
    externalId: 'External ID',
    roleArn: 'role ARN',
    repositories: 'repositories',
  } as const;
  const changed = (Object.keys(labels) as (keyof typeof labels)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return changed.length === 0 ? 'Nothing changed' : `Changed ${changed.map((field) => labels[field]).join(', ')}`;
}

/** Tools that know nothing of routes must not take them away. */
function withSavedRoutes(repositories: RepositoryInput[], saved: CodeArtifactDetails): RepositoryInput[] {
  return repositories.map((repository) => {
    const before = saved.repositories.find(
      ({ packageType, url }) => packageType === repository.packageType && url === repository.url,
    );
    return { ...repository, routes: repository.routes ?? before?.routes };
  });
}

/** Routes play no part: they say who is asked, not whether the answer comes. */
function fingerprint({ accountId, externalId, roleArn, repositories }: CodeArtifactDetails): string {
  return JSON.stringify([
    accountId,
    externalId,
    roleArn,
    repositories.map(({ packageType, url }) => [packageType, url]),
  ]);
}
