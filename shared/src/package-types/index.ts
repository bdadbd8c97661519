/** The list of package types; adding one is one line here and one folder beside. */
import type { PackageTypeDefinition } from './package-type.ts';
import { go } from './go/definition.ts';
import { npm } from './npm/definition.ts';
import { nuget } from './nuget/definition.ts';
import { pypi } from './pypi/definition.ts';

export type { PackageTypeDefinition } from './package-type.ts';

const definitions = [npm, pypi, go, nuget] as const;

export type PackageType = (typeof definitions)[number]['id'];

export const packageTypes: readonly (PackageTypeDefinition & { id: PackageType })[] = definitions;

/** The definition of a package type; every value of the type has one. */
export function packageTypeDefinition(id: PackageType): PackageTypeDefinition & { id: PackageType } {
  const definition = packageTypes.find((candidate) => candidate.id === id);
  if (!definition) throw new Error(`No package type ${id}`);
  return definition;
}
