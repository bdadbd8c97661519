import type { PackageType } from '@backline/shared';
import { Field, InputType, ObjectType } from 'type-graphql';
import { UserErrorType } from '../../../lib/types.ts';
import { PackageTypeEnum } from '../types.ts';

@InputType('CodeArtifactSetupInput', { description: 'What is known before the role exists.' })
export class CodeArtifactSetupInputType {
  @Field(() => String, { nullable: true, description: '12 digits; a placeholder stands in the texts without it.' })
  accountId?: string | null;

  @Field(() => String, { nullable: true, description: 'Omit it and the server makes one.' })
  externalId?: string | null;

  @Field(() => String, { nullable: true, defaultValue: 'us-east-1' })
  region?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'With URLs, the policy covers exactly these repositories instead of all of the account.',
  })
  repositoryUrls?: string[] | null;
}

@ObjectType('RepositoryPolicy', { description: 'A permissions policy for one repository.' })
export class RepositoryPolicyType {
  @Field(() => String)
  repository: string;

  @Field(() => String, { description: 'JSON.' })
  policy: string;
}

@ObjectType('DomainOwnerPolicy', {
  description: 'What the owner of a domain attaches where the domain belongs to another account than the role.',
})
export class DomainOwnerPolicyType {
  @Field(() => String, { description: '12-digit account that owns the domain.' })
  domainOwner: string;

  @Field(() => String)
  domain: string;

  @Field(() => String)
  region: string;

  @Field(() => String, { description: 'JSON. Suffices alone.' })
  domainPolicy: string;

  @Field(() => [RepositoryPolicyType], {
    description: 'An alternative that grants the read on each repository instead.',
  })
  repositoryPolicies: RepositoryPolicyType[];
}

@ObjectType('CodeArtifactSetup', { description: 'Everything needed to create the role, with every value filled in.' })
export class CodeArtifactSetupType {
  @Field(() => String, { description: 'Given, or made for this organization and never given to another.' })
  externalId: string;

  @Field(() => String, { description: 'Opens the AWS console with template, stack name and parameters filled in.' })
  cloudFormationUrl: string;

  @Field(() => String, { description: 'YAML.' })
  cloudFormationTemplate: string;

  @Field(() => String, { description: 'HCL.' })
  terraform: string;

  @Field(() => String, { description: 'Shell commands with the AWS CLI.' })
  awsCli: string;

  @Field(() => String, { description: 'JSON.' })
  trustPolicy: string;

  @Field(() => String, { description: 'JSON.' })
  permissionsPolicy: string;

  @Field(() => String)
  roleName: string;

  @Field(() => String, { description: "The platform's role, which the trust policy names." })
  platformPrincipalArn: string;

  @Field(() => [DomainOwnerPolicyType], { description: 'One for each given URL whose domain another account owns.' })
  domainOwnerPolicies: DomainOwnerPolicyType[];
}

@ObjectType('RepositoryUrlCheck', { description: 'What a repository URL says, and what is wrong with it.' })
export class RepositoryUrlCheckType {
  @Field(() => Boolean)
  valid: boolean;

  @Field(() => PackageTypeEnum, { nullable: true })
  packageType: PackageType | null;

  @Field(() => String, { description: 'As given, without credentials.' })
  url: string;

  @Field(() => String, { nullable: true })
  domain: string | null;

  @Field(() => String, { nullable: true })
  domainOwner: string | null;

  @Field(() => String, { nullable: true })
  region: string | null;

  @Field(() => String, { nullable: true })
  repository: string | null;

  @Field(() => [UserErrorType], {
    description: 'Empty where the URL is valid; a suggestion mends all of them at once.',
  })
  problems: UserErrorType[];
}
