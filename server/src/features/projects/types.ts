import type { PackageType } from '@backline/shared';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { SEVERITY_RATINGS, type SeverityRating } from '../../advisories/index.ts';
import { enumOf } from '../../lib/enum-of.ts';
import type { Diagnosis } from '../../lib/diagnosis.ts';
import { PageInfoType, UserErrorType } from '../../lib/types.ts';
import { DiagnosisType, PackageTypeEnum } from '../integrations/index.ts';
import { ANALYSIS_PHASES, ORIGINS, type AnalysisPhase, type Origin } from './analysis/result.ts';

/** What becomes of an analysis, in the order in which it can. */
export const ANALYSIS_STATUSES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type AnalysisStatus = (typeof ANALYSIS_STATUSES)[number];

export const CHANGE_WAYS = ['UPDATE', 'REQUIREMENT', 'OVERRIDE'] as const;
export type ChangeWayName = (typeof CHANGE_WAYS)[number];

export const PROOF_STATUSES = ['HOLDS', 'PARTLY', 'FAILS'] as const;
export type ProofStatus = (typeof PROOF_STATUSES)[number];

export const DEPENDENCY_ORDERS = ['NAME', 'SEVERITY', 'AVAILABILITY'] as const;
export type DependencyOrder = (typeof DEPENDENCY_ORDERS)[number];

export const AnalysisStatusEnum = enumOf(ANALYSIS_STATUSES);
registerEnumType(AnalysisStatusEnum, {
  name: 'AnalysisStatus',
  description: 'What became of an analysis so far.',
  valuesConfig: {
    QUEUED: { description: 'Accepted; it starts as soon as a worker is free.' },
    RUNNING: { description: 'Under way; progress says how far.' },
    SUCCEEDED: { description: 'Done. What could not be checked is listed.' },
    FAILED: { description: 'It could not be done; diagnosis says why.' },
    CANCELLED: { description: 'Somebody stopped it.' },
  },
});

export const AnalysisPhaseEnum = enumOf(ANALYSIS_PHASES);
registerEnumType(AnalysisPhaseEnum, {
  name: 'AnalysisPhase',
  description: 'What an analysis does, in this order. Open: values may be added.',
  valuesConfig: {
    READ: { description: 'Reads the files.' },
    RESOLVE: { description: 'Asks the repositories whether they offer each dependency.' },
    MATCH: { description: 'Compares the versions with the advisories.' },
    PROPOSE: { description: 'Looks for versions that help and can be had, and writes the changes.' },
    PROVE: { description: 'Resolves the changed project again.' },
  },
});

export const OriginEnum = enumOf(ORIGINS);
registerEnumType(OriginEnum, {
  name: 'DependencyOrigin',
  description: 'Where a dependency comes from, as far as files and metadata tell. Open: values may be added.',
  valuesConfig: {
    INTERNAL: { description: "The organization's own." },
    UPSTREAM: {
      description:
        'The repositories offer it, and its name is that of a public package. Whether theirs is that one, metadata does not tell.',
    },
    PUBLIC_ONLY: { description: 'The project takes it from a public registry; the repositories do not offer it.' },
    NOT_REGISTRY: { description: 'From git, an address or a folder; no repository can be asked for it.' },
    UNKNOWN: { description: 'Nothing tells.' },
  },
});

export const SeverityRatingEnum = enumOf(SEVERITY_RATINGS);
registerEnumType(SeverityRatingEnum, {
  name: 'SeverityRating',
  description: 'The ratings of CVSS.',
  valuesConfig: {
    CRITICAL: { description: 'A score of 9.0 or more.' },
    HIGH: { description: 'From 7.0 to 8.9.' },
    MEDIUM: { description: 'From 4.0 to 6.9.' },
    LOW: { description: 'From 0.1 to 3.9.' },
    NONE: { description: 'A score of 0.' },
  },
});

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

export const DependencyOrderEnum = enumOf(DEPENDENCY_ORDERS);
registerEnumType(DependencyOrderEnum, {
  name: 'DependencyOrder',
  description: 'How dependencies are sorted.',
  valuesConfig: {
    NAME: { description: 'By name.' },
    SEVERITY: { description: 'The most severe finding first.' },
    AVAILABILITY: { description: 'What cannot be had first, then what could not be judged.' },
  },
});

