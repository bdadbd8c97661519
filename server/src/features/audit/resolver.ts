import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../lib/context.ts';
import type { AuditLog } from './service.ts';
import { AuditEventConnectionType } from './types.ts';

@Resolver()
export class AuditResolver {
  constructor(private readonly auditLog: AuditLog) {}

  @Query(() => AuditEventConnectionType, {
    description: 'Who did what in the organization, newest first, sign-ins included. Needs audit:read.',
  })
  auditEvents(
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'From 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<AuditEventConnectionType> {
    return this.auditLog.list(context.actor, first ?? 50, after);
  }
}
