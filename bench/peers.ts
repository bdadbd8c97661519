/** The tools that the product is compared with: npm installs them at fixed versions, beside the project and not into it. */

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plainEnvironment } from './measure.ts';

const run = promisify(execFile);

export interface Peer {
  /** With its version. */
  label: string;
  command: string;
}

export interface MissingPeer {
  label: string;
  /** Why there is nothing to compare with. */
  reason: string;
}

export type FoundPeer = Peer | MissingPeer;

const NPM_PEERS = {
  pnpm: { version: '12.21.0', program: 'pnpm' },
  'npm-check-updates': { version: '22.2.9', program: 'ncu' },
} as const;

/** Installs it where it is not there yet. Never rejects: a peer that cannot run is said to be missing, and why. */
export async function npmPeer(name: keyof typeof NPM_PEERS, folder: string): Promise<FoundPeer> {
  const { version, program } = NPM_PEERS[name];
  const label = `${name} ${version}`;
  const home = join(folder, `${name}-${version}`);
  const command = join(home, 'node_modules/.bin', program);
  try {
    if (!existsSync(command)) await install(home, `${name}@${version}`);
    const { stdout } = await run(command, ['--version'], { cwd: home, env: plainEnvironment({ HOME: home }) });
    if (stdout.trim() !== version) throw new Error(`it calls itself ${stdout.trim().slice(0, 50)}`);
    return { label, command };
  } catch (error) {
    return { label, reason: reasonOf(error) };
  }
}

const MODULE_PEERS = { '@npmcli/arborist': '10.0.4' } as const;

/** A library, by the folder that it is installed in. */
export type FoundModule = { label: string; home: string } | MissingPeer;

/** Installs it where it is not there yet. Never rejects, likewise. */
export async function modulePeer(name: keyof typeof MODULE_PEERS, folder: string): Promise<FoundModule> {
  const version = MODULE_PEERS[name];
  const label = `${name} ${version}`;
  const home = join(folder, `${name.replaceAll(/[@/]/g, '')}-${version}`);
  try {
    if (!existsSync(join(home, 'node_modules', name))) await install(home, `${name}@${version}`);
    return { label, home };
  } catch (error) {
    return { label, reason: reasonOf(error) };
  }
}

/** The go command of this machine; the benchmark installs none. */
export async function goPeer(): Promise<FoundPeer> {
  try {
    const { stdout } = await run('go', ['version'], { env: plainEnvironment({ GOTOOLCHAIN: 'local' }) });
    return { label: stdout.trim().split(' ').slice(0, 3).join(' '), command: 'go' };
  } catch (error) {
    return { label: 'go', reason: reasonOf(error) };
  }
}

/** With npm's own settings, such as a mirror, which the measured programs do not see. */
async function install(home: string, packageAtVersion: string): Promise<void> {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"private":true}\n');
  const options = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', packageAtVersion, ...options], { cwd: home });
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n').filter(Boolean).slice(0, 2).join(' ').slice(0, 200);
}
