import { packageTypeDefinition, repositoriesFor, type PackageType } from '@backline/shared';
import type { Explained } from '../../connectors/connector.ts';
import type { Clock } from '../../lib/clock.ts';
import type { RequestContext } from '../../lib/context.ts';
import type { Database } from '../../lib/database.ts';
import { InvalidInput, NotFound, Upstream } from '../../lib/errors.ts';
import type { Logger } from '../../lib/log.ts';
import { packageTypePlug } from '../../package-types/index.ts';
import { authorize } from '../identity/index.ts';
import type { Integrations, Repository, SavedConnection } from '../integrations/index.ts';
import type { PackageLookUp } from './look-up.ts';
import { mergeListings, type OfferedVersion } from './merge.ts';
import type { RepositoryAnswer } from './repository-reader.ts';
import type { PackageLookupStore } from './store.ts';
import { whyNothingToAsk, whyUnused } from './usable-connection.ts';

const MOST_SUGGESTIONS = 20;
const LONGEST_PREFIX = 300;

export interface Package {
  packageType: PackageType;
  name: string;
  versions: OfferedVersion[];
  latest: string | null;
  /** Those that offer it. */
  repositories: Repository[];
  problems: (Explained & { repository: Repository })[];
  requestCount: number;
}

/** Looks packages up through an integration, from metadata alone. */
export class Packages {
  constructor(
    private readonly database: Database,
    private readonly store: PackageLookupStore,
    private readonly integrations: Pick<Integrations, 'connection'>,
    private readonly lookUp: Pick<PackageLookUp, 'ask'>,
    private readonly clock: Clock,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /**
   * Needs packages:read. Throws InvalidInput for what is no name and for a type without a repository, NotFound where every
   * repository answered that it has no such package, Upstream where none gave an answer.
   */
  async find(context: RequestContext, integrationId: string, packageType: PackageType, text: string): Promise<Package> {
    const { organizationId } = authorize(context.actor, 'packages:read');
    const plug = packageTypePlug(packageType);
    const connection = await this.integrations.connection(organizationId, integrationId);
    const reading = plug.names.read(text);
    if ('problem' in reading) throw new InvalidInput(reading.problem);
    const nothingToAsk = whyNothingToAsk(connection, packageType);
    if (nothingToAsk) throw new InvalidInput(nothingToAsk);
    const unused = whyUnused(connection);
    if (unused) throw new Upstream(unused);
    const { name } = reading;
    const { repositories } = repositoriesFor(connection.repositories, packageType, name);
    const answers = await this.lookUp.ask(organizationId, connection, repositories, plug, name);
    const found = answers.filter((answer) => answer.status === 'found');
    const broken = answers.filter((answer) => answer.status === 'broken');
    if (found.length === 0) refuse(answers, connection, packageType, name);
    if (found.length > 0) await this.#remember(organizationId, integrationId, packageType, name);
    const offers = found.map(({ repository, found: listing }) => ({ repositoryUrl: repository.url, listing }));
    return {
      packageType,
      name,
      ...(await mergeListings(plug.versions, offers)),
      repositories: found.map(({ repository }) => repository),
      problems: broken.map(({ repository, problem }) => ({ repository, ...problem })),
      requestCount: answers.reduce((sum, { requestCount }) => sum + requestCount, 0),
    };
  }

  /** Names found before that begin with `prefix`, the latest first. Needs packages:read. Throws NotFound. */
  async recent(
    context: RequestContext,
    integrationId: string,
    packageType: PackageType,
    prefix: string | null | undefined,
  ): Promise<string[]> {
    const { organizationId } = authorize(context.actor, 'packages:read');
    await this.integrations.connection(organizationId, integrationId);
    // PostgreSQL has no NUL in a text, and no name is this long.
    const beginning = (prefix ?? '').trim();
    if (beginning.length > LONGEST_PREFIX || beginning.includes('\0')) return [];
    const { unit } = this.database;
    const rows = await this.store.recent(unit, organizationId, integrationId, packageType, beginning, MOST_SUGGESTIONS);
    return rows.map(({ name }) => name);
  }

  /** A suggestion that is missing tomorrow is no reason to withhold the answer of today. */
  async #remember(
    organizationId: string,
    integrationId: string,
    packageType: PackageType,
    name: string,
  ): Promise<void> {
    const lookup = { organizationId, integrationId, packageType, name, lastLookedUpAt: this.clock.now() };
    await this.store.remember(this.database.unit, lookup).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'A look-up could not be remembered');
    });
  }
}

/** Where some repositories say no and others say nothing, the package may be there: that is an answer, with its problems. */
function refuse(
  answers: readonly RepositoryAnswer<unknown>[],
  connection: SavedConnection,
  packageType: PackageType,
  name: string,
): void {
  const first = answers.find((answer) => answer.status === 'broken');
  const { label } = packageTypeDefinition(packageType);
  if (first && answers.every((answer) => answer.status === 'broken')) {
    const others = answers.length > 1 ? ` None of the ${answers.length} ${label} repositories gave an answer.` : '';
    throw new Upstream(`${first.problem.diagnosis.summary}${others}`);
  }
  if (first) return;
  const asked = answers.map(({ repository }) => `${repository.domain}/${repository.repository}`).join(', ');
  throw new NotFound(
    `No ${label} repository of ${connection.name} that serves this name offers ${name}. Asked: ${asked}. Check the spelling, and whether the repository or one of its upstreams has it.`,
  );
}
