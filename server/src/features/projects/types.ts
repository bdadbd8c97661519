import type { PackageType } from '@backline/shared';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { SeverityRating } from '../../advisories/index.ts';
import { enumOf } from '../../lib/enum-of.ts';
import type { Diagnosis, Evidence } from '../../lib/diagnosis.ts';
import { PageInfoType, UserErrorType } from '../../lib/types.ts';
import { DiagnosisType, EvidenceType, PackageTypeEnum } from '../integrations/index.ts';
import { ANALYSIS_PHASES, type AnalysisPhase } from './analysis/result.ts';
import { SeverityRatingEnum } from './results/types.ts';

/** What becomes of an analysis, in the order in which it can. */
export const ANALYSIS_STATUSES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type AnalysisStatus = (typeof ANALYSIS_STATUSES)[number];

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

  @Field(() => EvidenceType, {
    nullable: true,
    description:
      "What AWS answered in the integration's last test, where that is why it failed; null where AWS was not asked.",
  })
  evidence: Evidence | null;

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

@ObjectType('UnansweringRepository', {
  description: 'A repository that gave no usable answer while a project was analysed.',
})
export class UnansweringRepositoryType {
  @Field(() => String, { description: 'As the integration names it.' })
  repositoryUrl: string;

  @Field(() => Int, { description: 'How many packages it was asked for in vain.' })
  packageCount: number;

  @Field(() => DiagnosisType, { description: 'Why, of the first of them.' })
  diagnosis: Diagnosis;

  @Field(() => EvidenceType, { description: 'What AWS or the repository answered to the first of them.' })
  evidence: Evidence;
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
