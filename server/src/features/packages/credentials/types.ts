import type { PackageType } from '@backline/shared';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UserErrorType } from '../../../lib/types.ts';
import { PackageTypeEnum } from '../../integrations/index.ts';

@InputType('BuildCredentialsInput', { description: 'What a build needs to read.' })
export class BuildCredentialsInputType {
  @Field(() => ID)
  integrationId: string;

  @Field(() => PackageTypeEnum)
  packageType: PackageType;
}

@ObjectType('ClientFile', { description: 'A file for a package manager. It may hold a token: never commit it.' })
export class ClientFileType {
  @Field(() => String, { description: 'Where it goes, e.g. .npmrc beside package.json, or ~/.netrc.' })
  path: string;

  @Field(() => String)
  content: string;

  @Field(() => String, { description: 'The package managers that read it.' })
  client: string;

  @Field(() => String, { description: 'What it does, and what to mind.' })
  purpose: string;
}

@ObjectType('EnvironmentVariable', { description: 'A setting for the environment of a build. It may hold a token.' })
export class EnvironmentVariableType {
  @Field(() => String)
  name: string;

  @Field(() => String)
  value: string;
}

@ObjectType('BuildCredentials', {
  description:
    'Everything a package manager needs to use the repositories for a while. The token in it is made for this request, shown once and kept nowhere.',
})
export class BuildCredentialsType {
  @Field(() => PackageTypeEnum)
  packageType: PackageType;

  @Field(() => GraphQLDateTime, { description: 'When the token ends: with the role session, within an hour.' })
  expiresAt: Date;

  @Field(() => [ClientFileType])
  files: ClientFileType[];

  @Field(() => [EnvironmentVariableType])
  environment: EnvironmentVariableType[];
}

@ObjectType('BuildCredentialsPayload', { description: 'Answer to issueBuildCredentials.' })
export class BuildCredentialsPayloadType {
  @Field(() => BuildCredentialsType, { nullable: true, description: 'Null where nothing was issued.' })
  credentials: BuildCredentialsType | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was issued; empty where something was.' })
  userErrors: UserErrorType[];
}
