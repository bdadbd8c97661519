import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UserErrorType } from '../../../lib/types.ts';
import type { Role } from '../policy.ts';
import { MemberRoleType } from '../types.ts';

@ObjectType('Member', { description: 'A person who belongs to the organization.' })
export class MemberType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  email: string;

  @Field(() => MemberRoleType)
  role: Role;

  @Field(() => GraphQLDateTime)
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
  @Field(() => ID)
  id: string;

  @Field(() => String)
  email: string;

  @Field(() => MemberRoleType, { description: 'The role the person will have.' })
  role: Role;

  @Field(() => String, { description: 'Email address of the member, or name of the API key, that invited.' })
  invitedBy: string;

  @Field(() => GraphQLDateTime)
  createdAt: Date;

  @Field(() => GraphQLDateTime)
  expiresAt: Date;
}

@InputType({ description: 'Whom to invite.' })
export class InviteMemberInput {
  @Field(() => String)
  email: string;

  @Field(() => MemberRoleType)
  role: Role;
}

@ObjectType('InviteMemberPayload')
export class InviteMemberPayloadType {
  @Field(() => InvitationType, { nullable: true })
  invitation: InvitationType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The link to hand to the person. Shown once, and it works once.',
  })
  link: string | null;

  @Field(() => [UserErrorType])
  userErrors: UserErrorType[];
}

@ObjectType('MemberPayload')
export class MemberPayloadType {
  @Field(() => MemberType, { nullable: true })
  member: MemberType | null;

  @Field(() => [UserErrorType])
  userErrors: UserErrorType[];
}
