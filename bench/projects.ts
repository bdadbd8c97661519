/** The projects that peers are run in. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure, plainEnvironment, type Program } from './measure.ts';
import type { Peer } from './peers.ts';
import { ADVISORIES_FILE } from './processes/analysis-task.ts';
import type { Stub } from './stub/index.ts';
import { advisoriesToRemedy } from './workload/advisories.ts';
import { lockedProject } from './workload/lockfile.ts';
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
export function npmProject(parent: string, workload: PackumentWorkload, stub: Stub, name = 'npm-project'): Project {
  const folder = join(parent, name);
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

/** The project of the lockfile workload, for pnpm: the same 1,500 packages in the same versions. */
export function auditedProject(parent: string, workload: PackumentWorkload, stub: Stub): Project {
  const project = npmProject(parent, workload, stub, 'audited-project');
  writeLockedProject(project.folder, workload, stub);
  return project;
}

/** The files that the product reads of the same project. */
export function writeLockedProject(folder: string, workload: PackumentWorkload, stub: Stub): void {
  mkdirSync(folder, { recursive: true });
  const { manifest, lockfile } = lockedProject(workload, `${stub.origin}/npm/shop/`);
  writeFileSync(join(folder, 'package.json'), manifest);
  writeFileSync(join(folder, 'package-lock.json'), lockfile);
}

/** The advisories of an analysis, where its process looks for them. */
export function writeAdvisories(folder: string, workload: PackumentWorkload): void {
  const advisories = [...advisoriesToRemedy((index) => workload.fixed(index))];
  writeFileSync(join(folder, ADVISORIES_FILE), advisories.map(({ text }) => `${text}\n`).join(''));
}

/** What npm's lockfile says, in pnpm's; making it is no part of what is measured. */
export async function writeAuditLockfile(pnpm: Peer, { folder, environment }: Project): Promise<string> {
  await measure({ command: pnpm.command, parameters: ['import'], folder, environment });
  return readFileSync(join(folder, 'pnpm-lock.yaml'), 'utf8');
}

/** As before the fix. */
export function restoreAudited(project: Project, lockfile: string): void {
  project.forget();
  writeFileSync(join(project.folder, 'pnpm-lock.yaml'), lockfile);
  rmSync(join(project.folder, 'pnpm-workspace.yaml'), { force: true });
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
