/** Stand-ins for what an analysis asks: repositories by what they offer, advisories by their ranges, and a rewriter of package-lock.json. */

import type { PackageType } from '@backline/shared';
import { AdvisoryIndexBuilder, readRecord } from '../../server/src/advisories/index.ts';
import { CodeArtifactConnector } from '../../server/src/connectors/codeartifact/index.ts';
import type { Explained } from '../../server/src/connectors/connector.ts';
import type { Repository, SavedConnection } from '../../server/src/features/integrations/index.ts';
import type { RepositoryAnswer } from '../../server/src/features/packages/index.ts';
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
  type VersionChange,
} from '../../server/src/package-types/index.ts';
import { repositoriesFor } from '@backline/shared';

export interface OfferedRelease {
  withdrawn?: string;
  /** Requirements by name; null where metadata does not tell. */
  requires?: Record<string, string> | null;
  /** Missing from the list, and there when asked for by itself. */
  isUnlisted?: boolean;
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
  manifests?: Partial<Record<PackageType, Partial<ManifestRules>>>;
  /** Called before each answer, so that a repository can change between two questions. */
  onAsk?: (name: string) => void;
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
      releases: (_organizationId, some, plug, wanted, signal) => {
        signal?.throwIfAborted();
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
    gateway: { open: () => Promise.reject(new Error('Nobody asks the gateway here.')) },
    connector: new CodeArtifactConnector(
      {} as never,
      {} as never,
      { now: () => new Date(0) },
      {
        platformRoleArn: 'arn:aws:iam::555555555555:role/Platform',
        templateUrl: 'https://example.com/template',
        homeRegion: 'us-east-1',
      },
    ),
    clock: { now: () => new Date(0) },
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

function connectionOf({ repositories }: World): SavedConnection {
  return {
    id: 'integration',
    name: 'Acme',
    status: 'CONNECTED',
    hasWorked: true,
    version: 1,
    details: {
      name: 'Acme',
      accountId: '111122223333',
      externalId: 'external',
      roleArn: 'arn:aws:iam::111122223333:role/R',
      repositories: [],
    },
    repositories: Object.entries(repositories).map(([id, { packageType = 'NPM', routes = [] }]) => {
      const place = { domain: 'acme', domainOwner: '111122223333', region: 'us-east-1', repository: id };
      const url = `https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com/${packageType.toLowerCase()}/${id}/`;
      return { id, packageType, url, routes, ...place };
    }),
  };
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

function releaseOf(version: string, { requires = {} }: OfferedRelease): Release {
  const requirements = requires && Object.entries(requires).map(([name, requirement]): ReleaseRequirement => ({ name, requirement, kind: 'production', condition: null })); // prettier-ignore
  return { version, requirements, archives: [], manifest: {} };
}

interface Locked {
  version?: string;
  dependencies?: Record<string, string>;
  overrides?: Record<string, string>;
}

/** As much of npm as the tests need: a flat package-lock.json of version 3 and the package.json beside it. */
export const rewriteLock: ManifestRules['rewrite'] = ({ files, reading }, changes) => {
  const manifestFile = files.find(({ path }) => path === 'package.json');
  const lockFile = files.find(({ path }) => path === 'package-lock.json');
  const manifest = JSON.parse(manifestFile?.text ?? '{}') as Locked;
  const lock = JSON.parse(lockFile?.text ?? '{"packages":{}}') as { packages: Record<string, Locked> };
  const written: VersionChange[] = [];
  const refused: { change: VersionChange; reason: string }[] = [];
  for (const change of changes) {
    const held = lock.packages[`node_modules/${change.name}`];
    if (held?.version !== change.from && reading.dependencies.every(({ lockfile }) => lockfile !== null)) {
      refused.push({ change, reason: `No lockfile here holds ${change.name} ${change.from}.` });
      continue;
    }
    const { requirements } = change.release;
    if (held) {
      held.version = change.to;
      held.dependencies = Object.fromEntries((requirements ?? []).map(({ name, requirement }) => [name, requirement]));
    }
    if (change.way === 'requirement') {
      for (const place of [manifest, lock.packages['']])
        if (place?.dependencies) place.dependencies[change.name] = `^${change.to}`;
    }
    if (change.way === 'override') manifest.overrides = { ...manifest.overrides, [change.name]: change.to };
    written.push(change);
  }
  const texts = new Map([
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['package-lock.json', `${JSON.stringify(lock, null, 2)}\n`],
  ]);
  const changed = files.flatMap(({ path, text }) => {
    const after = texts.get(path) ?? text;
    return after === text ? [] : [{ path, text: after }];
  });
  return Promise.resolve({ files: changed, written, refused, commands: [] });
};

/** A package.json and a package-lock.json that hold these packages, flat. */
export function npmProject(
  direct: Record<string, string>,
  packages: Record<
    string,
    { version: string; dependencies?: Record<string, string>; resolved?: string; inBundle?: boolean }
  >,
): Record<string, string> {
  const own = { name: 'app', version: '1.0.0', dependencies: direct };
  const held = Object.fromEntries(Object.entries(packages).map(([name, locked]) => [`node_modules/${name}`, locked]));
  const lock = { name: 'app', lockfileVersion: 3, packages: { '': own, ...held } };
  return {
    'package.json': `${JSON.stringify(own, null, 2)}\n`,
    'package-lock.json': `${JSON.stringify(lock, null, 2)}\n`,
  };
}
