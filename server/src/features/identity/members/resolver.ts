import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import { DeletePayloadType } from '../../../lib/types.ts';
import type { Role } from '../policy.ts';
import { MemberRoleType } from '../types.ts';
import type { MemberService } from './service.ts';
import { InvitationType, InviteMemberInput, InviteMemberPayloadType, MemberPayloadType, MemberType } from './types.ts';

@Resolver()
export class MemberResolver {
  constructor(private readonly members: MemberService) {}

  @Query(() => [MemberType], {
    name: 'members',
    description: "The organization's members, in the order in which they joined. Needs members:read.",
  })
  listMembers(@Ctx() context: RequestContext): Promise<MemberType[]> {
    return this.members.list(context.actor);
  }

  @Query(() => [InvitationType], {
    description: 'Invitations that were neither accepted nor revoked and have not run out. Needs members:read.',
  })
  invitations(@Ctx() context: RequestContext): Promise<InvitationType[]> {
    return this.members.listInvitations(context.actor);
  }

  @Mutation(() => InviteMemberPayloadType, {
    description:
      'Invites a person, with a link that is shown once. Another invitation of the same email address stops working. ' +
      'Needs members:write; only owners invite owners.',
  })
  inviteMember(
    @Arg('input', () => InviteMemberInput) input: InviteMemberInput,
    @Ctx() context: RequestContext,
  ): Promise<InviteMemberPayloadType> {
    return this.members.invite(input, context);
  }

  @Mutation(() => DeletePayloadType, {
    description: 'Makes the link of an invitation worthless at once. Needs members:write.',
  })
  revokeInvitation(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<DeletePayloadType> {
    return this.members.revokeInvitation(id, context);
  }

  @Mutation(() => MemberPayloadType, {
    description:
      'Gives a member another role, from the next request on. The last owner keeps the role. ' +
      'Needs members:write; only owners make and unmake owners.',
  })
  changeMemberRole(
    @Arg('id', () => ID) id: string,
    @Arg('role', () => MemberRoleType) role: Role,
    @Ctx() context: RequestContext,
  ): Promise<MemberPayloadType> {
    return this.members.changeRole(id, role, context);
  }

  @Mutation(() => DeletePayloadType, {
    description:
      "Ends a person's membership and its sessions at once. The last owner cannot be removed. " +
      'Needs members:write; only owners remove owners.',
  })
  removeMember(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<DeletePayloadType> {
    return this.members.remove(id, context);
  }
}
