/** One statement per level of a list: what the integrations of one answer need is read together. */

import DataLoader from 'dataloader';
import type { RequestContext } from '../../lib/context.ts';
import type { Database } from '../../lib/database.ts';
import { InvalidInput } from '../../lib/errors.ts';
import { readPage, toConnection, type Connection } from '../../lib/pagination.ts';
import type { IntegrationEntity, RepositoryEntity } from './entity.ts';
import type { ConnectionReportEntity } from './reports/entity.ts';
import type { ConnectionReportStore } from './reports/store.ts';
import type { IntegrationStore } from './store.ts';

/** Reports of one answer, over all its integrations. */
const MOST_REPORTS = 1_000;
const TOO_MANY_REPORTS = `One answer holds at most ${MOST_REPORTS} reports. Ask for fewer integrations, or fewer reports of each.`;

interface Loaders {
  repositories: DataLoader<string, RepositoryEntity[]>;
  lastReport: DataLoader<string, ConnectionReportEntity | null>;
  reports: Map<string, DataLoader<string, Connection<ConnectionReportEntity>>>;
}

export class IntegrationLoaders {
  readonly #loaders = new WeakMap<RequestContext, Loaders>();

  constructor(
    private readonly database: Database,
    private readonly integrations: IntegrationStore,
    private readonly connectionReports: ConnectionReportStore,
  ) {}

  /** In the order of the form. */
  repositories(context: RequestContext, { id, organizationId }: IntegrationEntity): Promise<RepositoryEntity[]> {
    return this.#of(context, organizationId).repositories.load(id);
  }

  lastReport(
    context: RequestContext,
    { id, organizationId }: IntegrationEntity,
  ): Promise<ConnectionReportEntity | null> {
    return this.#of(context, organizationId).lastReport.load(id);
  }

  /** Newest first. Throws InvalidInput for a bad page. */
  reports(
    context: RequestContext,
    { id, organizationId }: IntegrationEntity,
    first: number,
    after: string | null | undefined,
  ): Promise<Connection<ConnectionReportEntity>> {
    const page = readPage(first, after);
    const { reports } = this.#of(context, organizationId);
    const key = `${page.limit} ${page.afterId}`;
    const loader =
      reports.get(key) ??
      new DataLoader<string, Connection<ConnectionReportEntity>>(async (ids) => {
        if (ids.length * page.limit > MOST_REPORTS) throw new InvalidInput(TOO_MANY_REPORTS);
        const pages = await this.connectionReports.pages(this.database.unit, organizationId, ids, page);
        return ids.map((integrationId) => {
          const { rows, totalCount } = pages.get(integrationId) ?? { rows: [], totalCount: 0 };
          return toConnection(rows, page, totalCount, (row) => row);
        });
      });
    reports.set(key, loader);
    return loader.load(id);
  }

  #of(context: RequestContext, organizationId: string): Loaders {
    const known = this.#loaders.get(context);
    if (known) return known;
    const { unit } = this.database;
    // Nothing is remembered within a request: a mutation may change it between two looks.
    const options = { cache: false };
    const loaders: Loaders = {
      repositories: new DataLoader(async (ids) => {
        const found = await this.integrations.repositories(unit, organizationId, ids);
        return ids.map((id) => found.filter(({ integrationId }) => integrationId === id));
      }, options),
      lastReport: new DataLoader(async (ids) => {
        const found = await this.connectionReports.latest(unit, organizationId, ids);
        return ids.map((id) => found.find(({ integrationId }) => integrationId === id) ?? null);
      }, options),
      reports: new Map(),
    };
    this.#loaders.set(context, loaders);
    return loaders;
  }
}
