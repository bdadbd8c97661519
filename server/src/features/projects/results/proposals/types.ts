import type { PackageType } from '@backline/shared';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../../../lib/enum-of.ts';
import { PackageTypeEnum } from '../../../integrations/index.ts';

export const CHANGE_WAYS = ['UPDATE', 'REQUIREMENT', 'OVERRIDE'] as const;
export type ChangeWayName = (typeof CHANGE_WAYS)[number];

export const PROOF_STATUSES = ['HOLDS', 'PARTLY', 'FAILS'] as const;
export type ProofStatus = (typeof PROOF_STATUSES)[number];

export const ChangeWayEnum = enumOf(CHANGE_WAYS);
registerEnumType(ChangeWayEnum, {
  name: 'ChangeWay',
  description: 'How a proposal reaches the version. Open: values may be added.',
  valuesConfig: {
    UPDATE: { description: 'Inside what every requirement accepts.' },
    REQUIREMENT: { description: "Raises the project's own requirement." },
    OVERRIDE: { description: 'Decides the version beside or against its dependents.' },
  },
});

export const ProofStatusEnum = enumOf(PROOF_STATUSES);
registerEnumType(ProofStatusEnum, {
  name: 'ProofStatus',
  description: 'What resolving the changed project again said.',
  valuesConfig: {
    HOLDS: { description: 'Everything was asked and answered, and the advisories are gone.' },
    PARTLY: { description: 'The advisories are gone from what could be checked; the rest is listed.' },
    FAILS: { description: 'The change does not hold; failures say why.' },
  },
});

@ObjectType('FilePatch', { description: 'A change of one file.' })
export class FilePatchType {
  @Field(() => String, { description: 'Of the file that changes.' })
  path: string;

  @Field(() => String, { description: 'Unified, ready for git apply.' })
  diff: string;
}

@ObjectType('RemainingCommand', { description: 'What the package manager has to fill in after a patch.' })
export class RemainingCommandType {
  @Field(() => String, { description: "To be run in the project's root." })
  command: string;

  @Field(() => String, { description: 'What is left for it, and why it is not known here.' })
  reason: string;
}

@ObjectType('VersionStep', { description: 'One package that changes its version with a proposal.' })
export class VersionStepType {
  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true, description: 'Null where it is new.' })
  fromVersion: string | null;

  @Field(() => String, { nullable: true, description: 'Null where it goes.' })
  toVersion: string | null;
}

@ObjectType('ProofQuestion', { description: 'A version that a repository was asked for again.' })
export class ProofQuestionType {
  @Field(() => String, { description: 'The repository that was asked.' })
  repositoryUrl: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  version: string;

  @Field(() => Boolean, { nullable: true, description: 'Null where no answer came.' })
  isOffered: boolean | null;
}

@ObjectType('Proof', { description: 'The graph, resolved again with the change made and matched again.' })
export class ProofType {
  @Field(() => ProofStatusEnum)
  status: ProofStatus;

  @Field(() => GraphQLDateTime, { description: 'When it was resolved again.' })
  checkedAt: Date;

  @Field(() => Int, { description: 'Milliseconds.' })
  durationMs: number;

  @Field(() => [ProofQuestionType], { description: 'Every version that was asked for, and where.' })
  asked: ProofQuestionType[];

  @Field(() => [String], { description: 'What could not be checked, each with its reason.' })
  unchecked: string[];

  @Field(() => [String], { description: 'Advisories that the change would bring in.' })
  introduced: string[];

  @Field(() => [String], { description: 'Why it does not hold; empty otherwise.' })
  failures: string[];
}

/** What one change and many together have in common. */
@ObjectType()
abstract class ProvedChangeType {
  @Field(() => [FilePatchType], { description: 'Unified diffs of the files given, ready for git apply.' })
  patches: FilePatchType[];

  @Field(() => [RemainingCommandType], { description: 'Empty where the patches are complete.' })
  commands: RemainingCommandType[];

  @Field(() => String, {
    description: 'Resolved again with the change made: what was asked, when, and what came back.',
  })
  evidence: string;

  @Field(() => ProofType, { description: 'The evidence as data.' })
  proof: ProofType;
}

@ObjectType('Proposal', { description: 'One change, the smallest that helps.' })
export class ProposalType extends ProvedChangeType {
  @Field(() => ID, { description: 'Stable within its analysis.' })
  id: string;

  @Field(() => PackageTypeEnum)
  packageType: PackageType;

  @Field(() => String)
  name: string;

  @Field(() => String, { description: 'The version that is vulnerable.' })
  fromVersion: string;

  @Field(() => String, { description: 'The version that takes its place.' })
  toVersion: string;

  @Field(() => ChangeWayEnum, { description: 'How the version is reached.' })
  way: ChangeWayName;

  @Field(() => [String], {
    description:
      'Advisories that do not affect the new version. Where the project holds another version, findingIds tells.',
  })
  fixes: string[];

  @Field(() => [ID], { description: 'Findings that go with it.' })
  findingIds: string[];

  @Field(() => [String], { description: 'Advisories that still affect the package after the change.' })
  remaining: string[];

  @Field(() => Boolean, { description: "Whether the version number says so, by the package type's own rule." })
  isBreaking: boolean;

  @Field(() => [VersionStepType], { description: 'Other packages that change with it.' })
  alongside: VersionStepType[];
}

@ObjectType('CombinedProposal', { description: 'Every proposal that goes with the others, as one change.' })
export class CombinedProposalType extends ProvedChangeType {
  @Field(() => [ID], { description: 'The proposals that it is made of.' })
  proposalIds: string[];

  @Field(() => [String], { description: 'Advisories that go with it.' })
  fixes: string[];

  @Field(() => [ID], { description: 'Findings that remain after it.' })
  remainingFindingIds: string[];
}
