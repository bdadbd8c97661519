/** The customer of the benchmark: one repository, and a token that is there already. */

import { parseRepositoryUrl } from '@backline/shared';
import type { CodeArtifactConnector } from '../../server/src/connectors/codeartifact/index.ts';
import type { SavedConnection } from '../../server/src/features/integrations/index.ts';
import type { ProductTask } from './task.ts';

const HOUR = 3_600_000;

export function customerConnection(packageType: ProductTask['packageType'], url: string): SavedConnection {
  const address = parseRepositoryUrl(url);
  if (!address) throw new Error(`${url} is no repository URL.`);
  const { domain, domainOwner, region, repository } = address;
  const routes: string[] = [];
  return {
    id: 'integration',
    name: 'Benchmark',
    status: 'CONNECTED',
    hasWorked: true,
    version: 1,
    details: {
      name: 'Benchmark',
      accountId: domainOwner,
      externalId: 'benchmark',
      roleArn: `arn:aws:iam::${domainOwner}:role/benchmark`,
      repositories: [{ packageType, url, routes }],
    },
    repositories: [{ id: 'repository', packageType, url, domain, domainOwner, region, repository, routes }],
  };
}

/** Any refusal ends the process: what went wrong must not look fast. */
export const customerAccess: Pick<
  CodeArtifactConnector,
  'repositoryAccess' | 'replaceAccess' | 'explainAccess' | 'explainRead'
> = {
  repositoryAccess: (_organizationId, _details, url) =>
    Promise.resolve({ url, userName: 'aws', secret: 'token', expiresAt: new Date(Date.now() + HOUR) }),
  replaceAccess: () => Promise.resolve(null),
  explainAccess: (_details, _url, error) => {
    throw error;
  },
  explainRead: (_details, _url, { message }) => {
    throw new Error(message);
  },
};
