import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import type { AnalysisBuildChecks } from './analysis-build-checks.ts';
import { CheckBuildPayloadType } from './types.ts';

@Resolver()
export class BuildCheckResolver {
  constructor(private readonly checks: AnalysisBuildChecks) {}

  @Mutation(() => CheckBuildPayloadType, {
    description:
      "Restores the project of an analysis, changed as a proposal says, with its real package manager: scripts off, from the integration's repositories alone. Answers when it is done, which may take minutes; one at a time for an organization. Commands that a proposal leaves are not run. Needs projects:write.",
  })
  checkBuild(
    @Arg('analysisId', () => ID, {
      description: "The last one of its project that succeeded; older ones' files are gone.",
    })
    analysisId: string,
    @Ctx() context: RequestContext,
    @Arg('proposalId', () => ID, { nullable: true, description: 'Null means the combined proposal.' })
    proposalId?: string | null,
    @Arg('isUnchanged', () => Boolean, {
      defaultValue: false,
      description: 'The project as it was given, without any proposal.',
    })
    isUnchanged = false,
  ): Promise<CheckBuildPayloadType> {
    return this.checks.run(context, { analysisId, proposalId: proposalId ?? null, isUnchanged });
  }
}
