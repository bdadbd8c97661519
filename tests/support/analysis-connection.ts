/** The integration that an analysis asks in tests, and a connector that asks nobody. */

import type { PackageType } from '@backline/shared';
import { CodeArtifactConnector } from '../../server/src/connectors/codeartifact/index.ts';
import type { SavedConnection } from '../../server/src/features/integrations/index.ts';

export const ANALYSIS_CLOCK = { now: () => new Date(0) };

/** `isRepositoryKnown` is what AWS says of repositories that give no packages. */
export function analysisConnector(isRepositoryKnown: boolean | null = true): CodeArtifactConnector {
  const connector = new CodeArtifactConnector({} as never, {} as never, ANALYSIS_CLOCK, {
    platformRoleArn: 'arn:aws:iam::555555555555:role/Platform',
    templateUrl: 'https://example.com/template',
    homeRegion: 'us-east-1',
  });
  const confirmation = { isKnown: isRepositoryKnown, explained: null };
  return Object.assign(connector, { confirmRepository: () => Promise.resolve(confirmation) });
}

/** With repositories of these ids, all in one domain. */
export function analysisConnection(
  repositories: readonly { id: string; packageType: PackageType; routes?: string[] }[],
): SavedConnection {
  return {
    id: 'integration',
    name: 'Acme',
    status: 'CONNECTED',
    hasWorked: true,
    version: 1,
    details: {
      name: 'Acme',
      accountId: '111122223333',
      externalId: 'external',
      roleArn: 'arn:aws:iam::111122223333:role/R',
      repositories: [],
    },
    repositories: repositories.map(({ id, packageType, routes = [] }) => {
      const place = { domain: 'acme', domainOwner: '111122223333', region: 'us-east-1', repository: id };
      const url = `https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/${packageType.toLowerCase()}/${id}/`;
      return { id, packageType, url, routes, ...place };
    }),
  };
}
