/** Asks the repositories of an integration for one package, all at once; what one of them cannot answer does not hide the others. */

import type { CodeArtifactConnector } from '../../connectors/codeartifact/index.ts';
import type { Explained } from '../../connectors/connector.ts';
import type { RegistryHttp } from '../../lib/registry-http.ts';
import { Slots } from '../../lib/slots.ts';
import { RegistryFailure, type PackageListing, type PackageTypePlug } from '../../package-types/index.ts';
import type { Repository, SavedConnection } from '../integrations/index.ts';
import { ListingCache } from './listing-cache.ts';
import { createRegistryClient } from './registry-client.ts';

/** Large documents in memory at once, over all organizations; each has at most 50 MB. */
const LARGE_DOCUMENTS = 4;
const MOST_VERSIONS = 50_000;
/** Protocols of many documents end as well. */
const LOOK_UP_MS = 60_000;

export type RepositoryAnswer =
  | { status: 'found'; repository: Repository; listing: PackageListing; requestCount: number }
  /** The repository and its upstreams do not have the package. */
  | { status: 'absent'; repository: Repository; requestCount: number }
  | { status: 'broken'; repository: Repository; problem: Explained; requestCount: number };

export class PackageLookUp {
  readonly #cache = new ListingCache();
  readonly #largeDocuments = new Slots(LARGE_DOCUMENTS);

  constructor(
    private readonly http: Pick<RegistryHttp, 'get'>,
    private readonly connector: Pick<
      CodeArtifactConnector,
      'repositoryAccess' | 'replaceAccess' | 'explainAccess' | 'explainRead'
    >,
  ) {}

  /** In the order of `repositories`. `name` is normalised. Rejects only for defects of our own. */
  ask(
    organizationId: string,
    connection: SavedConnection,
    repositories: readonly Repository[],
    plug: PackageTypePlug,
    name: string,
  ): Promise<RepositoryAnswer[]> {
    const signal = AbortSignal.timeout(LOOK_UP_MS);
    return Promise.all(
      repositories.map((repository) => this.#askOne(organizationId, connection, repository, plug, name, signal)),
    );
  }

  async #askOne(
    organizationId: string,
    connection: SavedConnection,
    repository: Repository,
    plug: PackageTypePlug,
    name: string,
    signal: AbortSignal,
  ): Promise<RepositoryAnswer> {
    const { details } = connection;
    let client: ReturnType<typeof createRegistryClient> | null = null;
    try {
      const access = await this.connector.repositoryAccess(organizationId, details, repository.url);
      client = createRegistryClient({
        http: this.http,
        access,
        replaceAccess: (refused) => this.connector.replaceAccess(organizationId, details, refused),
        quota: `${repository.domainOwner} ${repository.region}`,
        organizationId,
        largeDocuments: this.#largeDocuments,
        signal,
      });
      const scope = [organizationId, connection.id, connection.version, repository.url].join(' ');
      const listing = await this.#cache.read(plug, client, scope, name);
      const { requestCount } = client;
      if (listing.versions.length <= MOST_VERSIONS) return { status: 'found', repository, listing, requestCount };
      const message = `It lists ${listing.versions.length} versions of ${name}, and at most ${MOST_VERSIONS} are shown; ask the package manager for this one.`;
      throw new RegistryFailure('too-large', message, 200);
    } catch (error) {
      const requestCount = client?.requestCount ?? 0;
      if (error instanceof RegistryFailure && (error.reason === 'not-found' || error.reason === 'gone')) {
        return { status: 'absent', repository, requestCount };
      }
      return {
        status: 'broken',
        repository,
        problem: this.#explain(connection, repository, error, signal),
        requestCount,
      };
    } finally {
      client?.close();
    }
  }

  #explain(
    { details, hasWorked }: SavedConnection,
    { url }: Repository,
    error: unknown,
    signal: AbortSignal,
  ): Explained {
    if (error instanceof RegistryFailure) {
      const failure =
        error.reason === 'stopped' && signal.aborted
          ? new RegistryFailure('timeout', `No complete answer within ${LOOK_UP_MS / 1_000} s.`)
          : error;
      return this.connector.explainRead(details, url, failure, hasWorked);
    }
    const explained = this.connector.explainAccess(details, url, error, hasWorked);
    if (!explained) throw error;
    return explained;
  }
}
