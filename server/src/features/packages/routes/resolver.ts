import type { PackageType } from '@backline/shared';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import { PackageTypeEnum, RepositoryInputType } from '../../integrations/index.ts';
import type { PackageRoutes } from './service.ts';
import { PackageRouteType } from './types.ts';

@Resolver()
export class PackageRouteResolver {
  constructor(private readonly routes: PackageRoutes) {}

  @Query(() => PackageRouteType, {
    description:
      'Which repository serves this name, of a saved integration or of repositories that are not saved yet. Asks nobody. Needs packages:read.',
  })
  routePackage(
    @Arg('integrationId', () => ID, { nullable: true }) integrationId: string | null | undefined,
    @Arg('packageType', () => PackageTypeEnum) packageType: PackageType,
    @Arg('name', () => String) name: string,
    @Arg('repositories', () => [RepositoryInputType], {
      nullable: true,
      description: 'In place of those saved.',
    })
    repositories: RepositoryInputType[] | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<PackageRouteType> {
    return this.routes.preview(context, integrationId, packageType, name, repositories);
  }
}
