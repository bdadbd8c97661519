import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../../lib/types.ts';

@ObjectType('AuditEvent', {
  description: 'One thing that somebody did, or tried to do. Never changed and never removed.',
})
export class AuditEventType {
  @Field(() => ID, { description: 'Id of the event; later events have greater ids.' })
  id: string;

  @Field(() => GraphQLDateTime, { description: 'When it happened.' })
  at: Date;

  @Field(() => String, { description: "The person's email address or the API key's name." })
  actor: string;

  @Field(() => String, { description: 'What was done, e.g. integration.created or sign_in.failed.' })
  action: string;

  @Field(() => String, { nullable: true, description: 'What it was done to.' })
  subject: string | null;

  @Field(() => String, { nullable: true, description: 'What changed, or why it was refused.' })
  detail: string | null;

  @Field(() => String, { nullable: true, description: 'The x-request-id of the request that did it.' })
  requestId: string | null;
}

@ObjectType('AuditEventEdge', { description: 'An event and where it stands in the list.' })
export class AuditEventEdgeType {
  @Field(() => String, { description: 'Give it as "after" to continue behind this event.' })
  cursor: string;

  @Field(() => AuditEventType, { description: 'The event.' })
  node: AuditEventType;
}

@ObjectType('AuditEventConnection', { description: 'A page of audit events, newest first.' })
export class AuditEventConnectionType {
  @Field(() => [AuditEventEdgeType], { description: 'The events of this page.' })
  edges: AuditEventEdgeType[];

  @Field(() => PageInfoType, { description: 'Where this page ends.' })
  pageInfo: PageInfoType;

  @Field(() => Int, { description: "All of the organization's events." })
  totalCount: number;
}
