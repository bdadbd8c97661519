import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { manifests } from '../../server/src/package-types/npm/manifest/index.ts';
import type { ChangeWay, ProjectFile, Rewrite } from '../../server/src/package-types/index.ts';
import { BuildMachine } from '../support/build-machine.ts';
import {
  commandOrSkip,
  findNpm,
  findPnpm,
  findYarnBerry,
  findYarnClassic,
  type ClientCommand,
  type FoundClient,
} from '../support/client-commands.ts';
import { serveUniverse, universeRelease, type Universe, type UniverseServer } from '../support/npm-universe.ts';

const OLD: Universe = {
  app: { '1.0.0': { dependencies: { lib: '^1.0.0', '@acme/tool': '^1.0.0' } } },
  lib: { '1.0.0': { dependencies: { deep: '^1.0.0', leaf: '^1.0.0' } } },
  leaf: { '1.0.0': {} },
  deep: { '1.0.0': { engines: { node: '>=10' } } },
  '@acme/tool': { '1.0.0': { bin: { tool: './package.json' }, dependencies: { deep: '^1.0.0' } } },
  bound: { '1.0.0': { engines: { node: '>=10' } } },
  '@acme/kit': { '1.0.0': { bin: { kit: './package.json' }, dependencies: { bound: '^1.0.0' } } },
  strict: { '1.0.0': { dependencies: { bound: '1.0.0' } } },
  host: { '1.0.0': {} },
  guest: { '1.0.0': { peerDependencies: { host: '^1.0.0' } } },
  top: { '1.0.0': { dependencies: { middle: '1.0.0' } } },
  middle: { '1.0.0': { dependencies: { deep: '1.0.0' } } },
};
const NEW: Universe = {
  ...OLD,
  app: { ...OLD['app'], '1.1.0': { dependencies: { lib: '^1.0.0', '@acme/tool': '^1.0.0' } } },
  lib: {
    ...OLD['lib'],
    '1.0.1': { dependencies: { deep: '^1.0.0' }, engines: { node: '>=12' }, bin: { lib: './package.json' } },
  },
  bound: { ...OLD['bound'], '2.0.0': {} },
  deep: { ...OLD['deep'], '1.0.1': {}, '2.0.0': {} },
  host: { ...OLD['host'], '1.0.1': {} },
  guest: { ...OLD['guest'], '1.0.1': { peerDependencies: { host: '^1.0.1' } } },
  top: { ...OLD['top'], '1.1.0': { dependencies: { middle: '2.0.0' } }, '1.2.0': { dependencies: { leaf: '*' } } },
  middle: { ...OLD['middle'], '2.0.0': { dependencies: { deep: '^2.0.0' } } },
};

interface Client {
  name: string;
  found: FoundClient;
  lockfile: string;
  /** Beside package.json. */
  files: (registry: string) => Record<string, string>;
  /** Where overrides may be kept. */
  settings?: Record<string, string>;
  install: string[];
  /** Takes the lockfile as it is, or fails. */
  strict: string[];
  /** Where the lockfile lacks what only an installation can know. */
  isIncomplete?: boolean;
  environment?: Record<string, string>;
}

