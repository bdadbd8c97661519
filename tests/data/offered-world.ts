/** What repositories could offer, made from what real projects lock and what real advisories name: a stand-in of the batch. */

import { createHash } from 'node:crypto';
import { type PackageType, repositoriesFor } from '@backline/shared';
import type { AdvisoryRecord } from '../../server/src/advisories/index.ts';
import type { SavedConnection } from '../../server/src/features/integrations/index.ts';
import type { RepositoryAnswer } from '../../server/src/features/packages/index.ts';
import type { AnalyzerParts, ProjectReading } from '../../server/src/features/projects/index.ts';
import {
  packageTypePlug,
  type PackageListing,
  type Release,
  type ReleaseRequirement,
} from '../../server/src/package-types/index.ts';
import { startRegistryServer } from '../support/registry-server.ts';

export const PACKAGE_TYPES: readonly PackageType[] = ['NPM', 'PYPI', 'GO', 'NUGET'];

export interface WorldOptions {
  /** Whether versions that advisories call fixed are offered, and what is newer. */
  offersFixes: boolean;
  /** Whether metadata tells what a version needs. */
  tellsRequirements: boolean;
}

interface Package {
  /** Oldest first. */
  versions: string[];
  withdrawn: Set<string>;
  /** By version, of those that a project locks with their requirements. */
  requirements: Map<string, ReleaseRequirement[]>;
}

/** By package type and name. */
export class OfferedWorld {
  readonly #packages = new Map<string, Package>();

