import { isDeepStrictEqual } from 'node:util';
import { isObject, memberOf, membersOf, textOf } from '../../../../document-members.ts';
import type { PackageTypeReading, VersionChange } from '../../../../manifest.ts';
import { resolvePath } from '../../../../paths.ts';
import type { JsonObject } from '../json-document.ts';
import { readSpecifier } from '../../specifier.ts';
import { SECTIONS } from '../../package-json.ts';
import { askerOf } from './edges.ts';
import { isModule, packageName, type Packages, packagesOf } from './packages.ts';
import { resolveTree, type UnmetRequirement } from './resolve-tree.ts';
import { styleOf } from './resolved-style.ts';
import { withDifference } from './three-way.ts';
import { unchangedTree } from './unchanged-tree.ts';

export interface RepairOptions {
  /** Of the project as it was. */
  reading: PackageTypeReading;
  registry: () => Promise<{ url: string; token: string }>;
  settings: Readonly<Record<string, unknown>>;
  signal: AbortSignal;
  isOverridden: (name: string) => boolean;
  /** The root's package.json before the changes; empty where there is none. */
  rootBefore: JsonObject;
  /** Each package.json below the lockfile's folder, by its own folder there. */
  manifests: (when: 'before' | 'after') => ReadonlyMap<string, string>;
}

export interface BrokenTree {
  /** Of the lockfile. */
  path: string;
  original: JsonObject;
  before: Packages;
  /** With changed entries. */
  after: Packages;
  changed: ReadonlyMap<string, VersionChange>;
}

/** What the new tree would leave packages without. */
export class Unmet extends Error {
  /** By the place of who asks. */
  readonly reasons: ReadonlyMap<string, string>;

  constructor(unmet: readonly UnmetRequirement[], packages: Packages) {
    const reasons = unmet.map(({ from, name, spec, found }): [string, string] => {
      const asker = askerOf({ from }, packages);
      return [from, `${asker} asks for ${name} ${spec}, and npm would leave it with ${found ?? 'none'}.`];
    });
    super(reasons.map(([, reason]) => reason).join(' '));
    this.reasons = new Map(reasons);
  }
}

/**
 * The lockfile in which npm's resolver has put right what changed entries left wrong. The resolver writes lockfiles anew, so
 * that its answer for the project as it was is compared with the one for the changed project, and the difference is taken.
 * Rejects with what stands in the way.
 */
export async function repairTree(tree: BrokenTree, options: RepairOptions): Promise<JsonObject> {
  const lockfileVersion = Number(tree.original['lockfileVersion'] ?? 1);
  const resolving = { settings: options.settings, signal: options.signal, registry: await options.registry() };
  const unchanged = await unchangedTree(options.reading, tree.path, () =>
    resolveTree({ ...inputOf(tree.before, options, 'before'), lockfileVersion, written: [] }, resolving),
  );
  const written = [...tree.changed.keys()];
  const changed = await resolveTree({ ...inputOf(tree.after, options, 'after'), lockfileVersion, written }, resolving);
  const known = packagesOf(unchanged.lockfile, {});
  const found = packagesOf(changed.lockfile, {});
  for (const { name, from, to } of tree.changed.values()) refuseLeftOver(found, name, from, to);
  for (const [path, entry] of found) {
    if (entry['link'] === true && !known.has(path)) {
      throw new Error(`The new tree would take ${path} from a folder, which only the project itself may ask for.`);
    }
  }
  const unmet = changed.unmet.filter((each) => !unchanged.unmet.some((before) => isDeepStrictEqual(before, each)));
  if (unmet.length > 0) throw new Unmet(unmet, found);
  const styled = styleOf(tree.before, resolving.registry.url).apply(changed.lockfile, unchanged.lockfile);
  return withDifference(tree.original, unchanged.lockfile, styled) as JsonObject;
}

function refuseLeftOver(packages: Packages, name: string, from: string, to: string): void {
  for (const [path, entry] of packages) {
    if (packageName(path, entry) === name && textOf(entry, 'version') === from && entry['inBundle'] !== true) {
      throw new Error(`With ${name} ${to} in its place, npm would put ${from} at ${path} again.`);
    }
  }
}

function inputOf(packages: Packages, options: RepairOptions, when: 'before' | 'after') {
  const manifests = new Map(options.manifests(when));
  for (const [path, entry] of packages) {
    if (!isModule(path) && !manifests.has(path)) manifests.set(path, JSON.stringify(entry));
    refuseOutside(path, entry);
  }
  for (const [folder, text] of manifests) refuseOutside(folder, JSON.parse(text) as unknown);
  return { manifests, lockfile: { lockfileVersion: 3, requires: true, packages: Object.fromEntries(packages) } };
}

/** npm reads the package.json of folders that a project names, wherever on the disk they are. */
function refuseOutside(path: string, entry: unknown): void {
  const target = memberOf(entry, 'link') === true ? textOf(entry, 'resolved') : null;
  const isOutside = (address: string): boolean =>
    /^(?:[/~\\]|[A-Za-z]:[\\/])/.test(address) || resolvePath(isModule(path) ? '' : path, address) === null;
  const targets = SECTIONS.flatMap(([section]) => membersOf(memberOf(entry, section))).flatMap(([name, written]) => {
    const wanted = typeof written === 'string' ? readSpecifier(name, written) : null;
    return wanted?.source === 'local' && wanted.target !== null ? [wanted.target] : [];
  });
  const outside = [...(target === null ? [] : [target]), ...targets].find(isOutside);
  if (outside !== undefined || (!isModule(path) && resolvePath('', path) === null)) {
    throw new Error(`It takes ${outside ?? path} from outside of the project, where nothing is read.`);
  }
  if (isObject(entry) && Array.isArray(entry['workspaces'])) {
    const pattern = entry['workspaces'].find(
      (given) => typeof given === 'string' && isOutside(given.replace(/^!/, '')),
    );
    if (typeof pattern === 'string') throw new Error(`Its workspaces are outside of the project: ${pattern}.`);
  }
}
