import type { PackageType } from '@backline/shared';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { AdvisoryData } from '../../advisories/index.ts';
import type { RequestContext } from '../../lib/context.ts';
import type { Connection } from '../../lib/pagination.ts';
import { DeletePayloadType } from '../../lib/types.ts';
import { PackageTypeEnum } from '../integrations/index.ts';
import type { AnalysisResults } from './results/service.ts';
import type { DependencyFilter } from './results/store.ts';
import { Projects, type AnalyzeProjectInput, type AnalyzeProjectResult } from './service.ts';
import { DependencyConnectionType, DependencyOrderEnum, FindingType, type DependencyOrder } from './results/types.ts';
import { CombinedProposalType, ProposalType } from './results/proposals/types.ts';
import {
  AdvisoryDataType,
  AnalysisConnectionType,
  AnalysisType,
  AnalyzedFileType,
  AnalyzeProjectInputType,
  AnalyzeProjectPayloadType,
  ProjectConnectionType,
  ProjectType,
  UnansweringRepositoryType,
} from './types.ts';

/** A subscription starts before type-graphql makes the resolver, so the service is taken from the context. */
interface StreamContext extends RequestContext {
  services: { get(service: typeof Projects): Projects };
}

@Resolver(() => AnalysisType)
export class AnalysisResolver {
  constructor(
    private readonly projects: Projects,
    private readonly results: AnalysisResults,
  ) {}

