/** Stand-ins for what an analysis asks: repositories by what they offer, and advisories by their ranges. */

import { type PackageType, repositoriesFor } from '@backline/shared';
import { AdvisoryIndexBuilder, readRecord } from '../../server/src/advisories/index.ts';
import type { Explained } from '../../server/src/connectors/connector.ts';
import type { Repository, SavedConnection } from '../../server/src/features/integrations/index.ts';
import type { RegistryGateway, RepositoryAnswer } from '../../server/src/features/packages/index.ts';
import {
  ProjectAnalyzer,
  type AnalysisProgress,
  type AnalysisResult,
} from '../../server/src/features/projects/index.ts';
import { runInSlices } from '../../server/src/lib/in-slices.ts';
import {
  packageTypePlug,
  type ManifestRules,
  type PackageListing,
  type Release,
  type ReleaseRequirement,
} from '../../server/src/package-types/index.ts';
import { ANALYSIS_CLOCK, analysisConnection, analysisConnector } from './analysis-connection.ts';
import { rewriteLock } from './npm-lock-project.ts';

export interface OfferedRelease {
  withdrawn?: string;
  /** Requirements by name; null where metadata does not tell. */
  requires?: Record<string, string> | null;
  /** Missing from the list, and there when asked for by itself. */
  isUnlisted?: boolean;
  /** All that metadata says of it, where more is needed than what it asks for. */
  release?: Release;
}

/** By name and version. */
export type Offers = Record<string, Record<string, OfferedRelease>>;

export interface StandInRepository {
  packageType?: PackageType;
  routes?: string[];
  offers?: Offers;
  isBroken?: boolean;
}

export interface StandInAdvisory {
  id: string;
  name: string;
  ecosystem?: string;
  events: Record<string, string>[];
  severity?: string;
  aliases?: string[];
}

export const BROKEN: Explained = {
  diagnosis: { category: 'PERMISSION_DENIED', summary: 'The repository refused to answer.', causes: [] },
  evidence: { httpStatus: 403, errorCode: 'AccessDenied', message: 'no', awsRequestId: 'request-1' },
};

export interface World {
  repositories: Record<string, StandInRepository>;
  advisories?: StandInAdvisory[];
  files: Record<string, string>;
  whyUnused?: string;
  signal?: AbortSignal;
  /** The registry that libraries ask which resolve by themselves; nobody asks where there is none. */
  registry?: string;
  manifests?: Partial<Record<PackageType, Partial<ManifestRules>>>;
  /** The answer to what has nothing to do with any package: found where it is left out. */
  control?: 'found' | 'absent' | 'broken';
  /** What AWS says of repositories that answer nothing: known where it is left out. */
  isRepositoryKnown?: boolean | null;
  /** Called before each answer, so that a repository can change between two questions. */
  onAsk?: (name: string) => void;
  /** The same of single releases. */
  onAskRelease?: (name: string, version: string) => void;
}

/** One repository of npm. */
export function npmWorld(offers: Offers, files: Record<string, string>, advisories: StandInAdvisory[] = []): World {
  return { repositories: { main: { offers } }, files, advisories };
}

/** Affects everything below a version, or everything. */
export function below(id: string, name: string, fixed?: string): StandInAdvisory {
  return { id, name, events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] };
}

/** Versions of which nothing is special. */
export function offering(...versions: string[]): Record<string, OfferedRelease> {
  return Object.fromEntries(versions.map((version) => [version, {}]));
}

export interface Analysis {
  result: AnalysisResult;
  progress: AnalysisProgress[];
  /** Names in the order in which lists were asked for. */
  asked: string[];
}

