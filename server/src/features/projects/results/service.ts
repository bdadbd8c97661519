import type { RequestContext } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import { InvalidInput } from '../../../lib/errors.ts';
import { authorize } from '../../identity/index.ts';
import type { AnalysisResult, Finding, RepositoryProblem } from '../analysis/result.ts';
import type { AnalysisRow } from '../analyses/row.ts';
import type { ProjectLoaders } from '../loaders.ts';
import type { ReadFile } from '../reading/project-reading.ts';
import type { DependencyConnectionType, FindingType } from './types.ts';
import type { CombinedProposalType, ProposalType } from './proposals/types.ts';
import type { AnalyzedFileType } from '../types.ts';
import {
  toAdvisoryData,
  toCombinedView,
  toDependencyView,
  toFileView,
  toFindingView,
  toProposalView,
} from '../views.ts';
import type { AnalysisResultStore, DependencyFilter, ResultPart } from './store.ts';
import { withDates, type StoredCombinedProposal, type StoredProposal } from './stored.ts';

const MOST_DEPENDENCIES = 1_000;
const LONGEST_SEARCH = 300;

/** What analyses found. Of one that is not there, or not done, there is nothing. */
export class AnalysisResults {
  constructor(
    private readonly database: Database,
    private readonly store: AnalysisResultStore,
    private readonly loaders: ProjectLoaders,
  ) {}

  /** In the order of the upload. Needs projects:read. */
  async files(context: RequestContext, analysisId: string): Promise<AnalyzedFileType[]> {
    const { organizationId } = authorize(context.actor, 'projects:read');
    const files = await this.#part<ReadFile[]>(context, organizationId, 'files', analysisId);
    return (files ?? []).map(toFileView);
  }

  /** Needs projects:read. Throws InvalidInput for a bad page. */
  async dependencies(
    { actor }: RequestContext,
    analysisId: string,
    first: number,
    after: string | null | undefined,
    filter: DependencyFilter,
  ): Promise<DependencyConnectionType> {
    const { organizationId } = authorize(actor, 'projects:read');
    const page = readPage(first, after, filter);
    const search = (filter.search ?? '').trim();
    // PostgreSQL has no NUL in a text, and no name is this long.
    const isHopeless = search.length > LONGEST_SEARCH || search.includes('\0');
    const { unit } = this.database;
    const { rows, totalCount } = isHopeless
      ? { rows: [], totalCount: 0 }
      : await this.store.dependencies(unit, organizationId, analysisId, { ...filter, search }, page);
    const edges = rows
      .slice(0, page.limit)
      .map((row) => ({ cursor: toCursor(row.place, filter), node: toDependencyView(row) }));
    const pageInfo = { hasNextPage: rows.length > page.limit, endCursor: edges.at(-1)?.cursor ?? null };
    return { edges, pageInfo, totalCount };
  }

  /** Most severe first. Needs projects:read. */
  async findings(context: RequestContext, analysisId: string): Promise<FindingType[]> {
    const { organizationId } = authorize(context.actor, 'projects:read');
    const findings = await this.#part<Finding[]>(context, organizationId, 'findings', analysisId);
    if (!findings || findings.length === 0) return [];
    const numbers = [...new Set(findings.map(({ dependency }) => dependency))];
    const [proposals, dependencies] = await Promise.all([
      this.#part<StoredProposal[]>(context, organizationId, 'proposals', analysisId),
      this.store.dependenciesByNumber(this.database.unit, organizationId, analysisId, numbers),
    ]);
    const removing = (proposals ?? []).map(withDates);
    return findings.flatMap((finding) => {
      const dependency = dependencies.get(finding.dependency);
      return dependency ? [toFindingView(finding, dependency, removing)] : [];
    });
  }

  /** Most advisories removed per change first. Needs projects:read. */
  async proposals(context: RequestContext, analysisId: string): Promise<ProposalType[]> {
    const { organizationId } = authorize(context.actor, 'projects:read');
    const proposals = await this.#part<StoredProposal[]>(context, organizationId, 'proposals', analysisId);
    return (proposals ?? []).map((proposal) => toProposalView(withDates(proposal)));
  }

  /** Null also where there are fewer than two proposals. Needs projects:read. */
  async combinedProposal(context: RequestContext, analysisId: string): Promise<CombinedProposalType | null> {
    const { organizationId } = authorize(context.actor, 'projects:read');
    const combined = await this.#part<StoredCombinedProposal>(context, organizationId, 'combined', analysisId);
    return combined && toCombinedView(withDates(combined));
  }

  /** Needs projects:read. */
  async unchecked(context: RequestContext, analysisId: string): Promise<string[]> {
    const { organizationId } = authorize(context.actor, 'projects:read');
    return (await this.#part<string[]>(context, organizationId, 'unchecked', analysisId)) ?? [];
  }

  /** Needs projects:read. */
  async repositoryProblems(context: RequestContext, analysisId: string): Promise<RepositoryProblem[]> {
    const { organizationId } = authorize(context.actor, 'projects:read');
    return (await this.#part<RepositoryProblem[]>(context, organizationId, 'repository_problems', analysisId)) ?? [];
  }

  /** The whole of it, for features that have authorized the actor; null where there is none. */
  async whole(
    context: RequestContext,
    { id, organizationId, advisoryData }: AnalysisRow,
  ): Promise<AnalysisResult | null> {
    const part = <T>(name: ResultPart) => this.#part<T>(context, organizationId, name, id);
    const files = await part<ReadFile[]>('files');
    if (!files) return null;
    const [findings, proposals, combined, unchecked, repositoryProblems, dependencies] = await Promise.all([
      part<Finding[]>('findings'),
      part<StoredProposal[]>('proposals'),
      part<StoredCombinedProposal>('combined'),
      part<string[]>('unchecked'),
      part<RepositoryProblem[]>('repository_problems'),
      this.store.dependenciesByNumber(this.database.unit, organizationId, id, null),
    ]);
    return {
      files,
      dependencies: [...dependencies.values()].map(({ data }) => data),
      findings: findings ?? [],
      proposals: (proposals ?? []).map(withDates),
      combined: combined && withDates(combined),
      unchecked: unchecked ?? [],
      repositoryProblems: repositoryProblems ?? [],
      advisoryData: advisoryData && toAdvisoryData(advisoryData),
    };
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what a part is was decided when it was kept
  async #part<T>(
    context: RequestContext,
    organizationId: string,
    part: ResultPart,
    analysisId: string,
  ): Promise<T | null> {
    return (await this.loaders.part(context, organizationId, part, analysisId)) as T | null;
  }
}

function readPage(
  first: number,
  after: string | null | undefined,
  filter: DependencyFilter,
): { limit: number; after: number | null } {
  if (!Number.isInteger(first) || first < 1 || first > MOST_DEPENDENCIES) {
    throw new InvalidInput(`"first" must be between 1 and ${MOST_DEPENDENCIES}.`);
  }
  if (after === null || after === undefined) return { limit: first, after: null };
  const place = /^\d{1,8}$/.exec(Buffer.from(after, 'base64url').toString().replace(`${filter.order} `, ''))?.[0];
  if (place === undefined || toCursor(Number(place), filter) !== after) {
    throw new InvalidInput('"after" is not a cursor of this list in this order. Use the endCursor of the page before.');
  }
  return { limit: first, after: Number(place) };
}

/** A place in one of the orders. */
function toCursor(place: number, { order }: DependencyFilter): string {
  return Buffer.from(`${order} ${place}`).toString('base64url');
}
