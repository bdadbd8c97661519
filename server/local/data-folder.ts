import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { canReach, postgresAccount } from './postgres-account.ts';

/**
 * The folder that keeps everything of an installation on one machine: the chosen one, else `.data` in the project, or,
 * where PostgreSQL's account cannot reach the project (root's home is closed to others), one under /var/tmp that belongs
 * to this project.
 */
export function chooseDataFolder(projectFolder: string, chosen?: string): string {
  if (chosen) {
    makeOpenFolder(chosen);
    return resolve(chosen);
  }
  const project = resolve(projectFolder);
  const usual = join(project, '.data');
  makeOpenFolder(usual);
  if (canReach(usual, postgresAccount(join(usual, 'postgres')))) return usual;
  rmdirIfEmpty(usual);
  const parent = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
  const folder = join(parent, `backline-${createHash('sha256').update(project).digest('hex').slice(0, 12)}`);
  makeOwnFolder(folder, 0o755);
  return folder;
}

function rmdirIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Makes a folder in a place that others can write to, and refuses one that somebody else put there. */
export function makeOwnFolder(folder: string, mode: number): void {
  mkdirSync(folder, { recursive: true });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Error(`${folder} belongs to somebody else. Remove it, then start again.`);
  }
  chmodSync(folder, mode);
}

/** Makes a folder and what is missing above it, readable by others whatever the umask says. Parents that exist stay as they are. */
export function makeOpenFolder(folder: string): void {
  const missing: string[] = [];
  for (let current = resolve(folder); !existsSync(current); current = dirname(current)) missing.push(current);
  mkdirSync(folder, { recursive: true });
  for (const made of missing) chmodSync(made, 0o755);
}
