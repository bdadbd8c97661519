import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import type { CauseDescription, Diagnosis } from '../../../lib/diagnosis.ts';
import { DiagnosisType } from '../../integrations/index.ts';
import type { FailureTexts } from './service.ts';
import { CauseDescriptionType, ExplainFailureInputType } from './types.ts';

@Resolver()
export class FailureTextResolver {
  constructor(private readonly failureTexts: FailureTexts) {}

  @Query(() => DiagnosisType, {
    description:
      'Explains an error text without asking AWS. The text is read once and kept nowhere; tokens in it are masked. UNKNOWN, without a cause, where it is no failure of CodeArtifact or of the way there. Needs diagnostics:run; open to support people.',
  })
  explainFailure(
    @Arg('input', () => ExplainFailureInputType) input: ExplainFailureInputType,
    @Ctx() context: RequestContext,
  ): Diagnosis {
    return this.failureTexts.explain(context, input);
  }

  @Query(() => [CauseDescriptionType], {
    description: 'Every cause that a failure can be traced to, by section. For everybody who is signed in.',
  })
  causes(@Ctx() context: RequestContext): CauseDescription[] {
    return this.failureTexts.causes(context);
  }

  @Query(() => CauseDescriptionType, { description: 'One cause by its code. For everybody who is signed in.' })
  cause(@Arg('code', () => String) code: string, @Ctx() context: RequestContext): CauseDescription {
    return this.failureTexts.cause(context, code);
  }
}
