import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import type { SupportRequests } from './service.ts';
import {
  RefuseSupportRequestPayloadType,
  RequestSupportAccessInput,
  RequestSupportAccessPayloadType,
  SupportAccessType,
  SupportRequestType,
} from './types.ts';

@Resolver()
export class SupportRequestResolver {
  constructor(private readonly requests: SupportRequests) {}

  @Query(() => [SupportRequestType], {
    description: 'Requests by support that wait for an answer, oldest first. Needs support:read.',
  })
  supportRequests(@Ctx() context: RequestContext): Promise<SupportRequestType[]> {
    return this.requests.pending(context.actor);
  }

  @Query(() => SupportAccessType, { description: 'For support people only: what they asked for and may look into.' })
  supportAccess(@Ctx() context: RequestContext): Promise<SupportAccessType> {
    return this.requests.own(context.actor);
  }

  @Mutation(() => RequestSupportAccessPayloadType, {
    description: 'For support people only: asks an organization to be let in.',
  })
  requestSupportAccess(
    @Arg('input', () => RequestSupportAccessInput) input: RequestSupportAccessInput,
    @Ctx() context: RequestContext,
  ): Promise<RequestSupportAccessPayloadType> {
    return this.requests.make(input, context);
  }

  @Mutation(() => RefuseSupportRequestPayloadType, {
    description: 'Refuses a request by support. Needs support:write.',
  })
  refuseSupportRequest(
    @Arg('id', () => ID) id: string,
    @Ctx() context: RequestContext,
  ): Promise<RefuseSupportRequestPayloadType> {
    return this.requests.refuse(id, context);
  }
}
