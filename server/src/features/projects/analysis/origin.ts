/** Where a dependency comes from: never more than the project's files and the repositories' answers tell. */

import { matchRoute, type PackageType } from '@backline/shared';
import type { Repository } from '../../integrations/index.ts';
import type { GraphDependency } from './dependency-graph.ts';
import type { Located } from './offer.ts';
import type { Origin } from './result.ts';

export interface OriginFacts {
  repositories: readonly Repository[];
  located: Located | null;
  /** Whether the world's public registry is known to have the name. */
  isPublicName: boolean;
}

export function originOf(dependency: GraphDependency, { repositories, located, isPublicName }: OriginFacts): Origin {
  const { packageType, name, source, resolved } = dependency;
  if (source !== 'registry') return 'NOT_REGISTRY';
  if (isClaimed(repositories, packageType, name)) return 'INTERNAL';
  const isElsewhere = isResolvedElsewhere(repositories, resolved);
  if (located?.isOffered === true) return isPublicName || isElsewhere ? 'UPSTREAM' : 'UNKNOWN';
  return located?.isOffered === false && isElsewhere ? 'PUBLIC_ONLY' : 'UNKNOWN';
}

/** Whether a route of the integration says that the name is the organization's own. */
export function isClaimed(repositories: readonly Repository[], packageType: PackageType, name: string): boolean {
  return matchRoute(repositories, packageType, name) !== null;
}

/** Whether the lockfile took it from an address that is neither the integration's nor any other repository of CodeArtifact. */
function isResolvedElsewhere(repositories: readonly Repository[], resolved: string | null): boolean {
  if (resolved === null || !/^https?:/.test(resolved) || !URL.canParse(resolved)) return false;
  const { host, hostname } = new URL(resolved);
  if (/\.codeartifact\.[a-z0-9-]+\.(?:amazonaws\.com|amazonaws\.com\.cn|on\.aws)$/.test(hostname)) return false;
  return !repositories.some(({ url }) => URL.canParse(url) && new URL(url).host === host);
}
