import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import type { ProcessAccount } from './supervised-process.ts';

/** The user "nobody", which every Linux has: nothing needs to be created to give up root's rights. */
const nobody: ProcessAccount = { uid: 65_534, gid: 65_534 };

/**
 * The account that PostgreSQL must run as, or undefined for our own. PostgreSQL refuses to run as root;
 * a data folder that belongs to an ordinary user already keeps its owner.
 * @throws Error where the data folder belongs to somebody else and we are not root.
 */
export function postgresAccount(dataFolder: string): ProcessAccount | undefined {
  const existing = statSync(dataFolder, { throwIfNoEntry: false });
  const own = process.getuid?.();
  if (own !== 0) {
    if (existing === undefined || existing.uid === own) return undefined;
    throw new Error(
      `${dataFolder} belongs to user ${existing.uid}. Start as that user or as root, or remove the folder.`,
    );
  }
  return existing && existing.uid !== 0 ? { uid: existing.uid, gid: existing.gid } : nobody;
}

/** Whether the account may pass through the folder and everything above it. */
export function canReach(folder: string, account: ProcessAccount | undefined): boolean {
  if (!account) return true;
  return (
    spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
  );
}
