import type { PackageType } from '@backline/shared';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../lib/context.ts';
import { PackageTypeEnum } from '../integrations/index.ts';
import type { Package, Packages } from './service.ts';
import { PackageObjectType } from './types.ts';

@Resolver()
export class PackageResolver {
  constructor(private readonly packages: Packages) {}

  @Query(() => PackageObjectType, {
    name: 'package',
    description:
      'Asks the repositories that serve this name, all at once. Only metadata is read, so nothing is imported into a repository. NOT_FOUND where none of them has it, UPSTREAM where none of them answers. Needs packages:read.',
  })
  find(
    @Arg('integrationId', () => ID) integrationId: string,
    @Arg('packageType', () => PackageTypeEnum) packageType: PackageType,
    @Arg('name', () => String, { description: 'In any spelling that the package world takes for the same name.' })
    name: string,
    @Ctx() context: RequestContext,
  ): Promise<Package> {
    return this.packages.find(context, integrationId, packageType, name);
  }

  @Query(() => [String], {
    description:
      'Names found through this integration before, the latest first, at most 20: suggestions for a search field. Needs packages:read.',
  })
  recentPackages(
    @Arg('integrationId', () => ID) integrationId: string,
    @Arg('packageType', () => PackageTypeEnum) packageType: PackageType,
    @Arg('prefix', () => String, { nullable: true, description: 'What the names begin with.' })
    prefix: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<string[]> {
    return this.packages.recent(context, integrationId, packageType, prefix);
  }
}
