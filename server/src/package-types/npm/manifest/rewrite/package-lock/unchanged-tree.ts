import type { PackageTypeReading } from '../../../../manifest.ts';
import type { ResolvedTree } from './resolve-tree.ts';

const known = new WeakMap<PackageTypeReading, Map<string, Promise<ResolvedTree>>>();

/** What npm makes of a project as it was, once for all of its changes. `lockfile` is the path of the file. */
export async function unchangedTree(
  reading: PackageTypeReading,
  lockfile: string,
  resolve: () => Promise<ResolvedTree>,
): Promise<ResolvedTree> {
  const trees = known.get(reading) ?? new Map<string, Promise<ResolvedTree>>();
  known.set(reading, trees);
  const tree = trees.get(lockfile) ?? resolve();
  trees.set(lockfile, tree);
  try {
    return await tree;
  } catch (error) {
    // A registry that gave no answer may give one to the next change.
    if (trees.get(lockfile) === tree) trees.delete(lockfile);
    throw error;
  }
}
