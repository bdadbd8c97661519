import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UserErrorType } from '../../../lib/types.ts';
import type { Role } from '../policy.ts';
import { MemberRoleType } from '../types.ts';

@ObjectType('Member', { description: 'A person who belongs to the organization.' })
export class MemberType {
  @Field(() => ID, { description: 'Id of the membership.' })
  id: string;

  @Field(() => String, { description: "The person's name." })
  name: string;

  @Field(() => String, { description: 'The address the person signs in with.' })
  email: string;

  @Field(() => MemberRoleType, { description: 'What the person may do in this organization.' })
  role: Role;

  @Field(() => GraphQLDateTime, { description: 'When the person became a member.' })
  joinedAt: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the person last signed in to, or switched to, this organization; null where never.',
  })
  lastSignInAt: Date | null;

  @Field(() => Boolean, { description: 'Whether this is who is asking.' })
  isViewer: boolean;
}

@ObjectType('Invitation', { description: 'An invitation that has not been accepted yet. It runs out after 7 days.' })
export class InvitationType {
  @Field(() => ID, { description: 'Id of the invitation; not part of its link.' })
  id: string;

  @Field(() => String, { description: 'Whom the invitation is for.' })
  email: string;

  @Field(() => MemberRoleType, { description: 'The role the person will have.' })
  role: Role;

  @Field(() => String, { description: 'Email address of the member, or name of the API key, that invited.' })
  invitedBy: string;

  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => GraphQLDateTime, { description: 'From when on its link is worthless.' })
  expiresAt: Date;
}

@InputType({ description: 'Whom to invite.' })
export class InviteMemberInput {
  @Field(() => String, { description: 'Whom to invite. Upper and lower case do not matter.' })
  email: string;

  @Field(() => MemberRoleType, { description: 'The role the person will have.' })
  role: Role;
}

@ObjectType('InviteMemberPayload', { description: 'Answer to an invitation.' })
export class InviteMemberPayloadType {
  @Field(() => InvitationType, { nullable: true, description: 'The new invitation; null where there are userErrors.' })
  invitation: InvitationType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The link to hand to the person. Shown once, and it works once.',
  })
  link: string | null;

  @Field(() => [UserErrorType], { description: 'Why nobody was invited; empty where somebody was.' })
  userErrors: UserErrorType[];
}

@ObjectType('MemberPayload', { description: 'Answer to a change of a member.' })
export class MemberPayloadType {
  @Field(() => MemberType, {
    nullable: true,
    description: 'The member after the change; null where there are userErrors.',
  })
  member: MemberType | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  userErrors: UserErrorType[];
}
