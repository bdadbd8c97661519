import type { PackageType } from '@backline/shared';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Diagnosis, Evidence } from '../../../lib/diagnosis.ts';
import { enumOf } from '../../../lib/enum-of.ts';
import { UserErrorType } from '../../../lib/types.ts';
import { DiagnosisType, EvidenceType, PackageTypeEnum } from '../../integrations/index.ts';
import { BUILD_CHECK_STATUSES, type BuildCheckStatus } from './result.ts';

export const BuildCheckStatusEnum = enumOf(BUILD_CHECK_STATUSES);
registerEnumType(BuildCheckStatusEnum, {
  name: 'BuildCheckStatus',
  description: 'What became of a build check.',
  valuesConfig: {
    FAILED: { description: 'A package manager did not restore it, or was ended; diagnosis and reason say why.' },
    REFUSED: { description: 'It was not run; reason says why.' },
    PASSED: { description: 'The package manager restored it.' },
  },
});

@ObjectType('BuildRestore', { description: 'One project of the files, restored by its own package manager.' })
export class BuildRestoreType {
  @Field(() => PackageTypeEnum)
  packageType: PackageType;

  @Field(() => String, { description: 'Empty for the root.' })
  folder: string;

  @Field(() => String, { description: 'The package manager.' })
  client: string;

  @Field(() => String, { nullable: true, description: 'As the client says it; null where none was run.' })
  clientVersion: string | null;

  @Field(() => BuildCheckStatusEnum)
  status: BuildCheckStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Why it was refused, or which limit ended it; null otherwise.',
  })
  reason: string | null;

  @Field(() => [String], { description: 'As somebody would type them.' })
  commands: string[];

  @Field(() => Int, { nullable: true, description: 'Null where the client was not run, or was ended.' })
  exitCode: number | null;

  @Field(() => Int, { description: 'Milliseconds.' })
  durationMs: number;

  @Field(() => String, { description: 'The end of what it printed, at most 64 KB, secrets masked.' })
  output: string;

  @Field(() => DiagnosisType, {
    nullable: true,
    description: 'Why it failed: what a repository answered, else what the output says.',
  })
  diagnosis: Diagnosis | null;

  @Field(() => EvidenceType, {
    nullable: true,
    description:
      'What AWS or a repository answered, where the diagnosis comes from that; null where the output tells it.',
  })
  evidence: Evidence | null;

  @Field(() => Int, { description: "What was asked of the integration's repositories for it." })
  requestCount: number;
}

@ObjectType('BuildCheck', { description: 'What real package managers made of a project.' })
export class BuildCheckType {
  @Field(() => BuildCheckStatusEnum, { description: 'The worst of its restores: FAILED, then REFUSED, then PASSED.' })
  status: BuildCheckStatus;

  @Field(() => GraphQLDateTime)
  startedAt: Date;

  @Field(() => Int, { description: 'Milliseconds.' })
  durationMs: number;

  @Field(() => String, {
    nullable: true,
    description: 'Why nothing was run at all; null where something was, or each restore says why it was not.',
  })
  reason: string | null;

  @Field(() => [BuildRestoreType], { description: 'One for each package manager that had to restore its part.' })
  restores: BuildRestoreType[];

  @Field(() => [String], {
    description:
      'How the package managers were kept apart from the server and its network, and what could not be kept apart. Empty where none ran.',
  })
  isolation: string[];
}

@ObjectType('CheckBuildPayload', { description: 'Answer to checkBuild.' })
export class CheckBuildPayloadType {
  @Field(() => BuildCheckType, { nullable: true, description: 'Null where the input was refused.' })
  check: BuildCheckType | null;

  @Field(() => [UserErrorType], { description: 'What is wrong with the input; empty where it was taken.' })
  userErrors: UserErrorType[];
}