const npmrc = (registry: string): Record<string, string> => ({ '.npmrc': `registry=${registry}/\n` });
const npm = { found: findNpm(), files: npmrc };
const CLIENTS: Client[] = [
  ...[1, 2, 3].map((version) => ({
    ...npm,
    name: `npm, lockfile v${version}`,
    lockfile: 'package-lock.json',
    install: ['install', '--ignore-scripts', `--lockfile-version=${version}`],
    strict: ['ci', '--ignore-scripts'],
  })),
  {
    name: 'Yarn 1',
    found: findYarnClassic(),
    lockfile: 'yarn.lock',
    files: (registry) => ({ '.npmrc': `registry=${registry}/\n`, '.yarnrc': `registry "${registry}/"\n` }),
    install: ['install', '--ignore-scripts'],
    strict: ['install', '--ignore-scripts', '--frozen-lockfile'],
  },
  {
    name: 'Yarn 2 and later',
    found: findYarnBerry(),
    lockfile: 'yarn.lock',
    files: (registry) => ({
      '.yarnrc.yml': `npmRegistryServer: "${registry}"\nunsafeHttpWhitelist: ["127.0.0.1"]\nenableScripts: false\n`,
    }),
    install: ['install', '--no-immutable'],
    strict: ['install', '--immutable'],
    isIncomplete: true,
    environment: { YARN_HTTP_PROXY: '', YARN_HTTPS_PROXY: '' },
  },
  {
    name: 'pnpm',
    found: findPnpm(),
    lockfile: 'pnpm-lock.yaml',
    files: npmrc,
    settings: { 'pnpm-workspace.yaml': "packages: ['.']\n" },
    install: ['install', '--ignore-scripts', '--no-frozen-lockfile'],
    strict: ['install', '--ignore-scripts', '--frozen-lockfile'],
  },
];

/** A proxy that nobody listens on: nothing but this machine is asked. */
const LAB = { environment: { HTTPS_PROXY: 'http://127.0.0.1:9', NODE_EXTRA_CA_CERTS: '' } };
let old: UniverseServer;
let now: UniverseServer;
const machines: BuildMachine[] = [];
beforeAll(async () => {
  [old, now] = await Promise.all([serveUniverse(OLD, 'here'), serveUniverse(NEW, 'here')]);
});
afterAll(() => Promise.all([old?.close(), now?.close()]));
afterEach(() => {
  for (const machine of machines.splice(0)) machine.remove();
});

type Asked = [name: string, from: string, to: string, way?: ChangeWay];

class Project {
  readonly machine = new BuildMachine(LAB);

  constructor(
    private readonly client: Client,
    private readonly command: ClientCommand,
  ) {
    machines.push(this.machine);
  }

  /** Made when the world was younger. */
  async start(manifest: Record<string, unknown>): Promise<void> {
    this.write({
      ...this.client.files(old.url),
      ...this.client.settings,
      'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    });
    await this.#run(this.client.install);
    this.write(this.client.files(now.url));
    const lockfile = this.read(this.client.lockfile).replaceAll(old.url, now.url);
    this.write({ [this.client.lockfile]: lockfile });
  }

  async rewrite(...asked: Asked[]): Promise<Rewrite> {
    const paths = ['package.json', this.client.lockfile, ...Object.keys(this.client.settings ?? {})];
    const files: ProjectFile[] = paths.map((path) => ({ path, text: this.read(path) }));
    const registry = () => Promise.resolve({ url: now.url, token: 'none' });
    const changes = asked.map(([name, from, to, way = 'update']) => ({
      name,
      from,
      to,
      way,
      release: universeRelease(NEW, name, to, now.url),
    }));
    const project = { files, reading: manifests.read(files), registry, signal: new AbortController().signal };
    const result = await manifests.rewrite(project, changes);
    if (result.refused.length > 0) throw new Error(result.refused.map(({ reason }) => reason).join('\n'));
    this.write(Object.fromEntries(result.files.map(({ path, text }) => [path, text])));
    return result;
  }

  /**
   * Runs it as a build does, and as a developer does; gives the lockfile after each, without what only an installation
   * can know. Where that is missing, the developer comes first.
   */
  async install(): Promise<string[]> {
    const { strict, install, isIncomplete } = this.client;
    const lockfiles: string[] = [];
    for (const parameters of isIncomplete === true ? [install, strict] : [strict, install]) {
      await this.#run(parameters);
      lockfiles.push(this.lockfile());
    }
    return lockfiles;
  }

  lockfile(): string {
    const text = this.read(this.client.lockfile);
    return this.client.isIncomplete === true ? text.replaceAll(/^ {2}checksum: .*\n/gm, '') : text;
  }

  versions(name: string): (string | null)[] {
    const path = this.client.lockfile;
    const files = ['package.json', path].map((file) => ({ path: file, text: this.read(file) }));
    return manifests.read(files).dependencies.flatMap((known) => (known.name === name ? [known.version] : []));
  }

  write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) this.machine.write(path, text);
  }

