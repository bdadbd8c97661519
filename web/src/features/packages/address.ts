/** What is looked up, as the page's address holds it. */

import { packageTypes, type PackageType } from '@backline/shared';

export interface LookUp {
  integrationId: string;
  packageType: PackageType;
  /** Empty where nothing is looked up yet. */
  name: string;
  /** The question why it cannot be had, with the version that is missing, or none; null where it is not asked. */
  why: { version: string } | null;
}

interface Choice {
  id: string;
  repositories: readonly { packageType: PackageType }[];
}

/** Reads the address; what it leaves out is the first integration and the first package type that this one has. */
export function readLookUp(search: URLSearchParams, integrations: readonly Choice[]): LookUp {
  const integrationId = search.get('integration') ?? integrations[0]?.id ?? '';
  const given = packageTypes.find(({ id }) => id === search.get('type'))?.id;
  const integration = integrations.find(({ id }) => id === integrationId);
  return {
    integrationId,
    packageType: given ?? firstType(integration),
    name: search.get('name')?.trim() ?? '',
    why: search.get('diagnose') === '1' ? { version: search.get('version')?.trim() ?? '' } : null,
  };
}

export function addressOf({ integrationId, packageType, name, why }: LookUp): string {
  const search = new URLSearchParams({ integration: integrationId, type: packageType, name });
  if (why) search.set('diagnose', '1');
  if (why && why.version !== '') search.set('version', why.version);
  return `/packages?${search.toString()}`;
}

/** The first type, in the order of the form, that the integration has a repository of. */
export function firstType(integration: Choice | undefined): PackageType {
  const owned = new Set(integration?.repositories.map(({ packageType }) => packageType));
  return packageTypes.find(({ id }) => owned.has(id))?.id ?? 'NPM';
}
