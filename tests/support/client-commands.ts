/** Where this machine has the package managers that the tests run. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { TestContext } from 'vitest';

export interface ClientCommand {
  readonly command: string;
  /** What stands before every other parameter. */
  readonly leading: readonly string[];
}

/** The command, or one sentence on why it cannot be run. */
export type FoundClient = ClientCommand | { readonly missing: string };

/** The command; where there is none, the test is skipped and says why. */
export function commandOrSkip(found: FoundClient, skip: TestContext['skip']): ClientCommand {
  return 'missing' in found ? skip(found.missing) : found;
}

const require = createRequire(import.meta.url);

/** The Node that runs this test. */
export const node: ClientCommand = { command: process.execPath, leading: [] };

export function findNpm(): FoundClient {
  return findOnPath('npm', ['--version']);
}

export function findYarnClassic(): FoundClient {
  return scriptOf('yarn');
}

export function findYarnBerry(): FoundClient {
  return scriptOf('@yarnpkg/cli-dist');
}

/** From the package for this platform, which is the binary and nothing else; otherwise any on the path. */
export function findPnpm(): FoundClient {
  const folder = installedFolder(`@pnpm/exe.${process.platform}-${process.arch}`);
  const binary = folder && join(folder, 'pnpm');
  return binary && existsSync(binary) ? { command: binary, leading: [] } : findOnPath('pnpm', ['--version']);
}

export function findGo(): FoundClient {
  return findOnPath('go', ['version']);
}

/** A Python that has pip, by its real path: a version manager's stand-in would look for its settings in the home folder. */
export function findPython(): FoundClient {
  for (const command of ['python3', '/usr/bin/python3']) {
    const found = spawnSync(command, ['-c', 'import pip, sys; print(sys.executable)'], { encoding: 'utf8' });
    if (found.status === 0) return { command: found.stdout.trim(), leading: [] };
  }
  return { missing: 'No python3 with pip is on this machine.' };
}

function findOnPath(name: string, question: readonly string[]): FoundClient {
  return spawnSync(name, question).status === 0
    ? { command: name, leading: [] }
    : { missing: `No ${name} is on this machine.` };
}

function scriptOf(packageName: string): FoundClient {
  const folder = installedFolder(packageName);
  return folder
    ? { command: process.execPath, leading: [join(folder, 'bin/yarn.js')] }
    : { missing: `${packageName} is not installed; "npm install" does it.` };
}

function installedFolder(packageName: string): string | null {
  try {
    return dirname(require.resolve(`${packageName}/package.json`));
  } catch {
    return null;
  }
}