@InputType('ProjectFileInput', { description: 'One file of a project.' })
export class ProjectFileInputType {
  @Field(() => String, { description: "Relative to the project's root, with slashes." })
  path: string;

  @Field(() => String)
  content: string;
}

@InputType('AnalyzeProjectInput', {
  description: 'A project as its manifests and lockfiles describe it: up to 500 files and 20 MB in all.',
})
export class AnalyzeProjectInputType {
  @Field(() => ID)
  integrationId: string;

  @Field(() => String, { description: 'The project; analyses of the same name and integration belong together.' })
  name: string;

  @Field(() => [ProjectFileInputType], {
    description: "Manifests and lockfiles, with paths relative to the project's root.",
  })
  files: ProjectFileInputType[];
}

@ObjectType('AdvisoryData', { description: 'How old the advisories are that findings come from.' })
export class AdvisoryDataType {
  @Field(() => GraphQLDateTime, { description: 'When they were last brought up to date here.' })
  importedAt: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'The last change of any of them by its publisher.' })
  newestModified: Date | null;

  @Field(() => Int, { description: 'How many there are, withdrawn ones left out.' })
  advisoryCount: number;
}

@ObjectType('AnalysisProgress', { description: 'How far an analysis is.' })
export class AnalysisProgressType {
  @Field(() => AnalysisPhaseEnum, { nullable: true, description: 'Null before it starts.' })
  phase: AnalysisPhase | null;

  @Field(() => Int, { description: 'Steps that are done, of all phases together.' })
  done: number;

  @Field(() => Int, { description: 'It may grow while the analysis learns how much there is to do.' })
  total: number;
}

@ObjectType('FileRemark', { description: 'Something about a file that was read.' })
export class FileRemarkType {
  @Field(() => Int, { nullable: true, description: 'Counts from 1; null where the whole file is meant.' })
  line: number | null;

  @Field(() => String)
  reason: string;
}

@ObjectType('AnalyzedFile', { description: 'One uploaded file, and what came of reading it.' })
export class AnalyzedFileType {
  @Field(() => String, { description: 'As it was given, without a leading ./' })
  path: string;

  @Field(() => PackageTypeEnum, { nullable: true, description: 'Null where no package type knows the file.' })
  packageType: PackageType | null;

  @Field(() => String, { nullable: true, description: 'What it was read as, e.g. package-lock.json v3.' })
  format: string | null;

  @Field(() => String, { nullable: true, description: 'Why it could not be read, in whole or in part.' })
  problem: string | null;

  @Field(() => Int, { nullable: true, description: 'Where the problem is; counts from 1.' })
  problemLine: number | null;

  @Field(() => [FileRemarkType], { description: 'What was read and is not as it should be.' })
  remarks: FileRemarkType[];
}

@ObjectType('FilePlace', { description: 'Where a file states a dependency.' })
export class FilePlaceType {
  @Field(() => String, { description: 'As it was given.' })
  path: string;

  @Field(() => Int, { description: 'Counts from 1.' })
  line: number;
}

// `simple` leaves out a wrapper that would be called for every field of thousands of dependencies.
@ObjectType('Dependency', { description: 'One version of one package that a project depends on.' })
export class DependencyType {
  @Field(() => ID, { simple: true, description: 'Stable within its analysis.' })
  id: string;

  @Field(() => PackageTypeEnum, { simple: true })
  packageType: PackageType;

