import type { PackageType } from '@backline/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { CheckType, DiagnosisType, PackageTypeEnum, SnippetType } from '../../integrations/index.ts';

@ObjectType('SettlingPermission', {
  description:
    'A permission that nothing else needs and that would tell causes apart which look alike from outside. The diagnosis works without it.',
})
export class SettlingPermissionType {
  @Field(() => String, { description: 'Such as codeartifact:DescribePackage.' })
  action: string;

  @Field(() => String, { description: 'What it would tell.' })
  tells: string;

  @Field(() => SnippetType, { description: "For the role's permissions policy." })
  statement: SnippetType;

  @Field(() => SnippetType, { description: 'The same question, asked by somebody who has the permission.' })
  command: SnippetType;
}

@ObjectType('PackageDiagnosis', {
  description: 'Why a package, or a version of it, can or cannot be had; from metadata alone.',
})
export class PackageDiagnosisType {
  @Field(() => Boolean, {
    description: 'Whether a repository that serves the name has it. One that is withdrawn or unlisted is available.',
  })
  available: boolean;

  @Field(() => PackageTypeEnum)
  packageType: PackageType;

  @Field(() => String, { description: 'Normalised as its package type demands; what was asked for.' })
  name: string;

  @Field(() => String, { description: 'The name as it was given.' })
  askedName: string;

  @Field(() => String, {
    nullable: true,
    description:
      'As the repository that offers it writes it, otherwise as given; null where none was given, or none that is a version.',
  })
  version: string | null;

  @Field(() => String, { nullable: true, description: 'The version as it was given.' })
  askedVersion: string | null;

  @Field(() => [CheckType], {
    description: 'What each repository of that package type answered, and what else was asked.',
  })
  checks: CheckType[];

  @Field(() => DiagnosisType, {
    nullable: true,
    description: 'Null where it is available and nothing has to be said of it.',
  })
  diagnosis: DiagnosisType | null;

  @Field(() => [SettlingPermissionType], {
    description: 'What would tell the causes apart that look alike from outside; empty where one is certain.',
  })
  settledBy: SettlingPermissionType[];

  @Field(() => Int, {
    description: 'Requests sent to repositories and AWS for this answer, at most 12. None of them fetched a package.',
  })
  requestCount: number;

  @Field(() => Int, { description: 'Milliseconds.' })
  durationMs: number;
}
