import type { PackageType } from '@backline/shared';
import { packageTypeDefinition } from '@backline/shared';
import type { SavedConnection } from '../integrations/index.ts';

/** Why an integration is not used at all; null where it may be. */
export function whyUnused({ name, status }: SavedConnection): string | null {
  if (status !== 'INSECURE') return null;
  return `${name} is not used: the last test found that its role can be assumed without the right External ID. Mend the role's trust policy, then test the connection.`;
}

/** Why there is nothing to ask for a package type; null where there is. */
export function whyNothingToAsk({ name, repositories }: SavedConnection, packageType: PackageType): string | null {
  if (repositories.some((repository) => repository.packageType === packageType)) return null;
  const { label } = packageTypeDefinition(packageType);
  const others = [...new Set(repositories.map((repository) => packageTypeDefinition(repository.packageType).label))];
  return `${name} has no ${label} repository; it has ${others.join(', ')}. Add the repository's URL to the integration first.`;
}
