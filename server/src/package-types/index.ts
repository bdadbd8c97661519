/** The list of package types; adding one is one line here and one folder beside. */

import type { PackageType } from '@backline/shared';
import { go } from './go/index.ts';
import { npm } from './npm/index.ts';
import { nuget } from './nuget/index.ts';
import type { PackageTypePlug } from './package-type.ts';
import { pypi } from './pypi/index.ts';

export type * from './package-type.ts';
export { RegistryFailure } from './package-type.ts';

export const packageTypePlugs: readonly PackageTypePlug[] = [npm, pypi, go, nuget];

/** The plug of a package type; every value of the type has one. */
export function packageTypePlug(id: PackageType): PackageTypePlug {
  const plug = packageTypePlugs.find((candidate) => candidate.definition.id === id);
  if (!plug) throw new Error(`No package type ${id}`);
  return plug;
}
