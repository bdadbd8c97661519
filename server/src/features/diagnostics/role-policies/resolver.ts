import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import type { RolePolicies } from './service.ts';
import { RolePoliciesInputType, RolePoliciesReportType } from './types.ts';

@Resolver()
export class RolePolicyResolver {
  constructor(private readonly rolePolicies: RolePolicies) {}

  @Query(() => RolePoliciesReportType, {
    description:
      'What pasted trust and permissions policies of a role allow, found without asking AWS. Nothing that is pasted is kept. Needs diagnostics:run.',
  })
  checkRolePolicies(
    @Arg('input', () => RolePoliciesInputType) input: RolePoliciesInputType,
    @Ctx() context: RequestContext,
  ): Promise<RolePoliciesReportType> {
    return this.rolePolicies.check(context, input);
  }
}
