/** The projects that peers are run in. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure, plainEnvironment, type Program } from './measure.ts';
import type { Peer } from './peers.ts';
import type { Stub } from './stub/index.ts';
import { projectModuleFile } from './workload/modules.ts';
import type { PackumentWorkload } from './workload/packuments.ts';
import { DIRECT_COUNT, packageName } from './workload/shapes.ts';

export interface Project {
  folder: string;
  /** Keeps the peers' homes and caches inside the benchmark's folder. */
  environment: NodeJS.ProcessEnv;
  /** What a peer remembers from one run to the next. */
  forget(): void;
}

/** 1,000 direct dependencies, each somewhat behind its newest version. */
export function npmProject(parent: string, workload: PackumentWorkload, stub: Stub): Project {
  const folder = join(parent, 'npm-project');
  const home = join(parent, 'npm-home');
  for (const made of [folder, home]) {
    rmSync(made, { recursive: true, force: true });
    mkdirSync(made, { recursive: true });
  }
  const dependencies = Array.from({ length: DIRECT_COUNT }, (_, index) => [
    packageName(index),
    `^${workload.used(index)}`,
  ]);
  const manifest = { name: 'project', version: '1.0.0', private: true, dependencies: Object.fromEntries(dependencies) };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  writeFileSync(join(folder, '.npmrc'), `registry=${stub.origin}/npm/shop/\ncafile=${stub.certificateFile}\n`);
  const cache = join(home, 'cache');
  const environment = plainEnvironment({
    HOME: home,
    XDG_CACHE_HOME: cache,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_STATE_HOME: join(home, 'state'),
    NODE_EXTRA_CA_CERTS: stub.certificateFile,
  });
  return { folder, environment, forget: () => rmSync(cache, { recursive: true, force: true }) };
}

/** pnpm compares with its lockfile; making it is no part of what is measured. */
export async function writePnpmLockfile(pnpm: Peer, { folder, environment }: Project): Promise<void> {
  const parameters = ['install', '--lockfile-only', '--ignore-scripts'];
  await measure({ command: pnpm.command, parameters, folder, environment });
}

export function pnpmOutdated(pnpm: Peer, { folder, environment }: Project): Program {
  // 1 says that something is outdated.
  return { command: pnpm.command, parameters: ['outdated', '--json'], folder, environment, exitCodes: [0, 1] };
}

/** A go.mod that requires 1,000 modules. */
export function goProject(parent: string, stub: Stub): Project {
  const folder = join(parent, 'go-project');
  const home = join(parent, 'go-home');
  for (const made of [folder, home]) {
    rmSync(made, { recursive: true, force: true });
    mkdirSync(made, { recursive: true });
  }
  writeFileSync(join(folder, 'go.mod'), projectModuleFile());
  const modules = join(home, 'modules');
  const environment = plainEnvironment({
    HOME: home,
    GOPATH: join(home, 'path'),
    GOCACHE: join(home, 'cache'),
    GOMODCACHE: modules,
    GOENV: 'off',
    GOFLAGS: '-mod=mod -modcacherw',
    GOPROXY: `${stub.origin}/go/shop`,
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    SSL_CERT_FILE: stub.certificateFile,
  });
  const forget = () => {
    rmSync(modules, { recursive: true, force: true });
    rmSync(join(folder, 'go.sum'), { force: true });
    writeFileSync(join(folder, 'go.mod'), projectModuleFile());
  };
  return { folder, environment, forget };
}
