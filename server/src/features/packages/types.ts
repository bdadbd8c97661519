import type { PackageType } from '@backline/shared';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Diagnosis, Evidence } from '../../lib/diagnosis.ts';
import { CodeArtifactRepositoryType, DiagnosisType, EvidenceType, PackageTypeEnum } from '../integrations/index.ts';

// `simple` leaves out a wrapper that would be called for every field of tens of thousands of versions.
@ObjectType('PackageVersion', { description: 'One version, as the nearest repository that offers it lists it.' })
export class PackageVersionType {
  @Field(() => String, { simple: true })
  version: string;

  @Field(() => Boolean, { simple: true })
  isPrerelease: boolean;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    simple: true,
    description: 'Null where the repository does not say; a PyPI page never does.',
  })
  publishedAt: Date | null;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: "The maintainer's reason where the version is deprecated, yanked, retracted or unlisted.",
  })
  withdrawn: string | null;

  @Field(() => String, { simple: true, description: 'The first repository, in the order of the form, that offers it.' })
  repositoryUrl: string;
}

@ObjectType('RepositoryProblem', { description: 'A repository that was asked and gave no answer.' })
export class RepositoryProblemType {
  @Field(() => CodeArtifactRepositoryType)
  repository: CodeArtifactRepositoryType;

  @Field(() => DiagnosisType)
  diagnosis: Diagnosis;

  @Field(() => EvidenceType, { description: 'What AWS or the repository really answered.' })
  evidence: Evidence;
}

@ObjectType('Package', {
  description: 'What the repositories of an integration say of one package, from metadata alone.',
})
export class PackageObjectType {
  @Field(() => PackageTypeEnum)
  packageType: PackageType;

  @Field(() => String, { description: 'Normalised as its package type demands.' })
  name: string;

  @Field(() => [PackageVersionType], { description: "Newest first by the package type's own version order." })
  versions: PackageVersionType[];

  @Field(() => String, {
    nullable: true,
    description: 'What the package world itself calls latest; where repositories differ, the newest of them.',
  })
  latest: string | null;

  @Field(() => [CodeArtifactRepositoryType], { description: 'Which repositories of the integration offer it.' })
  repositories: CodeArtifactRepositoryType[];

  @Field(() => [RepositoryProblemType], {
    description: 'Repositories that gave no answer; versions of theirs are missing here.',
  })
  problems: RepositoryProblemType[];

  @Field(() => Int, { description: 'Requests sent to repositories for this answer. None of them fetched a package.' })
  requestCount: number;
}
