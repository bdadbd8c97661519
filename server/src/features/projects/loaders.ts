/** One statement per level of a list: what the projects and analyses of one answer need is read together. */

import DataLoader from 'dataloader';
import type { RequestContext } from '../../lib/context.ts';
import type { Database } from '../../lib/database.ts';
import { InvalidInput } from '../../lib/errors.ts';
import { readPage, toConnection, type Connection } from '../../lib/pagination.ts';
import type { AnalysisRow } from './analyses/row.ts';
import type { AnalysisStore } from './analyses/store.ts';
import type { AnalysisResultStore, ResultPart } from './results/store.ts';

/** Analyses of one answer, over all its projects. */
const MOST_ANALYSES = 1_000;
const TOO_MANY_ANALYSES = `One answer holds at most ${MOST_ANALYSES} analyses. Ask for fewer projects, or fewer analyses of each.`;
/** Analyses of one answer whose result is shown; each may have megabytes. */
const MOST_RESULTS = 10;
const TOO_MANY_RESULTS = `One answer shows the results of at most ${MOST_RESULTS} analyses. Ask for fewer, or for their counts only.`;

/** A mutation may change it between two looks. */
const WITHOUT_MEMORY = { cache: false };

interface Loaders {
  latest: DataLoader<string, AnalysisRow | null>;
  pages: Map<string, DataLoader<string, Connection<AnalysisRow>>>;
  parts: Map<ResultPart, DataLoader<string, unknown>>;
}

export class ProjectLoaders {
  readonly #loaders = new WeakMap<RequestContext, Loaders>();

  constructor(
    private readonly database: Database,
    private readonly analyses: AnalysisStore,
    private readonly results: AnalysisResultStore,
  ) {}

  latest(context: RequestContext, organizationId: string, projectId: string): Promise<AnalysisRow | null> {
    return this.#of(context, organizationId).latest.load(projectId);
  }

  /** Newest first. Throws InvalidInput for a bad page, and for too many analyses over all projects of the answer. */
  page(
    context: RequestContext,
    organizationId: string,
    projectId: string,
    first: number,
    after: string | null | undefined,
  ): Promise<Connection<AnalysisRow>> {
    const page = readPage(first, after);
    const { pages } = this.#of(context, organizationId);
    const key = `${page.limit} ${page.afterId}`;
    const loader =
      pages.get(key) ??
      new DataLoader<string, Connection<AnalysisRow>>(async (ids) => {
        if (ids.length * page.limit > MOST_ANALYSES) throw new InvalidInput(TOO_MANY_ANALYSES);
        const found = await this.analyses.pages(this.database.unit, organizationId, ids, page);
        return ids.map((id) => {
          const { rows, totalCount } = found.get(id) ?? { rows: [], totalCount: 0 };
          return toConnection(rows, page, totalCount, (row) => row);
        });
      }, WITHOUT_MEMORY);
    pages.set(key, loader);
    return loader.load(projectId);
  }

  /** Null where there is no result. */
  part(context: RequestContext, organizationId: string, part: ResultPart, analysisId: string): Promise<unknown> {
    const { parts } = this.#of(context, organizationId);
    const loader =
      parts.get(part) ??
      new DataLoader<string, unknown>(async (ids) => {
        if (ids.length > MOST_RESULTS) throw new InvalidInput(TOO_MANY_RESULTS);
        const found = await this.results.parts(this.database.unit, organizationId, part, ids);
        return ids.map((id) => found.get(id) ?? null);
      }, WITHOUT_MEMORY);
    parts.set(part, loader);
    return loader.load(analysisId);
  }

  #of(context: RequestContext, organizationId: string): Loaders {
    const known = this.#loaders.get(context);
    if (known) return known;
    const loaders: Loaders = {
      latest: new DataLoader(async (ids) => {
        const found = await this.analyses.latest(this.database.unit, organizationId, ids);
        return ids.map((id) => found.find(({ projectId }) => projectId === id) ?? null);
      }, WITHOUT_MEMORY),
      pages: new Map(),
      parts: new Map(),
    };
    this.#loaders.set(context, loaders);
    return loaders;
  }
}
