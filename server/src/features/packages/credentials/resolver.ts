import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import type { BuildCredentialsResult, BuildCredentialsService } from './service.ts';
import { BuildCredentialsInputType, BuildCredentialsPayloadType } from './types.ts';

@Resolver()
export class BuildCredentialsResolver {
  constructor(private readonly credentials: BuildCredentialsService) {}

  @Mutation(() => BuildCredentialsPayloadType, {
    description:
      'Makes a token for one build and writes it into the files of every package manager of that type. Recorded in the audit log. Needs credentials:issue.',
  })
  issueBuildCredentials(
    @Arg('input', () => BuildCredentialsInputType) input: BuildCredentialsInputType,
    @Ctx() context: RequestContext,
  ): Promise<BuildCredentialsResult> {
    return this.credentials.issue(context, input.integrationId, input.packageType);
  }
}
