import type { PackageType } from '@backline/shared';
import type { AdvisoryData } from '../../advisories/index.ts';
import type { RequestContext } from '../../lib/context.ts';
import type { Connection } from '../../lib/pagination.ts';
import type { DeletePayloadType } from '../../lib/types.ts';
import type {
  AnalysisType,
  AnalyzedFileType,
  AnalyzeProjectPayloadType,
  CombinedProposalType,
  DependencyConnectionType,
  DependencyOrder,
  FindingType,
  ProjectType,
  ProposalType,
} from './types.ts';

export interface AnalyzeProjectInput {
  integrationId: string;
  name: string;
  files: { path: string; content: string }[];
}

export type AnalyzeProjectResult = AnalyzeProjectPayloadType;

export interface DependencyFilter {
  packageType?: PackageType | null | undefined;
  search?: string | null | undefined;
  onlyDirect?: boolean | null | undefined;
  onlyVulnerable?: boolean | null | undefined;
  onlyUnavailable?: boolean | null | undefined;
  order: DependencyOrder;
}

/** SKELETON: what the resolver needs. */
export class Projects {
  declare analysis: (context: RequestContext, id: string) => Promise<AnalysisType>;
  declare analyze: (context: RequestContext, input: AnalyzeProjectInput) => Promise<AnalyzeProjectResult>;
  declare cancel: (context: RequestContext, id: string) => Promise<AnalyzeProjectResult>;
  declare follow: (context: RequestContext, id: string) => Promise<AsyncIterable<AnalysisType>>;
  declare files: (context: RequestContext, id: string) => Promise<AnalyzedFileType[]>;
  declare dependencies: (
    context: RequestContext,
    id: string,
    first: number,
    after: string | null | undefined,
    filter: DependencyFilter,
  ) => Promise<DependencyConnectionType>;
  declare findings: (context: RequestContext, id: string) => Promise<FindingType[]>;
  declare proposals: (context: RequestContext, id: string) => Promise<ProposalType[]>;
  declare combinedProposal: (context: RequestContext, id: string) => Promise<CombinedProposalType | null>;
  declare unchecked: (context: RequestContext, id: string) => Promise<string[]>;
  declare advisoryData: (context: RequestContext) => Promise<AdvisoryData | null>;
  declare list: (
    context: RequestContext,
    first: number,
    after: string | null | undefined,
    integrationId: string | null | undefined,
  ) => Promise<Connection<ProjectType>>;
  declare get: (context: RequestContext, id: string) => Promise<ProjectType>;
  declare remove: (context: RequestContext, id: string) => Promise<DeletePayloadType>;
  declare lastAnalysis: (context: RequestContext, id: string) => Promise<AnalysisType | null>;
  declare analyses: (
    context: RequestContext,
    id: string,
    first: number,
    after: string | null | undefined,
  ) => Promise<Connection<AnalysisType>>;
}
