import { isObject, membersOf, memberOf } from '../../../document-members.ts';
import type { Release, RequirementKind, VersionChange } from '../../../manifest.ts';
import type { JsonObject } from './json-document.ts';
import { Refusal } from './refusal.ts';

/** What a version asks for, by kind, in npm's notation. */
export interface ReleaseSections {
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  /** Names of peers that may be missing. */
  optionalPeers: ReadonlySet<string>;
}

export function sectionsOf(change: VersionChange): ReleaseSections {
  const { release } = change;
  if (release.requirements === null) {
    throw new Refusal(
      `What ${change.name} ${change.to} asks for is not known, so it cannot be written into a lockfile.`,
    );
  }
  const optional = sectionOf(release, 'optionalDependencies', 'optional');
  const production = sectionOf(release, 'dependencies', 'production');
  return {
    // A name in both sections is optional: https://docs.npmjs.com/cli/configuring-npm/package-json#optionaldependencies
    dependencies: Object.fromEntries(Object.entries(production).filter(([name]) => !Object.hasOwn(optional, name))),
    optionalDependencies: optional,
    peerDependencies: sectionOf(release, 'peerDependencies', 'peer'),
    optionalPeers: new Set(
      membersOf(release.manifest['peerDependenciesMeta'])
        .filter(([, meta]) => memberOf(meta, 'optional') === true)
        .map(([name]) => name),
    ),
  };
}

/** The member of the manifest keeps what a dependent calls its dependency; where it is not given, the requirements say it. */
function sectionOf(release: Release, member: string, kind: RequirementKind): Record<string, string> {
  const given = release.manifest[member];
  const entries = isObject(given)
    ? Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    : (release.requirements ?? [])
        .filter((requirement) => requirement.kind === kind)
        .map(({ name, requirement }): [string, string] => [name, requirement]);
  return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en')));
}

/** As the registry states it; empty where metadata gives none. A SHA-1 stands beside better hashes for those who want it. */
export function integrityOf(release: Release): string {
  const hashes = release.archives[0]?.integrity.filter((hash) => /^sha\d+-/.test(hash)) ?? [];
  const better = hashes.filter((hash) => !hash.startsWith('sha1-'));
  return (better.length > 0 ? better : hashes).join(' ');
}

/** The SHA-1 in hexadecimal, which lockfiles put behind an address; null where metadata gives none. */
export function shasumOf(release: Release): string | null {
  const hashes = release.archives[0]?.integrity ?? [];
  for (const hash of hashes) {
    const [, base64, hex] = /^sha1(?:-([A-Za-z0-9+/]{27}=)|:([0-9a-f]{40}))$/.exec(hash) ?? [];
    if (hex !== undefined) return hex;
    if (base64 !== undefined) return Buffer.from(base64, 'base64').toString('hex');
  }
  const { shasum } = release.manifest;
  return typeof shasum === 'string' ? shasum : null;
}

/**
 * The address of the new version in the style of the old one: lockfiles may name another host than the repository that
 * serves the package now, which npm replaces when it fetches (`replace-registry-host`).
 */
export function resolvedLike(old: string, name: string, change: VersionChange): string {
  const address = change.release.archives[0]?.url ?? '';
  const unscoped = name.slice(name.lastIndexOf('/') + 1);
  const file = `/-/${unscoped}-${change.from}.tgz`;
  const start = old.indexOf(file);
  if (start < 0) return address;
  return `${old.slice(0, start)}/-/${unscoped}-${change.to}.tgz`;
}

/** What npm keeps of a manifest in a lockfile's entry, in its form. */
export function lockedMembers({ manifest }: Release, name: string): JsonObject {
  const members: [string, unknown][] = [
    ...['engines', 'os', 'cpu', 'libc', 'peerDependenciesMeta', 'deprecated', 'hasInstallScript'].map(
      (key): [string, unknown] => [key, manifest[key]],
    ),
    ['license', memberOf(manifest['license'], 'type') ?? manifest['license']],
    ['funding', fundingOf(manifest['funding'])],
    ['bin', binOf(manifest['bin'], name)],
  ];
  return Object.fromEntries(members.filter(([, value]) => isWorthKeeping(value)));
}

function isWorthKeeping(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

function fundingOf(funding: unknown): unknown {
  return typeof funding === 'string' ? { url: funding } : funding;
}

/** Paths without `./`, as npm's own normalisation makes them. */
function binOf(bin: unknown, name: string): unknown {
  if (typeof bin === 'string') return { [name.slice(name.lastIndexOf('/') + 1)]: bin.replace(/^\.\//, '') };
  if (!isObject(bin)) return bin;
  return Object.fromEntries(
    Object.entries(bin).map(([key, path]) => [key, typeof path === 'string' ? path.replace(/^\.\//, '') : path]),
  );
}
