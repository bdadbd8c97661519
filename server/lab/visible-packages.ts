import {
  mergePackages,
  privatePackages,
  upstreamPackages,
  type LabPackage,
  type LabVersion,
  type RegistryFormat,
  type SourceFiles,
} from './registries/registry.ts';
import type { Domain, Repository } from './world.ts';

/** AWS searches at most 25 repositories: https://docs.aws.amazon.com/codeartifact/latest/ug/repo-upstream-search-order.html */
const MOST_REPOSITORIES = 25;

// A world's repositories are never edited in place, so what one shows is worked out once.
const known = new WeakMap<Repository, readonly LabPackage[]>();
const stored = new Map<string, readonly LabPackage[]>();

/** What a repository shows: its own packages, then those of its upstreams, depth first. */
export function visiblePackages(domain: Domain, repository: Repository): readonly LabPackage[] {
  const found = known.get(repository) ?? mergePackages(layers(domain, repository));
  known.set(repository, found);
  return found;
}

function layers(domain: Domain, repository: Repository): (readonly LabPackage[])[] {
  const order: Repository[] = [];
  const visit = (next: Repository) => {
    if (order.includes(next) || order.length >= MOST_REPOSITORIES) return;
    order.push(next);
    for (const name of next.upstreams) {
      const upstream = domain.repositories.find((candidate) => candidate.name === name);
      if (upstream) visit(upstream);
    }
  };
  visit(repository);
  const blocked = new Set(repository.upstreamBlocked);
  return order.map((source) => {
    const held = holdings(source);
    return source === repository ? held : held.filter((pkg) => !blocked.has(label(pkg)));
  });
}

function holdings(repository: Repository): readonly LabPackage[] {
  const { missing, states, formats, takenIn } = repository;
  return packagesOf(repository)
    .filter((pkg) => formats.includes(pkg.format) && !missing.includes(label(pkg)))
    .map((pkg) => withPublished(pkg, repository))
    .map((pkg) => ({
      ...pkg,
      versions: pkg.versions
        .filter(({ version }) => !missing.includes(`${label(pkg)}@${version}`))
        .filter(
          ({ version }) => !takenIn || takenIn.includes(label(pkg)) || takenIn.includes(`${label(pkg)}@${version}`),
        )
        .map((version) => {
          const state = states[`${label(pkg)}@${version.version}`] ?? states[label(pkg)];
          return state ? { ...version, status: state } : version;
        }),
    }))
    .filter(({ versions }) => versions.length > 0);
}

function withPublished(pkg: LabPackage, { published }: Repository): LabPackage {
  const newest = pkg.versions.at(-1);
  const added = published.filter((one) => newest && one.package === label(pkg));
  if (!newest || added.length === 0) return pkg;
  const more = added.map(({ version, publishedAt }): LabVersion => ({
    ...newest,
    version,
    publishedAt,
    preRelease: false,
    source: { files: () => withVersion(newest.source.files(), version) },
  }));
  return { ...pkg, versions: [...pkg.versions, ...more] };
}

/** Real npm packages bring a manifest of their own. */
function withVersion(files: SourceFiles, version: string): SourceFiles {
  const manifest = files['package.json'];
  if (manifest === undefined) return files;
  const read = JSON.parse(Buffer.from(manifest).toString('utf8')) as Record<string, unknown>;
  return { ...files, 'package.json': `${JSON.stringify({ ...read, version }, null, 2)}\n` };
}

/** Shared by all worlds and labs of this process: packages are built once, by the identity of their versions. */
function packagesOf({ name, holds, externalConnection, formats }: Repository): readonly LabPackage[] {
  const isConnected = externalConnection !== null || formats.every((format: RegistryFormat) => format === 'go');
  if (holds === 'public' && !isConnected) return [];
  const key = `${holds} ${name}`;
  const packages = stored.get(key) ?? (holds === 'own' ? privatePackages(name) : upstreamPackages(name));
  stored.set(key, packages);
  return packages;
}

function label(pkg: LabPackage): string {
  return `${pkg.format}:${pkg.name}`;
}
