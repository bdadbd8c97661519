import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../../lib/enum-of.ts';
import { PageInfoType, UserErrorType } from '../../../lib/types.ts';
import type { SupportGrant } from './service.ts';

export const SupportGrantStatusEnum = enumOf(['ACTIVE', 'EXPIRED', 'REVOKED'] as const);
registerEnumType(SupportGrantStatusEnum, { name: 'SupportGrantStatus', description: 'Whether it lets anybody in.' });

@ObjectType('SupportGrant', {
  description:
    'An organization lets Backline support in for a while: to diagnose its integrations and packages, and to read reports and audit log. External IDs stay masked.',
})
export class SupportGrantType {
  @Field(() => ID)
  id: string;

  @Field(() => String, { description: 'Email address of who is let in, or "Backline support" for everybody there.' })
  grantedTo: string;

  @Field(() => String)
  reason: string;

  @Field(() => String, { description: 'Email address of the member, or name of the API key.' })
  grantedBy: string;

  @Field(() => GraphQLDateTime)
  grantedAt: Date;

  @Field(() => GraphQLDateTime, { description: 'At most 60 minutes after it was granted.' })
  expiresAt: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  revokedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Email address of the member, or name of the API key.' })
  revokedBy: string | null;

  @Field(() => SupportGrantStatusEnum)
  status: SupportGrant['status'];
}

@ObjectType('SupportGrantEdge')
export class SupportGrantEdgeType {
  @Field(() => String, { description: 'Give it as "after" to continue behind this grant.' })
  cursor: string;

  @Field(() => SupportGrantType)
  node: SupportGrantType;
}

@ObjectType('SupportGrantConnection', { description: 'A page of grants, newest first.' })
export class SupportGrantConnectionType {
  @Field(() => [SupportGrantEdgeType])
  edges: SupportGrantEdgeType[];

  @Field(() => PageInfoType)
  pageInfo: PageInfoType;

  @Field(() => Int, { description: "All of the organization's grants, open and ended." })
  totalCount: number;
}

@InputType({ description: 'Whom to let in, and for how long.' })
export class GrantSupportAccessInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The request to answer: then who asked is let in. Without it, everybody of Backline support is.',
  })
  requestId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'At most 300 characters; that of the request where there is one and this is absent.',
  })
  reason?: string | null;

  @Field(() => Int, { description: 'From 1 to 60, and no more than the request asks for.' })
  minutes: number;
}

@ObjectType('SupportGrantPayload', { description: 'Answer to granting or revoking access.' })
export class SupportGrantPayloadType {
  @Field(() => SupportGrantType, { nullable: true, description: 'Null where there are userErrors.' })
  grant: SupportGrantType | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was granted; empty where it was.' })
  userErrors: UserErrorType[];
}
