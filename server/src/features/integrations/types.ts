import { packageTypes, type PackageType } from '@backline/shared';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../lib/enum-of.ts';
import { PageInfoType, UserErrorType } from '../../lib/types.ts';
import { INTEGRATION_STATUSES, type IntegrationStatus } from './entity.ts';

export const PackageTypeEnum = enumOf(packageTypes.map(({ id }) => id));
registerEnumType(PackageTypeEnum, {
  name: 'PackageType',
  description: "Package worlds. Open: built from the server's list of package types.",
  valuesConfig: Object.fromEntries(packageTypes.map(({ id, label }) => [id, { description: `${label}.` }])),
});

export const IntegrationStatusEnum = enumOf(INTEGRATION_STATUSES);
registerEnumType(IntegrationStatusEnum, {
  name: 'IntegrationStatus',
  description: 'What the last test said. Open: values may be added.',
  valuesConfig: {
    UNTESTED: { description: 'Saved, never tested.' },
    CONNECTED: { description: 'The last test passed.' },
    DEGRADED: { description: 'The role works; at least one repository does not, or something needs attention.' },
    FAILING: { description: 'The role cannot be assumed, or no repository works.' },
    INSECURE: { description: 'The role can be assumed without the right External ID: not used until mended.' },
  },
});

@ObjectType('IntegrationType', { description: 'A card in the Integration Hub.' })
export class IntegrationTypeType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  description: string;

  @Field(() => [PackageTypeEnum])
  packageTypes: PackageType[];

  @Field(() => Int, { description: 'How many integrations of this type the organization has.' })
  connected: number;
}

@ObjectType('CodeArtifactRepository', { description: 'One registry URL of an integration, for one package type.' })
export class CodeArtifactRepositoryType {
  @Field(() => ID)
  id: string;

  @Field(() => PackageTypeEnum)
  packageType: PackageType;

  @Field(() => String)
  url: string;

  @Field(() => String)
  domain: string;

  @Field(() => String, { description: '12-digit account that owns the domain.' })
  domainOwner: string;

  @Field(() => String)
  region: string;

  @Field(() => String)
  repository: string;

  @Field(() => [String], {
    description:
      'npm scopes or beginnings of names that this repository alone serves; empty where it serves the others.',
  })
  routes: string[];
}

@ObjectType('CodeArtifactIntegration', { description: "One saved connection to an AWS account's CodeArtifact." })
export class CodeArtifactIntegrationType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => IntegrationStatusEnum)
  status: IntegrationStatus;

  @Field(() => GraphQLDateTime, { description: 'Since when the status is what it is.' })
  statusSince: Date;

  @Field(() => String, { description: '12 digits.' })
  accountId: string;

  @Field(() => String, { description: "The value that the role's trust policy demands. No secret, and no credential." })
  externalId: string;

  @Field(() => String)
  roleArn: string;

  @Field(() => Int, { description: 'Grows with every change; updates name the version they were made from.' })
  version: number;

  @Field(() => GraphQLDateTime)
  createdAt: Date;

  @Field(() => GraphQLDateTime)
  updatedAt: Date;
}

@ObjectType('CodeArtifactIntegrationEdge', { description: 'An integration and where it stands in the list.' })
export class CodeArtifactIntegrationEdgeType {
  @Field(() => String, { description: 'Give it as "after" to continue behind this integration.' })
  cursor: string;

  @Field(() => CodeArtifactIntegrationType)
  node: CodeArtifactIntegrationType;
}

@ObjectType('CodeArtifactIntegrationConnection', { description: 'A page of integrations, newest first.' })
export class CodeArtifactIntegrationConnectionType {
  @Field(() => [CodeArtifactIntegrationEdgeType])
  edges: CodeArtifactIntegrationEdgeType[];

  @Field(() => PageInfoType)
  pageInfo: PageInfoType;

  @Field(() => Int, { description: "All of the organization's integrations." })
  totalCount: number;
}

@ObjectType('CodeArtifactIntegrationPayload', {
  description: 'Answer to a change: all of it, or userErrors and nothing.',
})
export class CodeArtifactIntegrationPayloadType {
  @Field(() => CodeArtifactIntegrationType, { nullable: true, description: 'Null where nothing was saved.' })
  integration: CodeArtifactIntegrationType | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was saved; empty where it was.' })
  userErrors: UserErrorType[];

  @Field(() => [UserErrorType], { description: 'What deserves a look and forbids nothing.' })
  warnings: UserErrorType[];
}

@InputType('RepositoryInput', { description: 'One repository of an integration.' })
export class RepositoryInputType {
  @Field(() => PackageTypeEnum)
  packageType: PackageType;

  @Field(() => String, {
    description: 'As the package manager uses it; checkRepositoryUrl tells what is wrong with one.',
  })
  url: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'npm scopes (@acme) or beginnings of names (acme-, go.acme.example/, Acme.) that this repository alone serves. An update without them leaves those that are saved.',
  })
  routes?: string[] | null;
}

@InputType('CodeArtifactDetailsInput', { description: 'What connects an AWS account.' })
export class CodeArtifactDetailsInputType {
  @Field(() => ID, { nullable: true, description: 'Tests of a saved integration name it; creating ignores it.' })
  integrationId?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 100 characters; made from the account where absent.' })
  name?: string | null;

  @Field(() => String, { description: '12 digits.' })
  accountId: string;

  @Field(() => String, { description: 'Made by codeArtifactSetup, or an own one of at least 8 characters.' })
  externalId: string;

  @Field(() => String)
  roleArn: string;

  @Field(() => [RepositoryInputType], { description: '1 to 50.' })
  repositories: RepositoryInputType[];
}

@InputType('UpdateCodeArtifactIntegrationInput', { description: 'What is absent or null stays as it is.' })
export class UpdateCodeArtifactIntegrationInputType {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that the change was made from; CONFLICT where there is a later one.' })
  version: number;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  accountId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Another one is tested first, and saved only where the role accepts and demands it.',
  })
  externalId?: string | null;

  @Field(() => String, { nullable: true })
  roleArn?: string | null;

  @Field(() => [RepositoryInputType], {
    nullable: true,
    description: 'All of them; they take the place of those saved.',
  })
  repositories?: RepositoryInputType[] | null;
}
