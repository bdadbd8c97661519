import { goPackages } from './go/packages.ts';
import type { LabPackage, LabVersion } from './lab-package.ts';
import { installedPackages } from './npm/installed-packages.ts';
import { npmPackages } from './npm/packages.ts';
import { nugetPackages } from './nuget/packages.ts';
import { pypiPackages } from './pypi/packages.ts';
import { normalizedProject } from './pypi/build.ts';
import { rehearsedPackages } from './rehearsed/packages.ts';
import type { Release, ReleasedPackage } from './release.ts';
import { wellKnownPackages } from './well-known.ts';

/** What the lab's customer publishes itself, as stored in the repository of that name. All four package types. */
export function privatePackages(repository: string): readonly LabPackage[] {
  return stored(repository, [
    ...npmPackages,
    ...pypiPackages.own,
    ...nugetPackages.own,
    ...goPackages.own,
    ...rehearsedPackages,
  ]);
}

/**
 * What the public upstreams offer, as stored in the repository of that name. The npm ones are real packages from this
 * machine's `node_modules`; the others are inventions or empty, so that nothing here passes for somebody's real package.
 */
export function upstreamPackages(repository: string): readonly LabPackage[] {
  return stored(repository, [
    ...installedPackages(),
    ...pypiPackages.upstream,
    ...nugetPackages.upstream,
    ...goPackages.upstream,
    ...wellKnownPackages,
  ]);
}

/**
 * What a repository shows: its own packages first, then each upstream's in priority order. The nearer of two equal
 * versions wins; of two equal tags the upstream's does.
 * https://docs.aws.amazon.com/codeartifact/latest/ug/repos-upstream-behavior.html
 */
export function mergePackages(layers: readonly (readonly LabPackage[])[]): readonly LabPackage[] {
  const merged = new Map<string, LabPackage>();
  for (const pkg of layers.flat()) {
    const key = `${pkg.format} ${pkg.format === 'pypi' ? normalizedProject(pkg.name) : caseless(pkg)}`;
    const nearer = merged.get(key);
    merged.set(key, nearer === undefined ? pkg : withUpstream(nearer, pkg));
  }
  return [...merged.values()];
}

function withUpstream(nearer: LabPackage, upstream: LabPackage): LabPackage {
  const known = new Set(nearer.versions.map((version) => version.version.toLowerCase()));
  const added = upstream.versions.filter((version) => !known.has(version.version.toLowerCase()));
  // Lines of different repositories interleave by date; within one repository that is also the order of versions.
  const versions = [...nearer.versions, ...added].sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1));
  return { ...nearer, tags: { ...nearer.tags, ...upstream.tags }, versions };
}

function caseless(pkg: LabPackage): string {
  return pkg.format === 'nuget' ? pkg.name.toLowerCase() : pkg.name;
}

function stored(repository: string, packages: readonly ReleasedPackage[]): readonly LabPackage[] {
  const place = (release: Release): LabVersion => ({ ...release, repository });
  return packages.map((pkg) => ({ ...pkg, versions: pkg.versions.map(place) }));
}
