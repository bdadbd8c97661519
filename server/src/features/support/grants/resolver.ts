import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import type { SupportGrants } from './service.ts';
import { GrantSupportAccessInput, SupportGrantConnectionType, SupportGrantPayloadType } from './types.ts';

@Resolver()
export class SupportGrantResolver {
  constructor(private readonly grants: SupportGrants) {}

  @Query(() => SupportGrantConnectionType, {
    description: 'Access that the organization granted to Backline support, newest first. Needs support:read.',
  })
  supportGrants(
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'From 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<SupportGrantConnectionType> {
    return this.grants.list(context.actor, first ?? 20, after);
  }

  @Mutation(() => SupportGrantPayloadType, {
    description: 'Lets support in for at most 60 minutes. Needs support:write.',
  })
  grantSupportAccess(
    @Arg('input', () => GrantSupportAccessInput) input: GrantSupportAccessInput,
    @Ctx() context: RequestContext,
  ): Promise<SupportGrantPayloadType> {
    return this.grants.grant(input, context);
  }

  @Mutation(() => SupportGrantPayloadType, {
    description: 'Ends open access; the next request by support is refused. Needs support:write.',
  })
  revokeSupportGrant(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<SupportGrantPayloadType> {
    return this.grants.revoke(id, context);
  }
}
