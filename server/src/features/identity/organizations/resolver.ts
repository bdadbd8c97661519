import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import type { OrganizationService } from './service.ts';
import { OrganizationPayloadType, ScopeDescriptionType, ViewerType } from './types.ts';

@Resolver()
export class OrganizationResolver {
  constructor(private readonly organizations: OrganizationService) {}

  @Query(() => ViewerType, { description: 'Who is asking. Needs no scope, but somebody must be signed in.' })
  viewer(@Ctx() context: RequestContext): Promise<ViewerType> {
    return this.organizations.viewer(context.actor);
  }

  @Query(() => [ScopeDescriptionType], { description: 'What an API key can be given. Needs no scope.' })
  scopes(@Ctx() context: RequestContext): Promise<ScopeDescriptionType[]> {
    return this.organizations.listScopes(context.actor);
  }

  @Mutation(() => OrganizationPayloadType, {
    description: 'Makes an organization whose owner is the person asking, and does not switch to it. Not for API keys.',
  })
  createOrganization(
    @Arg('name', () => String, { description: '1 to 100 characters.' }) name: string,
    @Ctx() context: RequestContext,
  ): Promise<OrganizationPayloadType> {
    return this.organizations.create(name, context);
  }

  @Mutation(() => ViewerType, {
    description:
      'Moves the browser session to another organization of the same person, for support to one that lets them in. Not for API keys.',
  })
  switchOrganization(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<ViewerType> {
    return this.organizations.switchTo(id, context);
  }
}
