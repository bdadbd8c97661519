/** Asks for many packages of one type in one go: what the dependencies of a project need. */

import { repositoriesFor } from '@backline/shared';
import { inGrowingParallel, type GrowingLimit } from '../../lib/concurrency.ts';
import type { PackageListing, PackageTypePlug, Release, VersionRules } from '../../package-types/index.ts';
import type { Repository, SavedConnection } from '../integrations/index.ts';
import { controlAddress, takeControl } from './control-request.ts';
import type { OpenRepository, RepositoryAnswer, RepositoryReader } from './repository-reader.ts';

const LEAST_AT_ONCE = 8;
/** As many as an organization's requests have places: who looks up one package meanwhile waits for about one answer. */
const MOST_AT_ONCE = 64;
/** Of an account: 800 requests per second. */
const QUOTA_PER_MS = 0.8;
/** Where an answer takes longer than this, it is the distance, whatever the quota is. */
const FAR_MS = 28;

export interface NewestVersion {
  name: string;
  /** The newest that any repository offers; null where none does, and the answers say why. */
  version: string | null;
  /** Of the repositories that serve the name, in the order of the integration. */
  answers: RepositoryAnswer<string | null>[];
}

export interface WantedRelease {
  name: string;
  version: string;
}

export interface ReleaseAnswer extends WantedRelease {
  /** Of the repositories that serve the name, in the order of the integration. */
  answers: RepositoryAnswer<Release | null>[];
}

export class PackageBatch {
  constructor(private readonly reader: Pick<RepositoryReader, 'open' | 'newest' | 'listing' | 'release' | 'fetch'>) {}

  /**
   * The newest version of each package that is not withdrawn, in the order of `names`, which are normalised. Rejects with the
   * signal's reason, and for defects of our own.
   */
  newest(
    organizationId: string,
    connection: SavedConnection,
    plug: PackageTypePlug,
    names: readonly string[],
    signal?: AbortSignal,
  ): Promise<NewestVersion[]> {
    const repositories = this.#repositories(organizationId, connection, plug);
    const limit = namesAtOnce<NewestVersion>(({ answers }) => slowestMsIn(answers));
    return inGrowingParallel(names, limit, async (name) => {
      const answers = await Promise.all(repositories(name).map((open) => this.reader.newest(open, name, signal)));
      signal?.throwIfAborted();
      return { name, version: newestIn(answers, plug.versions), answers };
    });
  }

  /**
   * Everything of each package. `take` gets the answers of the repositories as soon as they are there, in any order of names:
   * only what it keeps stays in memory. Rejects as `newest`, and with what `take` throws.
   */
  async listings(
    organizationId: string,
    connection: SavedConnection,
    plug: PackageTypePlug,
    names: readonly string[],
    take: (name: string, answers: RepositoryAnswer<PackageListing>[]) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const repositories = this.#repositories(organizationId, connection, plug);
    const limit = namesAtOnce<number>((slowestMs) => slowestMs);
    await inGrowingParallel(names, limit, async (name) => {
      const answers = await Promise.all(repositories(name).map((open) => this.reader.listing(open, name, signal)));
      signal?.throwIfAborted();
      take(name, answers);
      return slowestMsIn(answers);
    });
  }

  /** One version of each package, in the order of `wanted`. Rejects as `newest`. */
  releases(
    organizationId: string,
    connection: SavedConnection,
    plug: PackageTypePlug,
    wanted: readonly WantedRelease[],
    signal?: AbortSignal,
  ): Promise<ReleaseAnswer[]> {
    const repositories = this.#repositories(organizationId, connection, plug);
    const limit = namesAtOnce<ReleaseAnswer>(({ answers }) => slowestMsIn(answers));
    return inGrowingParallel(wanted, limit, async ({ name, version }) => {
      const asked = repositories(name).map((open) => this.reader.release(open, name, version, signal));
      const answers = await Promise.all(asked);
      signal?.throwIfAborted();
      return { name, version, answers };
    });
  }

  /**
   * Whether repositories answer what has nothing to do with any package, in their order: one that does lets us read, so that what
   * it does not have is not there. Rejects as `newest`.
   */
  async controls(
    organizationId: string,
    connection: SavedConnection,
    plug: PackageTypePlug,
    repositories: readonly Repository[],
    signal?: AbortSignal,
  ): Promise<RepositoryAnswer<null>[]> {
    const answers = await Promise.all(
      repositories.map((repository) => {
        const open = this.reader.open(organizationId, connection, repository, plug);
        const request = { accept: 'application/json' };
        return this.reader.fetch(open, controlAddress(repository), request, takeControl, signal);
      }),
    );
    signal?.throwIfAborted();
    return answers;
  }

  /** Those that serve a name, each opened once for the whole batch. */
  #repositories(
    organizationId: string,
    connection: SavedConnection,
    plug: PackageTypePlug,
  ): (name: string) => OpenRepository[] {
    const opened = new Map<Repository, OpenRepository>();
    return (name) =>
      repositoriesFor(connection.repositories, plug.definition.id, name).repositories.map((repository) => {
        const open = opened.get(repository) ?? this.reader.open(organizationId, connection, repository, plug);
        opened.set(repository, open);
        return open;
      });
  }
}

/** As few at a time as use up the quota, since each connection costs its making, and more where the registry is far. */
function namesAtOnce<R>(slowestMsOf: (result: R) => number): GrowingLimit<R> {
  return {
    least: LEAST_AT_ONCE,
    most: MOST_AT_ONCE,
    isSlow: (result, workers) => slowestMsOf(result) >= Math.min(FAR_MS, workers / QUOTA_PER_MS),
  };
}

function slowestMsIn(answers: readonly { slowestMs: number }[]): number {
  return answers.reduce((slowest, { slowestMs }) => Math.max(slowest, slowestMs), 0);
}

function newestIn(answers: readonly RepositoryAnswer<string | null>[], rules: VersionRules): string | null {
  let newest: string | null = null;
  for (const answer of answers) {
    if (answer.status !== 'found' || answer.found === null) continue;
    if (newest === null || rules.compare(answer.found, newest) > 0) newest = answer.found;
  }
  return newest;
}
