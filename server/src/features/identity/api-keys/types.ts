import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UserErrorType } from '../../../lib/types.ts';

@ObjectType('ApiKey', { description: "A partner tool's key to the organization. Its secret is never shown again." })
export class ApiKeyType {
  @Field(() => ID, { description: 'Id of the key; not part of its secret.' })
  id: string;

  @Field(() => String, { description: 'What its maker called it.' })
  name: string;

  @Field(() => [String], { description: 'What the key may do.' })
  scopes: string[];

  @Field(() => String, { description: 'The first characters of the secret, to tell keys apart.' })
  prefix: string;

  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'From when on the key is refused; null for never.' })
  expiresAt: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'To the minute; null where never.' })
  lastUsedAt: Date | null;
}

@InputType('CreateApiKeyInput', { description: 'What the new key is called and what it may do.' })
export class CreateApiKeyInputType {
  @Field(() => String, { description: '1 to 100 characters.' })
  name: string;

  @Field(() => [String], { description: 'At least one of those that the query "scopes" lists and the viewer has.' })
  scopes: string[];

  @Field(() => GraphQLDateTime, { nullable: true, description: 'A time to come; null for a key that never expires.' })
  expiresAt?: Date | null;
}

@ObjectType('CreateApiKeyPayload', { description: 'The secret is shown once.' })
export class CreateApiKeyPayloadType {
  @Field(() => ApiKeyType, { nullable: true, description: 'The new key; null where there are userErrors.' })
  apiKey: ApiKeyType | null;

  @Field(() => String, {
    nullable: true,
    description: 'Shown once. Send it as "Authorization: Bearer <secret>".',
  })
  secret: string | null;

  @Field(() => [UserErrorType], { description: 'Why no key was made; empty where one was.' })
  userErrors: UserErrorType[];
}