  @Query(() => AnalysisType, {
    description: "One analysis. NOT_FOUND also for another organization's id. Needs projects:read.",
  })
  analysis(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<AnalysisType> {
    return this.projects.analysis(context, id);
  }

  @Mutation(() => AnalyzeProjectPayloadType, {
    description:
      'Analyses a project as a job: reads its files, asks the repositories, matches advisories, proposes changes and proves them. Answers at once; the same request while one is under way answers with that one. The body may have 20 MB. Needs projects:write.',
  })
  analyzeProject(
    @Arg('input', () => AnalyzeProjectInputType) input: AnalyzeProjectInput,
    @Ctx() context: RequestContext,
  ): Promise<AnalyzeProjectResult> {
    return this.projects.analyze(context, input);
  }

  @Mutation(() => AnalyzeProjectPayloadType, {
    description: 'Stops an analysis that is not done; one that is done stays as it is. Needs projects:write.',
  })
  cancelAnalysis(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<AnalyzeProjectResult> {
    return this.projects.cancel(context, id);
  }

  @Subscription(() => AnalysisType, {
    description:
      'An analysis as it is now, and again whenever it gets on, until it is done (SSE at /graphql/stream). Needs projects:read.',
    subscribe: ({ args, context }) =>
      (context as StreamContext).services.get(Projects).follow(context as StreamContext, args.id as string),
  })
  analysisProgress(@Arg('id', () => ID) _id: string, @Root() analysis: AnalysisType): AnalysisType {
    return analysis;
  }

  @FieldResolver(() => [AnalyzedFileType], { description: 'Every file given, in its order. Empty before it is done.' })
  files(@Root() { id }: AnalysisType, @Ctx() context: RequestContext): Promise<AnalyzedFileType[]> {
    return this.results.files(context, id);
  }

  @FieldResolver(() => DependencyConnectionType, { description: 'Empty before it is done.' })
  dependencies(
    @Root() { id }: AnalysisType,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'From 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after?: string | null,
    @Arg('packageType', () => PackageTypeEnum, { nullable: true }) packageType?: PackageType | null,
    @Arg('search', () => String, { nullable: true, description: 'A part of the name.' }) search?: string | null,
    @Arg('onlyDirect', () => Boolean, { nullable: true, description: 'Those that a manifest asks for itself.' })
    onlyDirect?: boolean | null,
    @Arg('onlyVulnerable', () => Boolean, { nullable: true, description: 'Those with findings.' })
    onlyVulnerable?: boolean | null,
    @Arg('onlyUnavailable', () => Boolean, {
      nullable: true,
      description: 'Those that the repositories do not offer, or that could not be judged.',
    })
    onlyUnavailable?: boolean | null,
    @Arg('order', () => DependencyOrderEnum, { defaultValue: 'NAME', description: 'What comes first.' })
    order: DependencyOrder = 'NAME',
  ): Promise<DependencyConnectionType> {
    const filter: DependencyFilter = { packageType, search, onlyDirect, onlyVulnerable, onlyUnavailable, order };
    return this.results.dependencies(context, id, first ?? 50, after, filter);
  }

  @FieldResolver(() => [FindingType], { description: 'Most severe first. Empty before it is done.' })
  findings(@Root() { id }: AnalysisType, @Ctx() context: RequestContext): Promise<FindingType[]> {
    return this.results.findings(context, id);
  }

  @FieldResolver(() => [ProposalType], {
    description: 'Most advisories removed per change first. Empty before it is done.',
  })
  proposals(@Root() { id }: AnalysisType, @Ctx() context: RequestContext): Promise<ProposalType[]> {
    return this.results.proposals(context, id);
  }

  @FieldResolver(() => CombinedProposalType, {
    nullable: true,
    description: 'All proposals that go together, as one change; null where there are fewer than two.',
  })
  combinedProposal(@Root() { id }: AnalysisType, @Ctx() context: RequestContext): Promise<CombinedProposalType | null> {
    return this.results.combinedProposal(context, id);
  }

  @FieldResolver(() => [String], { description: 'What could not be asked or judged at all. Empty before it is done.' })
  unchecked(@Root() { id }: AnalysisType, @Ctx() context: RequestContext): Promise<string[]> {
    return this.results.unchecked(context, id);
  }

  @FieldResolver(() => [UnansweringRepositoryType], {
    description: 'Repositories that gave no usable answer, each once, with why. Empty before it is done.',
  })
  repositoryProblems(
    @Root() { id }: AnalysisType,
    @Ctx() context: RequestContext,
  ): Promise<UnansweringRepositoryType[]> {
    return this.results.repositoryProblems(context, id);
  }

  @Query(() => AdvisoryDataType, {
    nullable: true,
    description:
      'The advisories that an analysis would use now; null where none were ever imported. Needs projects:read.',
  })
  advisoryData(@Ctx() context: RequestContext): Promise<AdvisoryData | null> {
    return this.projects.advisoryData(context);
  }
}

@Resolver(() => ProjectType)
export class ProjectResolver {
  constructor(private readonly projects: Projects) {}

  @Query(() => ProjectConnectionType, {
    name: 'projects',
    description: "The organization's projects, newest first. Needs projects:read.",
  })
  list(
    @Arg('first', () => Int, { defaultValue: 20, description: 'From 1 to 100.' }) first: number,
    @Ctx() context: RequestContext,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after?: string | null,
    @Arg('integrationId', () => ID, { nullable: true, description: 'Only those that depend on this integration.' })
    integrationId?: string | null,
  ): Promise<Connection<ProjectType>> {
    return this.projects.list(context, first, after, integrationId);
  }

  @Query(() => ProjectType, {
    description: "One project. NOT_FOUND also for another organization's id. Needs projects:read.",
  })
  project(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<ProjectType> {
    return this.projects.get(context, id);
  }

  @Mutation(() => DeletePayloadType, {
    description: 'Removes a project with all its analyses; one that is under way is stopped. Needs projects:write.',
  })
  deleteProject(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<DeletePayloadType> {
    return this.projects.remove(context, id);
  }

  @FieldResolver(() => AnalysisType, { nullable: true, description: 'The one that was asked for last.' })
  lastAnalysis(@Root() { id }: ProjectType, @Ctx() context: RequestContext): Promise<AnalysisType | null> {
    return this.projects.lastAnalysis(context, id);
  }

  @FieldResolver(() => AnalysisConnectionType, { description: 'Newest first.' })
  analyses(
    @Root() { id }: ProjectType,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 20, description: 'From 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before.' })
    after?: string | null,
  ): Promise<Connection<AnalysisType>> {
    return this.projects.analyses(context, id, first, after);
  }
}
