import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import { DeletePayloadType } from '../../../lib/types.ts';
import type { ApiKeyService } from './service.ts';
import { ApiKeyType, CreateApiKeyInputType, CreateApiKeyPayloadType } from './types.ts';

@Resolver()
export class ApiKeyResolver {
  constructor(private readonly keys: ApiKeyService) {}

  @Query(() => [ApiKeyType], {
    description: "The organization's API keys that are not revoked, newest first. Needs api-keys:read.",
  })
  apiKeys(@Ctx() context: RequestContext): Promise<ApiKeyType[]> {
    return this.keys.list(context.actor);
  }

  @Mutation(() => CreateApiKeyPayloadType, {
    description: 'Makes a key with scopes that the viewer has. Its secret is shown once. Needs api-keys:write.',
  })
  createApiKey(
    @Arg('input', () => CreateApiKeyInputType) input: CreateApiKeyInputType,
    @Ctx() context: RequestContext,
  ): Promise<CreateApiKeyPayloadType> {
    return this.keys.create(input, context);
  }

  @Mutation(() => DeletePayloadType, {
    description: 'The key is refused from the next request on. Needs api-keys:write.',
  })
  revokeApiKey(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<DeletePayloadType> {
    return this.keys.revoke(id, context);
  }
}
