/** GraphQL types that every feature answers with. */

import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('PageInfo', { description: 'Where a page of a list ends.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether there are more entries after this page.' })
  hasNextPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Give it as "after" to get the next page; null for an empty page.',
  })
  endCursor: string | null;
}

@ObjectType('UserError', {
  description: 'What is wrong with one field, and the value that would be right where it can be known.',
})
export class UserErrorType {
  @Field(() => [String], {
    nullable: true,
    description: 'Path into the input, e.g. ["repositories", "1", "url"]; null where no single field is meant.',
  })
  field: string[] | null;

  @Field(() => String, { description: 'A stable code in lower snake case.' })
  code: string;

  @Field(() => String, { description: 'What is wrong and what to do, for people.' })
  message: string;

  @Field(() => String, { nullable: true, description: 'The value that would be right, where it can be known.' })
  suggestion: string | null;
}

@ObjectType('DeletePayload', { description: 'Answer to a removal.' })
export class DeletePayloadType {
  @Field(() => ID, { nullable: true, description: 'The id of what was removed; null where nothing was.' })
  deletedId: string | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was removed; empty where it was.' })
  userErrors: UserErrorType[];
}
