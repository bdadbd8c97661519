import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../lib/context.ts';
import type { AuditLog } from './service.ts';
import { AuditEventArguments, AuditEventConnectionType, AuditLogValuesType } from './types.ts';

@Resolver()
export class AuditResolver {
  constructor(private readonly auditLog: AuditLog) {}

  @Query(() => AuditEventConnectionType, {
    description: 'Who did what in the organization, newest first, sign-ins included. Needs audit:read.',
  })
  auditEvents(
    @Args(() => AuditEventArguments) { first, after, ...filter }: AuditEventArguments,
    @Ctx() context: RequestContext,
  ): Promise<AuditEventConnectionType> {
    return this.auditLog.list(context.actor, first ?? 50, after, filter);
  }

  @Query(() => AuditLogValuesType, { description: 'What the audit log can be filtered by. Needs audit:read.' })
  auditLogValues(@Ctx() context: RequestContext): Promise<AuditLogValuesType> {
    return this.auditLog.values(context.actor);
  }
}