  read(path: string): string {
    return this.machine.read(path);
  }

  #run(parameters: string[]): Promise<string> {
    return this.machine.succeed(this.command, parameters, { NO_PROXY: '127.0.0.1', ...this.client.environment });
  }
}

describe.each(CLIENTS)('$name', (client) => {
  it('takes a raised requirement, and a version against what is asked for', async ({ skip }) => {
    const project = new Project(client, commandOrSkip(client.found, skip));
    await project.start({
      name: 'shop',
      version: '1.0.0',
      dependencies: { app: '~1.0.0', strict: '^1.0.0', '@acme/kit': '1.0.0' },
      devDependencies: { deep: '^1.0.0' },
    });
    await project.rewrite(
      ['app', '1.0.0', '1.1.0', 'requirement'],
      ['deep', '1.0.0', '1.0.1', 'requirement'],
      ['bound', '1.0.0', '2.0.0', 'override'],
    );
    expect(JSON.parse(project.read('package.json'))).toMatchObject({
      dependencies: { app: '~1.1.0', strict: '^1.0.0', '@acme/kit': '1.0.0' },
      devDependencies: { deep: '^1.0.1' },
    });
    expect(['app', 'deep', 'bound'].map((name) => project.versions(name))).toEqual([['1.1.0'], ['1.0.1'], ['2.0.0']]);
    const written = project.lockfile();
    expect(await project.install()).toEqual([written, written]);
  });

  it('takes versions inside of what is asked for, also of a package that others were chosen with', async ({ skip }) => {
    const project = new Project(client, commandOrSkip(client.found, skip));
    const dependencies = { app: '^1.0.0', guest: '^1.0.0', host: '^1.0.0' };
    await project.start({ name: 'shop', version: '1.0.0', dependencies });
    const manifest = project.read('package.json');
    const names = ['lib', 'deep', 'host', 'guest'];
    await project.rewrite(...names.map((name): Asked => [name, '1.0.0', '1.0.1']));
    expect(project.read('package.json')).toBe(manifest);
    expect(names.map((name) => project.versions(name))).toEqual(names.map(() => ['1.0.1']));
    expect(project.versions('leaf')).toEqual([]);
    const written = project.lockfile();
    expect(await project.install()).toEqual([written, written]);
  });

  it('takes a package with those below it that only its new version accepts', async ({ skip }) => {
    const project = new Project(client, commandOrSkip(client.found, skip));
    await project.start({ name: 'shop', version: '1.0.0', dependencies: { top: '^1.0.0' } });
    await project.rewrite(['top', '1.0.0', '1.1.0'], ['middle', '1.0.0', '2.0.0'], ['deep', '1.0.0', '2.0.0']);
    expect(['top', 'middle', 'deep'].map((name) => project.versions(name))).toEqual([['1.1.0'], ['2.0.0'], ['2.0.0']]);
    const written = project.lockfile();
    expect(await project.install()).toEqual([written, written]);
  });

  it('takes a package without those below it that its new version does without', async ({ skip }) => {
    const project = new Project(client, commandOrSkip(client.found, skip));
    const dependencies = { top: '^1.0.0', leaf: '^1.0.0' };
    await project.start({ name: 'shop', version: '1.0.0', dependencies });
    await project.rewrite(['top', '1.0.0', '1.2.0']);
    expect(['top', 'middle', 'deep'].map((name) => project.versions(name))).toEqual([['1.2.0'], [], []]);
    const written = project.lockfile();
    expect(await project.install()).toEqual([written, written]);
  });
});
