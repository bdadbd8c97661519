import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
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

  @Field(() => String, { description: 'MEMBER, API_KEY, SUPPORT, or NONE where nobody was signed in. Open.' })
  actorKind: string;

  @Field(() => String, { description: 'What was done, e.g. integration.created or sign_in.failed.' })
  action: string;

  @Field(() => String, { nullable: true, description: 'What it was done to.' })
  subject: string | null;

  @Field(() => String, { nullable: true, description: 'What changed, or why it was refused.' })
  detail: string | null;

  @Field(() => String, { nullable: true, description: 'The x-request-id of the request that did it.' })
  requestId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Address that the request came from; null where there was none.',
  })
  ip: string | null;
}

@ObjectType('AuditLogValues', { description: 'What the audit log can be filtered by.' })
export class AuditLogValuesType {
  @Field(() => [String], { description: 'Every actor that occurs in the log, in order; at most 200.' })
  actors: string[];

  @Field(() => [String], { description: 'Every action that occurs in the log, in order; at most 200.' })
  actions: string[];
}

@ArgsType()
export class AuditEventArguments {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: 'From 1 to 100.' })
  first: number | null;

  @Field(() => String, { nullable: true, description: 'The endCursor of the page before.' })
  after?: string | null;

  @Field(() => String, { nullable: true, description: 'Only events of this actor.' })
  actor?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this action, or with a dot at its end all that begin so.' })
  action?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Only what happened at this time or later.' })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Only what happened before this time.' })
  until?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only events whose actor, action, subject, detail, address or request id contains this, in any case.',
  })
  text?: string | null;
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

  @Field(() => Int, { description: "All of the organization's events that fit the filter." })
  totalCount: number;
}
