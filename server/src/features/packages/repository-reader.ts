/** Asks one repository of an integration, and says in one form what came of it: found, absent, or broken and why. */

import type { CodeArtifactConnector } from '../../connectors/codeartifact/index.ts';
import type { Explained } from '../../connectors/connector.ts';
import { Ending } from '../../lib/concurrency.ts';
import type { RegistryHttp } from '../../lib/registry-http.ts';
import { Slots } from '../../lib/slots.ts';
import {
  RegistryFailure,
  type PackageListing,
  type PackageTypePlug,
  type RegistryAnswer,
  type RegistryRequest,
  type Release,
} from '../../package-types/index.ts';
import type { Repository, SavedConnection } from '../integrations/index.ts';
import { ListingCache } from './listing-cache.ts';
import { RegistryClients, type LookUpClient } from './registry-client.ts';

/** Large documents in memory at once, over all organizations; each has at most 50 MB. */
const LARGE_DOCUMENTS = 4;
const MOST_VERSIONS = 50_000;
/** Protocols of many documents end as well. */
const LOOK_UP_MS = 60_000;

export type RepositoryAnswer<T> = Asked &
  (
    | { status: 'found'; found: T }
    /** The repository and its upstreams do not have the package. */
    | { status: 'absent' }
    | { status: 'broken'; problem: Explained }
  );

interface Asked {
  repository: Repository;
  /** Tries and redirects included. */
  requestCount: number;
  /** How long the slowest answer took, without waiting for the quota or a connection; 0 where none came. */
  slowestMs: number;
}

/** A way into one repository, for one look-up or for a batch of them. */
export interface OpenRepository {
  connection: SavedConnection;
  repository: Repository;
  plug: PackageTypePlug;
  /** Everything that makes two repositories different, the organization first. */
  scope: string;
  /** Rejects as the connector's `repositoryAccess` does. */
  clients: Promise<RegistryClients>;
}

export class RepositoryReader {
  readonly #cache = new ListingCache();
  readonly #largeDocuments = new Slots(LARGE_DOCUMENTS);

  constructor(
    private readonly http: Pick<RegistryHttp, 'get'>,
    private readonly connector: Pick<
      CodeArtifactConnector,
      'repositoryAccess' | 'replaceAccess' | 'explainAccess' | 'explainRead'
    >,
  ) {}

  /** Asks for access at once; where there is none, every answer says why. */
  open(
    organizationId: string,
    connection: SavedConnection,
    repository: Repository,
    plug: PackageTypePlug,
  ): OpenRepository {
    const clients = this.#clients(organizationId, connection, repository);
    clients.catch(() => undefined);
    const scope = [organizationId, connection.id, connection.version, repository.url].join(' ');
    return { connection, repository, plug, scope, clients };
  }

  /** Everything that the repository says of a package. `name` is normalised. Rejects only for defects of our own. */
  listing(open: OpenRepository, name: string, signal?: AbortSignal): Promise<RepositoryAnswer<PackageListing>> {
    return this.#ask(open, signal, async (client, scope) => {
      const listing = await this.#cache.readPackage(open.plug, client, scope, name);
      const count = listing.count ?? listing.versions.length;
      if (count <= MOST_VERSIONS) return listing;
      const message = `It lists ${count} versions of ${name}, and at most ${MOST_VERSIONS} are shown; ask the package manager for this one.`;
      throw new RegistryFailure('too-large', message, 200);
    });
  }

  /** The newest version that is not withdrawn, null where there is none; with as few requests as the protocol allows. */
  newest(open: OpenRepository, name: string, signal?: AbortSignal): Promise<RepositoryAnswer<string | null>> {
    return this.#ask(open, signal, (client, scope) => this.#cache.readNewest(open.plug, client, scope, name));
  }

  /** What metadata says of one version; null where the repository has the package and not this version of it. */
  release(
    open: OpenRepository,
    name: string,
    version: string,
    signal?: AbortSignal,
  ): Promise<RepositoryAnswer<Release | null>> {
    return this.#ask(open, signal, (client, scope) => this.#cache.readRelease(open.plug, client, scope, name, version));
  }

  /**
   * One document or archive as it is; `take` makes of the answer what is kept of it, since its body is gone afterwards. Absent where
   * the repository answers 404 or 410. Fetching an archive imports its package into the customer's repository.
   */
  fetch<T>(
    open: OpenRepository,
    url: string,
    request: RegistryRequest,
    take: (answer: RegistryAnswer) => T,
    signal?: AbortSignal,
  ): Promise<RepositoryAnswer<T>> {
    return this.#ask(open, signal, async (client) => {
      const answer = await client.get(url, request);
      if (answer.status === 200 || answer.status === 304) return take(answer);
      throw new RegistryFailure('not-found', 'The repository and its upstreams do not have it.', answer.status);
    });
  }

  /** Where the signal is aborted, the answer is a broken one. */
  async #ask<T>(
    open: OpenRepository,
    signal: AbortSignal | undefined,
    read: (client: LookUpClient, scope: string) => Promise<T>,
  ): Promise<RepositoryAnswer<T>> {
    const { repository, scope } = open;
    let clients: RegistryClients;
    try {
      clients = await open.clients;
    } catch (error) {
      return { status: 'broken', repository, problem: this.#explain(open, error), requestCount: 0, slowestMs: 0 };
    }
    const ending = new Ending(LOOK_UP_MS, signal);
    const client = clients.open({ signal, ending });
    try {
      const found = await read(client, scope);
      return { status: 'found', repository, found, ...client.counts };
    } catch (error) {
      if (error instanceof RegistryFailure && (error.reason === 'not-found' || error.reason === 'gone')) {
        return { status: 'absent', repository, ...client.counts };
      }
      const problem = this.#explain(open, ending.remainingMs === 0 ? asTimeout(error) : error);
      return { status: 'broken', repository, problem, ...client.counts };
    } finally {
      client.close();
      ending.close();
    }
  }

  async #clients(
    organizationId: string,
    { details }: SavedConnection,
    repository: Repository,
  ): Promise<RegistryClients> {
    return new RegistryClients({
      http: this.http,
      access: await this.connector.repositoryAccess(organizationId, details, repository.url),
      replaceAccess: (refused) => this.connector.replaceAccess(organizationId, details, refused),
      quota: `${repository.domainOwner} ${repository.region}`,
      organizationId,
      largeDocuments: this.#largeDocuments,
    });
  }

  #explain({ connection: { details, hasWorked }, repository: { url } }: OpenRepository, error: unknown): Explained {
    if (error instanceof RegistryFailure) return this.connector.explainRead(details, url, error, hasWorked);
    const explained = this.connector.explainAccess(details, url, error, hasWorked);
    if (!explained) throw error;
    return explained;
  }
}

/** Whatever request it was that had no time left: the look-up as a whole took too long. */
function asTimeout(error: unknown): unknown {
  if (!(error instanceof RegistryFailure) || error.reason !== 'timeout') return error;
  return new RegistryFailure('timeout', `No complete answer within ${LOOK_UP_MS / 1_000} s.`);
}
