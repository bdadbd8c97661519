import {
  mergePackages,
  privatePackages,
  upstreamPackages,
  type LabPackage,
  type RegistryFormat,
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
  const { missing, states, formats } = repository;
  return packagesOf(repository)
    .filter((pkg) => formats.includes(pkg.format) && !missing.includes(label(pkg)))
    .map((pkg) => ({
      ...pkg,
      versions: pkg.versions.map((version) => {
        const state = states[`${label(pkg)}@${version.version}`] ?? states[label(pkg)];
        return state ? { ...version, status: state } : version;
      }),
    }));
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