  @Field(() => String, { simple: true })
  name: string;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: 'As locked; null where only a requirement is known and nothing satisfies it.',
  })
  version: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What asks for it first, as written.' })
  requirement: string | null;

  @Field(() => Boolean, { simple: true, description: 'Whether a manifest of the project asks for it itself.' })
  isDirect: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether it is needed for development alone.' })
  isDevelopment: boolean;

  @Field(() => String, { simple: true, description: 'The first file that states it.' })
  path: string;

  @Field(() => Int, { simple: true, description: 'The line in that file; counts from 1.' })
  line: number;

  @Field(() => [FilePlaceType], { description: 'Every place that states it.' })
  places: FilePlaceType[];

  @Field(() => [String], {
    simple: true,
    description: 'Names on the shortest way from a manifest to it, its own last; empty where none leads to it.',
  })
  way: string[];

  @Field(() => OriginEnum, { simple: true, description: 'Where it comes from.' })
  origin: Origin;

  @Field(() => Boolean, {
    nullable: true,
    simple: true,
    description: "Whether the organization's repositories offer this version.",
  })
  available: boolean | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The first repository that offers it.' })
  repositoryUrl: string | null;

  @Field(() => SeverityRatingEnum, { nullable: true, simple: true, description: 'Of its most severe finding.' })
  worstSeverity: SeverityRating | null;

  @Field(() => Int, { simple: true, description: 'How many advisories affect it.' })
  findingCount: number;

  @Field(() => DiagnosisType, {
    nullable: true,
    description: 'Where it is not available, or could not be judged: why.',
  })
  diagnosis: Diagnosis | null;
}

@ObjectType('DependencyEdge', { description: 'A dependency in a list.' })
export class DependencyEdgeType {
  @Field(() => String, { description: 'Its place in the list, for after.' })
  cursor: string;

  @Field(() => DependencyType)
  node: DependencyType;
}

@ObjectType('DependencyConnection', { description: 'A page of dependencies.' })
export class DependencyConnectionType {
  @Field(() => [DependencyEdgeType])
  edges: DependencyEdgeType[];

  @Field(() => PageInfoType)
  pageInfo: PageInfoType;

  @Field(() => Int, { description: 'Of all that fit the filters.' })
  totalCount: number;
}

@ObjectType('Finding', { description: 'A vulnerable dependency.' })
export class FindingType {
  @Field(() => ID, { description: 'Stable within its analysis.' })
  id: string;

  @Field(() => DependencyType, { description: 'What is vulnerable.' })
  dependency: DependencyType;

  @Field(() => String, { description: 'As its publisher names it, e.g. GHSA-....' })
  advisoryId: string;

  @Field(() => [String], { description: 'Other names of the same vulnerability, such as its CVE.' })
  aliases: string[];

  @Field(() => String, { description: "In the publisher's words." })
  summary: string;

  @Field(() => String, {
    nullable: true,
    description: 'CRITICAL, HIGH, MEDIUM, LOW or NONE; null where the advisory does not say.',
  })
  severity: string | null;

  @Field(() => Float, { nullable: true, description: 'CVSS score from 0 to 10.' })
  score: number | null;

  @Field(() => String, { nullable: true, description: 'CVSS vector.' })
  vector: string | null;

  @Field(() => [String], { description: 'First versions that the advisory calls fixed.' })
  fixedVersions: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Smallest version that the repositories offer, no known advisory affects and every dependent accepts.',
  })
  remediationVersion: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Smallest version that the repositories offer and no known advisory affects, whoever accepts it.',
  })
  offeredVersion: string | null;

  @Field(() => DiagnosisType, {
    nullable: true,
    description: 'Where there is none, or it cannot be taken: why, and who can change it.',
  })
  blockedBy: Diagnosis | null;

  @Field(() => [ID], { description: 'Proposals that remove it.' })
  proposalIds: string[];
}

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

@ObjectType('Proposal', { description: 'One change, the smallest that helps.' })
export class ProposalType {
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

  @Field(() => [String], { description: 'Advisories that go with it.' })
  fixes: string[];

  @Field(() => [ID], { description: 'Findings that go with it.' })
  findingIds: string[];

  @Field(() => [String], { description: 'Advisories that still affect the package after the change.' })
  remaining: string[];

  @Field(() => Boolean, { description: "Whether the version number says so, by the package type's own rule." })
  isBreaking: boolean;

  @Field(() => [VersionStepType], { description: 'Other packages that change with it.' })
  alongside: VersionStepType[];

  @Field(() => [FilePatchType], { description: 'Unified diffs of the files given, ready for git apply.' })
  patches: FilePatchType[];

  @Field(() => [RemainingCommandType], { description: 'Empty where the patches are complete.' })
  commands: RemainingCommandType[];

  @Field(() => String, {
    description: 'Resolved again with the change made: what was asked, when, and what came back.',
  })
  evidence: string;

  @Field(() => ProofType, { description: 'The same as data.' })
  proof: ProofType;
}

