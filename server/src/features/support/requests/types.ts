import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../../lib/enum-of.ts';
import { UserErrorType } from '../../../lib/types.ts';
import type { OwnRequest } from './service.ts';

export const SupportRequestStatusEnum = enumOf(['PENDING', 'LAPSED', 'GRANTED', 'REFUSED'] as const);
registerEnumType(SupportRequestStatusEnum, {
  name: 'SupportRequestStatus',
  description: 'What became of a request.',
  valuesConfig: { LAPSED: { description: 'Nobody answered within 24 hours.' } },
});

@ObjectType('SupportRequest', { description: 'Somebody of Backline support asks to be let in.' })
export class SupportRequestType {
  @Field(() => ID)
  id: string;

  @Field(() => String, { description: 'Email address of the support person.' })
  requestedBy: string;

  @Field(() => String)
  reason: string;

  @Field(() => Int, { description: 'From 1 to 60.' })
  minutes: number;

  @Field(() => GraphQLDateTime)
  requestedAt: Date;

  @Field(() => GraphQLDateTime, {
    description: 'From then on it can no longer be answered: 24 hours after it was made.',
  })
  lapsesAt: Date;
}

@ObjectType('OwnSupportRequest', {
  description: 'A request as who made it sees it. It looks alike whether or not there is such an organization.',
})
export class OwnSupportRequestType {
  @Field(() => ID)
  id: string;

  @Field(() => ID, { description: 'As it was asked for.' })
  organizationId: string;

  @Field(() => String)
  reason: string;

  @Field(() => Int)
  minutes: number;

  @Field(() => GraphQLDateTime)
  requestedAt: Date;

  @Field(() => SupportRequestStatusEnum)
  status: OwnRequest['status'];

  @Field(() => GraphQLDateTime, { nullable: true })
  answeredAt: Date | null;
}

@ObjectType('OpenOrganization', { description: 'An organization that lets the support person in just now.' })
export class OpenOrganizationType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => GraphQLDateTime, { description: 'When that ends.' })
  until: Date;
}

@ObjectType('SupportAccess', { description: 'What a support person asked for, and where they are let in.' })
export class SupportAccessType {
  @Field(() => [OwnSupportRequestType], { description: 'The latest 50, newest first.' })
  requests: OwnSupportRequestType[];

  @Field(() => [OpenOrganizationType], { description: 'By name. switchOrganization opens one.' })
  organizations: OpenOrganizationType[];
}

@InputType({ description: 'Which organization to ask, why, and for how long.' })
export class RequestSupportAccessInput {
  @Field(() => ID, { description: 'Its admins find it under Settings, Support access.' })
  organizationId: string;

  @Field(() => String, { description: 'At most 300 characters; the organization reads it.' })
  reason: string;

  @Field(() => Int, { description: 'From 1 to 60.' })
  minutes: number;
}

@ObjectType('RequestSupportAccessPayload', {
  description: 'Answer to a request; the same whether or not there is such an organization.',
})
export class RequestSupportAccessPayloadType {
  @Field(() => OwnSupportRequestType, { nullable: true, description: 'Null where there are userErrors.' })
  request: OwnSupportRequestType | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was asked; empty where it was.' })
  userErrors: UserErrorType[];
}

@ObjectType('RefuseSupportRequestPayload', { description: 'Answer to refusing a request.' })
export class RefuseSupportRequestPayloadType {
  @Field(() => ID, { description: 'Id of the request.' })
  refusedId: string;
}