export async function analyze(world: World): Promise<Analysis> {
  const connection = connectionOf(world);
  const asked: string[] = [];
  const progress: AnalysisProgress[] = [];
  const builder = new AdvisoryIndexBuilder();
  const records = (world.advisories ?? []).flatMap(
    (advisory) => readRecord(JSON.stringify(recordOf(advisory))).record ?? [],
  );
  for (const record of records) builder.add(record);
  const index = await runInSlices(builder.build());
  const repositoriesOf = (some: SavedConnection, packageType: PackageType, name: string) =>
    repositoriesFor(some.repositories, packageType, name).repositories;
  const answer = <T>({ id, ...rest }: Repository, find: (offers: Offers) => T | null): RepositoryAnswer<T> => {
    const { isBroken, offers = {} } = world.repositories[id] ?? {};
    const counts = { repository: { id, ...rest }, requestCount: 1, slowestMs: 1 };
    if (isBroken) return { ...counts, status: 'broken', problem: BROKEN };
    const found = find(offers);
    return found === null ? { ...counts, status: 'absent' } : { ...counts, status: 'found', found };
  };
  const analyzer = new ProjectAnalyzer({
    batch: {
      listings: (_organizationId, some, plug, names, take, signal) => {
        signal?.throwIfAborted();
        for (const name of names) {
          asked.push(name);
          world.onAsk?.(name);
          take(
            name,
            repositoriesOf(some, plug.definition.id, name).map((repository) =>
              answer(repository, (offers) =>
                Object.hasOwn(offers, name) ? listingOf(plug.versions, offers[name] ?? {}) : null,
              ),
            ),
          );
        }
        return Promise.resolve();
      },
      controls: (_organizationId, _some, _plug, repositories) =>
        Promise.resolve(
          repositories.map((repository): RepositoryAnswer<null> => {
            const counts = { repository, requestCount: 1, slowestMs: 1 };
            const status = world.control ?? 'found';
            if (status === 'broken') return { ...counts, status, problem: BROKEN };
            return status === 'found' ? { ...counts, status, found: null } : { ...counts, status };
          }),
        ),
      releases: (_organizationId, some, plug, wanted, signal) => {
        signal?.throwIfAborted();
        for (const { name, version } of wanted) world.onAskRelease?.(name, version);
        return Promise.resolve(
          wanted.map(({ name, version }) => ({
            name,
            version,
            answers: repositoriesOf(some, plug.definition.id, name).map((repository) =>
              answer<Release | null>(repository, (offers) => {
                const found = offers[name]?.[version];
                return found ? releaseOf(version, found) : null;
              }),
            ),
          })),
        );
      },
    },
    advisories: {
      load: () =>
        Promise.resolve({
          data: { importId: '1', importedAt: new Date(0), newestModified: null, advisoryCount: records.length },
          index,
        }),
      records: (ids) => Promise.resolve(records.filter(({ id }) => ids.includes(id))),
    },
    gateway: { open: () => openGateway(world.registry) },
    connector: analysisConnector(world.isRepositoryKnown),
    clock: ANALYSIS_CLOCK,
    whyUnused: () => world.whyUnused ?? null,
    plugOf: (packageType) => {
      const plug = packageTypePlug(packageType);
      const rewrite = packageType === 'NPM' ? { rewrite: rewriteLock } : {};
      return { ...plug, manifests: { ...plug.manifests, ...rewrite, ...world.manifests?.[packageType] } };
    },
  });
  const result = await analyzer.analyze(
    {
      organizationId: 'organization',
      connection,
      files: Object.entries(world.files).map(([path, content]) => ({ path, content })),
    },
    { signal: world.signal ?? new AbortController().signal, onProgress: (step) => progress.push(step) },
  );
  return { result, progress, asked };
}

function openGateway(url: string | undefined): Promise<RegistryGateway> {
  if (url === undefined) return Promise.reject(new Error('Nobody asks the gateway here.'));
  const urls = { url, repositories: [], open: { url, repositories: [] } };
  return Promise.resolve({ ...urls, token: 'none', requestCount: 0, problems: [], close: () => Promise.resolve() });
}

function connectionOf({ repositories }: World): SavedConnection {
  return analysisConnection(
    Object.entries(repositories).map(([id, { packageType = 'NPM', routes = [] }]) => ({ id, packageType, routes })),
  );
}

function recordOf({ id, name, ecosystem = 'npm', events, severity, aliases = [] }: StandInAdvisory) {
  return {
    id,
    aliases,
    modified: '2026-01-01T00:00:00Z',
    summary: `Summary of ${id}`,
    affected: [{ package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }] }],
    database_specific: { severity },
  };
}

function listingOf(
  rules: { isPrerelease(version: string): boolean },
  versions: Record<string, OfferedRelease>,
): PackageListing {
  return {
    latest: null,
    versions: Object.entries(versions)
      .filter(([, { isUnlisted }]) => !isUnlisted)
      .map(([version, { withdrawn = null }]) => ({
        version,
        isPrerelease: rules.isPrerelease(version),
        publishedAt: null,
        withdrawn,
      })),
  };
}

function releaseOf(version: string, { requires = {}, release }: OfferedRelease): Release {
  if (release) return release;
  const requirements = requires && Object.entries(requires).map(([name, requirement]): ReleaseRequirement => ({ name, requirement, kind: 'production', condition: null })); // prettier-ignore
  return { version, requirements, archives: [], manifest: {} };
}