  constructor(
    readings: readonly ProjectReading[],
    records: readonly AdvisoryRecord[],
    private readonly options: WorldOptions,
  ) {
    const versions = new Map<string, Set<string>>();
    const offer = (packageType: PackageType, name: string, version: string | null) => {
      const rules = packageTypePlug(packageType).versions;
      if (version === null || !rules.isValid(version)) return;
      const key = keyOf(packageType, name);
      versions.set(key, (versions.get(key) ?? new Set()).add(version));
    };
    for (const { dependencies, requirements } of readings) {
      for (const { packageType, name, version } of dependencies) offer(packageType, name, version);
      for (const { dependency, requirement } of requirements) {
        const { packageType, name } = dependencies[dependency] ?? {};
        if (packageType && name !== undefined) offer(packageType, name, lowestOf(requirement));
      }
    }
    const held = new Map([...versions].map(([key, some]) => [key, new Set(some)]));
    if (options.offersFixes) {
      for (const { affected } of records) {
        for (const { packageType, name, fixed } of affected) {
          if (!held.has(keyOf(packageType, name))) continue;
          for (const version of fixed) for (const one of around(packageType, version)) offer(packageType, name, one);
        }
      }
    }
    for (const [key, some] of versions) {
      const packageType = key.split('\n', 1)[0] as PackageType;
      const rules = packageTypePlug(packageType).versions;
      const locked = held.get(key);
      this.#packages.set(key, {
        versions: [...some].sort((one, other) => rules.compare(one, other)),
        // Some of those that no project holds.
        withdrawn: new Set([...some].filter((version) => !locked?.has(version) && numberOf(key + version) % 11 === 0)),
        requirements: new Map(),
      });
    }
    for (const reading of readings) this.#learn(reading);
  }

  has(packageType: PackageType, name: string): boolean {
    return this.#packages.has(keyOf(packageType, name));
  }

  /** Those that are not withdrawn, oldest first. */
  usable(packageType: PackageType, name: string): string[] {
    const { versions = [], withdrawn } = this.#packages.get(keyOf(packageType, name)) ?? {};
    return versions.filter((version) => !withdrawn?.has(version));
  }

  listing(packageType: PackageType, name: string): PackageListing | null {
    const found = this.#packages.get(keyOf(packageType, name));
    if (!found) return null;
    const { versions: rules } = packageTypePlug(packageType);
    return {
      latest: this.usable(packageType, name).findLast((version) => !rules.isPrerelease(version)) ?? null,
      versions: found.versions.map((version) => ({
        version,
        isPrerelease: rules.isPrerelease(version),
        publishedAt: null,
        withdrawn: found.withdrawn.has(version) ? 'Use another one.' : null,
      })),
    };
  }

  release(packageType: PackageType, name: string, version: string): Release | null {
    const found = this.#packages.get(keyOf(packageType, name));
    if (!found?.versions.includes(version)) return null;
    const isKnown = this.options.tellsRequirements || packageType === 'NPM';
    const requirements = isKnown ? this.#requirementsOf(packageType, found, version) : null;
    const digest = (algorithm: string) => createHash(algorithm).update(`${name}@${version}`);
    const integrity = {
      NPM: [`sha512-${digest('sha512').digest('base64')}`],
      PYPI: [`sha256:${digest('sha256').digest('hex')}`],
      GO: [],
      NUGET: [],
    }[packageType];
    const fileName = `${name.split('/').at(-1)}-${version}.${{ NPM: 'tgz', PYPI: 'tar.gz', GO: 'zip', NUGET: 'nupkg' }[packageType]}`;
    const archives = [{ fileName, url: `https://packages.example/${name}/-/${fileName}`, integrity }];
    const goModHash = `h1:${digest('sha256').digest('base64')}`;
    return { version, requirements, archives, manifest: packageType === 'GO' ? { goMod: '', goModHash } : {} };
  }

  /** As npm's registry writes it. */
  packument(name: string): string | null {
    const found = this.#packages.get(keyOf('NPM', name));
    if (!found) return null;
    const versions = Object.fromEntries(
      found.versions.map((version) => {
        const { requirements, archives } = this.release('NPM', name, version) as Release;
        const section = (kind: string) =>
          Object.fromEntries(
            (requirements ?? []).filter((each) => each.kind === kind).map((each) => [each.name, each.requirement]),
          );
        const [archive] = archives;
        return [
          version,
          {
            name,
            version,
            dependencies: section('production'),
            optionalDependencies: section('optional'),
            peerDependencies: section('peer'),
            ...(found.withdrawn.has(version) ? { deprecated: 'Use another one.' } : {}),
            dist: { tarball: archive?.url, integrity: archive?.integrity[0] },
          },
        ];
      }),
    );
    return JSON.stringify({ name, 'dist-tags': { latest: this.usable('NPM', name).at(-1) }, versions });
  }

  /** What every repository of the integration would answer, and a registry of npm on this machine. */
  parts(): Pick<AnalyzerParts, 'batch' | 'gateway'> {
    const answers = <T>(
      connection: SavedConnection,
      packageType: PackageType,
      name: string,
      found: T | null,
    ): RepositoryAnswer<T>[] =>
      repositoriesFor(connection.repositories, packageType, name).repositories.map((repository) => {
        const asked = { repository, requestCount: 1, slowestMs: 0 };
        return found === null ? { ...asked, status: 'absent' } : { ...asked, status: 'found', found };
      });
    return {
      batch: {
        listings: (_organizationId, connection, { definition: { id } }, names, take) => {
          for (const name of names) take(name, answers(connection, id, name, this.listing(id, name)));
          return Promise.resolve();
        },
        controls: (_organizationId, _connection, _plug, repositories) =>
          Promise.resolve(
            repositories.map((repository) => ({
              repository,
              requestCount: 1,
              slowestMs: 0,
              status: 'found',
              found: null,
            })),
          ),
        releases: (_organizationId, connection, { definition: { id } }, wanted) =>
          Promise.resolve(
            wanted.map(({ name, version }) => ({
              name,
              version,
              answers: answers<Release | null>(connection, id, name, this.release(id, name, version)),
            })),
          ),
      },
      gateway: {
        open: async () => {
          const server = await startRegistryServer();
          server.serve(({ path }) => {
            const body = this.packument(decodeURIComponent(path.slice(1).replace(/\?.*$/, '')));
            return body === null ? undefined : { headers: { 'content-type': 'application/json' }, body };
          });
          const urls = { url: server.origin, repositories: [], open: { url: server.origin, repositories: [] } };
          return { ...urls, token: 'token', requestCount: 0, problems: [], close: () => server.close() };
        },
      },
    };
  }

  /** What a project holds of a version tells what that version needs, if not all of it. */
  #learn({ dependencies, requirements }: ProjectReading): void {
    for (const { dependent, dependency, requirement, kind, alias, condition } of requirements) {
      if (dependent === null || requirement === null || alias !== null || condition !== null) continue;
      const [from, to] = [dependencies[dependent], dependencies[dependency]];
      if (!from || !to || from.version === null || to.source !== 'registry') continue;
      const needs = this.#packages.get(keyOf(from.packageType, from.name))?.requirements;
      const known = needs?.get(from.version) ?? [];
      if (known.some(({ name }) => name === to.name)) continue;
      needs?.set(from.version, [...known, { name: to.name, requirement, kind, condition }]);
    }
  }

  /** Of a version that nobody holds, what the newest older one needs that somebody holds. */
  #requirementsOf(packageType: PackageType, { requirements }: Package, version: string): ReleaseRequirement[] {
    const rules = packageTypePlug(packageType).versions;
    const known = [...requirements.keys()].sort((one, other) => rules.compare(one, other));
    const nearest = known.findLast((candidate) => rules.compare(candidate, version) <= 0) ?? known[0];
    return nearest === undefined ? [] : (requirements.get(nearest) ?? []);
  }
}

function keyOf(packageType: PackageType, name: string): string {
  return `${packageType}\n${name}`;
}

/** A fixed version, some that came before and after it, and a pre-release. */
function around(packageType: PackageType, version: string): string[] {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?$/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return [version];
  const v = packageType === 'GO' ? 'v' : '';
  const last = Number(patch ?? 0);
  return [
    version,
    ...(last > 0 ? [`${v}${major}.${minor}.${last - 1}`] : []),
    `${v}${major}.${minor}.${last + 1}${packageType === 'PYPI' ? 'rc1' : '-rc.1'}`,
    `${v}${major}.${minor}.${last + 1}`,
    `${v}${major}.${Number(minor) + 1}.0`,
    // Of Go, another first number is another module.
    ...(packageType === 'GO' ? [] : [`${Number(major) + 1}.0.0`]),
  ];
}

function lowestOf(requirement: string | null): string | null {
  return /^(?:[[^~=]|>=|==|~=)?\s*(v?\d[\w.+-]*)/.exec(requirement ?? '')?.[1] ?? null;
}

function numberOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}