@ObjectType('CombinedProposal', { description: 'Every proposal that goes with the others, as one change.' })
export class CombinedProposalType {
  @Field(() => [ID], { description: 'The proposals that it is made of.' })
  proposalIds: string[];

  @Field(() => [String], { description: 'Advisories that go with it.' })
  fixes: string[];

  @Field(() => [ID], { description: 'Findings that remain after it.' })
  remainingFindingIds: string[];

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

@ObjectType('SeverityCount', { description: 'How many findings have one rating.' })
export class SeverityCountType {
  @Field(() => SeverityRatingEnum, { nullable: true, description: 'Null for advisories that do not say.' })
  severity: SeverityRating | null;

  @Field(() => Int, { description: 'Of findings, not of dependencies.' })
  count: number;
}

@ObjectType('Analysis', { description: 'One run over the files of a project.' })
export class AnalysisType {
  @Field(() => ID)
  id: string;

  @Field(() => ID, { description: 'The project that it is one of.' })
  projectId: string;

  @Field(() => String, { description: 'The name under which the files were given.' })
  projectName: string;

  @Field(() => ID, { description: 'The integration whose repositories are asked.' })
  integrationId: string;

  @Field(() => AnalysisStatusEnum)
  status: AnalysisStatus;

  @Field(() => AnalysisProgressType, { description: 'How far it is.' })
  progress: AnalysisProgressType;

  @Field(() => String, { description: 'Who asked for it: an email address or the name of an API key.' })
  requestedBy: string;

  @Field(() => GraphQLDateTime)
  createdAt: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  startedAt: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null before it is done.' })
  finishedAt: Date | null;

  @Field(() => DiagnosisType, { nullable: true, description: 'Why it failed.' })
  diagnosis: Diagnosis | null;

  @Field(() => AdvisoryDataType, {
    nullable: true,
    description: 'The advisories that it used; null before it used them, and where none were ever imported.',
  })
  advisoryData: AdvisoryDataType | null;

  @Field(() => Int, { nullable: true, description: 'Null before it is done.' })
  dependencyCount: number | null;

  @Field(() => [SeverityCountType], { description: 'Most severe first, zeros left out; empty before it is done.' })
  severityCounts: SeverityCountType[];
}

@ObjectType('AnalysisEdge', { description: 'An analysis in a list.' })
export class AnalysisEdgeType {
  @Field(() => String, { description: 'Its place in the list, for after.' })
  cursor: string;

  @Field(() => AnalysisType)
  node: AnalysisType;
}

@ObjectType('AnalysisConnection', { description: 'A page of analyses.' })
export class AnalysisConnectionType {
  @Field(() => [AnalysisEdgeType])
  edges: AnalysisEdgeType[];

  @Field(() => PageInfoType)
  pageInfo: PageInfoType;

  @Field(() => Int, { description: 'Of all pages together.' })
  totalCount: number;
}

@ObjectType('AnalyzeProjectPayload', { description: 'Answer to analyzeProject and cancelAnalysis.' })
export class AnalyzeProjectPayloadType {
  @Field(() => AnalysisType, { nullable: true, description: 'Null where the input was refused.' })
  analysis: AnalysisType | null;

  @Field(() => [UserErrorType], { description: 'What is wrong with the input; empty where it was taken.' })
  userErrors: UserErrorType[];
}

@ObjectType('Project', { description: 'A set of manifests and lockfiles that somebody uploads, under one name.' })
export class ProjectType {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => ID, { description: 'The integration whose repositories it depends on.' })
  integrationId: string;

  @Field(() => GraphQLDateTime)
  createdAt: Date;
}

@ObjectType('ProjectEdge', { description: 'A project in a list.' })
export class ProjectEdgeType {
  @Field(() => String, { description: 'Its place in the list, for after.' })
  cursor: string;

  @Field(() => ProjectType)
  node: ProjectType;
}

@ObjectType('ProjectConnection', { description: 'A page of projects.' })
export class ProjectConnectionType {
  @Field(() => [ProjectEdgeType])
  edges: ProjectEdgeType[];

  @Field(() => PageInfoType)
  pageInfo: PageInfoType;

  @Field(() => Int, { description: 'Of all pages together.' })
  totalCount: number;
}
