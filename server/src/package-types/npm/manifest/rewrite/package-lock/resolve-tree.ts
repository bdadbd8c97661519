import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WorkerPool } from '../../../../../lib/worker-pool.ts';
import { readJsonObject } from '../../../../json-text.ts';
import type { JsonObject } from '../json-document.ts';

export interface TreeInput {
  /** Each package.json by its folder below the lockfile's; the root's is empty. */
  manifests: ReadonlyMap<string, string>;
  /** In the form of version 3. */
  lockfile: JsonObject;
  /** In which form the answer is to be. */
  lockfileVersion: number;
  /** Places of entries of the lockfile that npm did not write. */
  written: readonly string[];
}

export interface ResolvedTree {
  lockfile: JsonObject;
  unmet: UnmetRequirement[];
}

/** What a package asks for and does not get, where it stands; peers apart, which npm only warns of. */
export interface UnmetRequirement {
  from: string;
  name: string;
  spec: string;
  /** Null where there is none. */
  found: string | null;
}

export interface TreeOptions {
  registry: { url: string; token: string };
  /** Settings of the project that decide how its tree is built. */
  settings: Readonly<Record<string, unknown>>;
  signal: AbortSignal;
}

/** What a worker is given. */
export interface TreeTask {
  /** Of the resolver. */
  options: JsonObject;
  written: readonly string[];
}

/** What it gives back. */
export interface TreeText extends Omit<ResolvedTree, 'lockfile'> {
  lockfile: string;
}

const workers = new WorkerPool<TreeTask, TreeText>({
  // Beside this file, and beside what the build makes of it.
  program: new URL(import.meta.url.endsWith('.ts') ? './tree-worker.ts' : './tree-worker.js', import.meta.url),
  name: "npm's resolver",
  most: Math.min(4, availableParallelism()),
  idleMs: 30_000,
  memoryMb: 1024,
});

/**
 * The lockfile that npm's own resolver makes of a project: what is wrong in the given one is resolved against the registry, the
 * rest stays where it is. Works in a folder that is removed, fetches no package, runs nothing, and asks that registry alone.
 */
export async function resolveTree(input: TreeInput, options: TreeOptions): Promise<ResolvedTree> {
  options.signal.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'backline-npm-'));
  try {
    const path = join(folder, 'project');
    await writeProject(path, input);
    const { lockfileVersion, written } = input;
    const task = { options: { ...fixedOptions(folder, options), path, lockfileVersion }, written };
    const { lockfile, unmet } = await workers.run(task, options.signal);
    return { lockfile: readJsonObject(lockfile), unmet };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function fixedOptions(folder: string, { registry, settings }: TreeOptions): JsonObject {
  const url = registry.url.endsWith('/') ? registry.url : `${registry.url}/`;
  return {
    ...settings,
    registry: url,
    [`${url.replace(/^https?:/, '')}:_authToken`]: registry.token,
    replaceRegistryHost: 'never',
    cache: join(folder, 'cache'),
    ignoreScripts: true,
    packageLockOnly: true,
    audit: false,
    fund: false,
    progress: false,
    allowGit: 'none',
    allowRemote: 'none',
    allowFile: 'none',
    // A folder of the project that its lockfile does not have yet; nothing a registry names.
    allowDirectory: 'root',
    fetchRetries: 0,
    proxy: null,
    httpsProxy: null,
    noProxy: '*',
  };
}

async function writeProject(path: string, { manifests, lockfile }: TreeInput): Promise<void> {
  for (const [folder, text] of manifests) {
    const file = join(path, folder, 'package.json');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await writeFile(join(path, 'package-lock.json'), JSON.stringify(lockfile));
}
