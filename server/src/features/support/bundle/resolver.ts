import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import type { SupportBundles } from './service.ts';
import { SupportBundleType } from './types.ts';

@Resolver()
export class SupportBundleResolver {
  constructor(private readonly bundles: SupportBundles) {}

  @Query(() => SupportBundleType, {
    description: "One integration's support bundle. NOT_FOUND also for another organization's id. Needs support:write.",
  })
  supportBundle(
    @Arg('integrationId', () => ID) integrationId: string,
    @Ctx() context: RequestContext,
  ): Promise<SupportBundleType> {
    return this.bundles.export(context, integrationId);
  }
}
