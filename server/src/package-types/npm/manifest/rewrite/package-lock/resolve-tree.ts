import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TreeNode } from '@npmcli/arborist';
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

/** Removing what nobody asks for makes npm look at the whole tree: it drops what is no longer needed, and marks the rest anew. */
const NOT_THERE = ['@backline/none'];

/**
 * The lockfile that npm's own resolver makes of a project: what is wrong in the given one is resolved against the registry, the
 * rest stays where it is. Works in a folder that is removed, fetches no package, runs nothing, and asks that registry alone.
 */
export async function resolveTree(input: TreeInput, options: TreeOptions): Promise<ResolvedTree> {
  options.signal.throwIfAborted();
  // Only projects that need it pay for loading it.
  const { RepairingArborist } = await import('./repairing-arborist.ts');
  const folder = await mkdtemp(join(tmpdir(), 'backline-npm-'));
  try {
    const path = join(folder, 'project');
    await writeProject(path, input);
    const { lockfileVersion, written } = input;
    const arborist = new RepairingArborist({ ...fixedOptions(folder, options), path, lockfileVersion }, written);
    const tree = await untilAborted(arborist.buildIdealTree({ rm: NOT_THERE }), options.signal);
    return { lockfile: readJsonObject(tree.meta.toString()), unmet: unmetIn(tree) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function unmetIn(tree: TreeNode): UnmetRequirement[] {
  return [...tree.inventory.values()].flatMap((node) =>
    [...node.edgesOut.values()].flatMap(({ name, spec, peer, valid, to }) =>
      valid || peer ? [] : [{ from: node.location, name, spec, found: to?.version ?? null }],
    ),
  );
}

function fixedOptions(folder: string, { registry, settings, signal }: TreeOptions): JsonObject {
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
    signal,
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

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
