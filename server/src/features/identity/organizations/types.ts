import { Field, ID, ObjectType } from 'type-graphql';
import { UserErrorType } from '../../../lib/types.ts';
import type { Role } from '../policy.ts';
import { MemberRoleType } from '../types.ts';

@ObjectType('Organization', { description: 'One customer. Everything belongs to exactly one organization.' })
export class OrganizationType {
  @Field(() => ID, { description: 'Id of the organization.' })
  id: string;

  @Field(() => String, { description: 'What its members call it.' })
  name: string;
}

@ObjectType('Viewer', { description: 'Who is asking.' })
export class ViewerType {
  @Field(() => String, { description: 'MEMBER, API_KEY or SUPPORT' })
  kind: string;

  @Field(() => String, { description: "The person's or the API key's name." })
  name: string;

  @Field(() => OrganizationType, {
    nullable: true,
    description: 'The organization that everything asked for is in; null for support that no organization lets in.',
  })
  organization: OrganizationType | null;

  @Field(() => [String], { description: 'What the viewer may do, e.g. integrations:write.' })
  scopes: string[];

  @Field(() => [OrganizationType], {
    description: 'Those the person can switch to; for an API key its own; for support those that let them in just now.',
  })
  organizations: OrganizationType[];

  @Field(() => MemberRoleType, {
    nullable: true,
    description: 'Role in the organization; null for API keys and support.',
  })
  role: Role | null;

  @Field(() => ID, { nullable: true, description: 'Id of the membership; null for API keys and support.' })
  memberId: string | null;
}

@ObjectType('ScopeDescription', { description: 'Something an API key can be allowed to do.' })
export class ScopeDescriptionType {
  @Field(() => String, { description: 'E.g. integrations:write.' })
  scope: string;

  @Field(() => String, { description: 'What it allows, for people.' })
  description: string;
}

@ObjectType('OrganizationPayload', { description: 'Answer to making an organization.' })
export class OrganizationPayloadType {
  @Field(() => OrganizationType, {
    nullable: true,
    description: 'The new organization; null where there are userErrors.',
  })
  organization: OrganizationType | null;

  @Field(() => [UserErrorType], { description: 'Why none was made; empty where one was.' })
  userErrors: UserErrorType[];
}
