/** Projects with a lockfile of npm that an older world gave, and changes of them in a newer one. */

import type { ProjectFile, Rewrite } from '../../server/src/package-types/index.ts';
import { manifests } from '../../server/src/package-types/npm/manifest/index.ts';
import { packagesOf } from '../../server/src/package-types/npm/manifest/rewrite/package-lock/packages.ts';
import { resolveTree } from '../../server/src/package-types/npm/manifest/rewrite/package-lock/resolve-tree.ts';
import type { AskedChange } from './npm-rewrite.ts';
import { serveUniverse, universeRelease, type Universe, type UniverseServer } from './npm-universe.ts';

/** What there was when the lockfile was written. */
const OLD: Universe = {
  app: { '1.0.0': { dependencies: { lib: '^1.0.0', '@acme/tool': '^1.0.0' } } },
  lib: { '1.0.0': { dependencies: { deep: '^1.0.0' }, license: 'MIT' }, '2.0.0': { dependencies: { deep: '^1.0.0' } } },
  deep: { '1.0.0': { engines: { node: '>=10' } } },
  '@acme/tool': { '1.0.0': { bin: { tool: 'tool.js' }, dependencies: { deep: '^1.0.0', lib: '2.0.0' } } },
  strict: { '1.0.0': { dependencies: { deep: '1.0.0' } } },
  fetcher: { '1.0.0': { dependencies: { core: '1.0.0' } } },
  core: { '1.0.0': { dependencies: { deep: '^1.0.0' } }, '2.0.0': {} },
  asker: { '1.0.0': { dependencies: { fetcher: '^1.0.0' } } },
};
export const NEW: Universe = {
  ...OLD,
  app: { ...OLD['app'], '1.1.0': { dependencies: { lib: '^1.0.1', '@acme/tool': '^1.0.0' } } },
  lib: {
    ...OLD['lib'],
    '1.0.1': { dependencies: { deep: '^1.0.0' }, license: 'ISC', engines: { node: '>=12' }, bin: { lib: 'cli.js' } },
    '1.0.2': { dependencies: { deep: '^2.0.0', fresh: '^1.0.0' } },
    '1.0.3': {},
  },
  deep: { ...OLD['deep'], '1.0.1': {}, '2.0.0': {}, '2.1.0': {} },
  fetcher: { ...OLD['fetcher'], '2.0.0': { dependencies: { core: '2.1.0' } } },
  core: { ...OLD['core'], '2.1.0': {} },
  fresh: { '1.0.0': { dependencies: { '@acme/tool': '*' } } },
  '@acme/tool': {
    ...OLD['@acme/tool'],
    '1.0.1': { bin: { tool: 'tool.js' }, dependencies: { deep: '^1.0.0', lib: '2.0.0' } },
  },
};

export const ROOT = {
  name: 'shop',
  version: '1.0.0',
  dependencies: { app: '^1.0.0' },
  devDependencies: { deep: '^1.0.0' },
};

export type Manifest = Record<string, unknown>;

const EMPTY = { lockfileVersion: 3, requires: true, packages: {} };

export class LockedProjects {
  private constructor(
    private readonly old: UniverseServer,
    private readonly now: UniverseServer,
  ) {}

  static async start(): Promise<LockedProjects> {
    const servers = await Promise.all([serveUniverse(OLD, 'elsewhere'), serveUniverse(NEW, 'elsewhere')]);
    return new LockedProjects(...servers);
  }

  async close(): Promise<void> {
    await Promise.all([this.old.close(), this.now.close()]);
  }

  /** Of the newer world. */
  get registry() {
    return { url: this.now.url, token: 'secret' };
  }

  /** Since the last rewrite began. */
  get requests() {
    return this.now.requests;
  }

  /** `members` are packages of the project by their folder. */
  async locked(root: Manifest, version: number, members: Record<string, Manifest> = {}): Promise<ProjectFile[]> {
    const all = new Map([
      ['', json(root)],
      ...Object.entries(members).map(([path, value]): [string, string] => [path, json(value)]),
    ]);
    const registry = { url: this.old.url, token: 'secret' };
    const { signal } = new AbortController();
    const { lockfile } = await resolveTree(
      { manifests: all, lockfile: EMPTY, lockfileVersion: version, written: [] },
      { registry, settings: {}, signal },
    );
    return [
      ...[...all].map(([folder, text]) => ({ path: folder === '' ? 'package.json' : `${folder}/package.json`, text })),
      { path: 'package-lock.json', text: json(lockfile) },
    ];
  }

  rewrite(files: readonly ProjectFile[], ...asked: AskedChange[]): Promise<Rewrite> {
    const changes = asked.map(([name, from, to, way = 'update']) => ({
      name,
      from,
      to,
      way,
      release: universeRelease(NEW, name, to),
    }));
    this.now.requests.length = 0;
    return manifests.rewrite(this.project(files), changes);
  }

  project(files: readonly ProjectFile[], signal = new AbortController().signal) {
    return { files, reading: manifests.read(files), registry: () => Promise.resolve(this.registry), signal };
  }
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function textOf(files: readonly ProjectFile[], path = 'package-lock.json'): string {
  return files.find((file) => file.path === path)?.text ?? '';
}

/** Version of each place in the tree. */
export function versionsIn(text: string): Record<string, unknown> {
  const document = JSON.parse(text) as Manifest;
  return Object.fromEntries([...packagesOf(document, {})].map(([path, { version }]) => [path, version]));
}
