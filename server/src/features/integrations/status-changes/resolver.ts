import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import type { IntegrationEntity } from '../entity.ts';
import { CodeArtifactIntegrationType } from '../types.ts';
import type { ConcurrentFailure, StatusChange, StatusChangeLoaders } from './loaders.ts';
import { ConcurrentFailureType, StatusChangeType } from './types.ts';

@Resolver(() => CodeArtifactIntegrationType)
export class IntegrationStatusChangeResolver {
  constructor(private readonly loaders: StatusChangeLoaders) {}

  @FieldResolver(() => StatusChangeType, {
    nullable: true,
    description:
      'What changed, where it worked and does not, or works again. Null where it never was otherwise, and while the details are untested. Diagnoses are no part of the history.',
  })
  statusChange(@Root() integration: IntegrationEntity, @Ctx() context: RequestContext): Promise<StatusChange | null> {
    return this.loaders.statusChange(context, integration);
  }
}

@Resolver(() => StatusChangeType)
export class StatusChangeResolver {
  constructor(private readonly loaders: StatusChangeLoaders) {}

  @FieldResolver(() => [ConcurrentFailureType], {
    description:
      'Others of the organization that failed in the same period at the same check: a sign of a common cause. Empty for a recovery.',
  })
  concurrentFailures(@Root() change: StatusChange, @Ctx() context: RequestContext): Promise<ConcurrentFailure[]> {
    return this.loaders.concurrentFailures(context, change);
  }
}
