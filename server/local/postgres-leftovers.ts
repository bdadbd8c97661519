import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { supervisorName } from './supervised-process.ts';

/**
 * Makes sure no other PostgreSQL runs on the data folder. After a `kill -9` the old one ends by itself within a second;
 * one whose supervisor was killed too is ended here. Refuses when a living start still uses the folder.
 * PostgreSQL itself handles a stale pid file, except where its process is dead but never reaped, as in many containers.
 */
export async function endLeftoverPostgres(dataFolder: string): Promise<void> {
  const pid = readPid(dataFolder);
  if (pid === undefined) return;
  const runsOnFolder = () => describeProcess(pid)?.commandLine.includes(dataFolder) ?? false;
  const grace = Date.now() + 3_000;
  while (runsOnFolder() && isSupervised(pid) && Date.now() < grace) await sleep(50);
  if (!runsOnFolder()) {
    if (describeProcess(pid)?.isDead) rmSync(join(dataFolder, 'postmaster.pid'), { force: true });
    return;
  }
  if (isSupervised(pid)) {
    throw new Error(`${dataFolder} is in use: Backline already runs here (process ${pid}). Stop it, then start again.`);
  }
  process.kill(pid, 'SIGINT');
  const limit = Date.now() + 15_000;
  while (runsOnFolder() && Date.now() < limit) await sleep(50);
  if (runsOnFolder())
    throw new Error(`An earlier PostgreSQL (process ${pid}) does not end. Kill it, then start again.`);
}

function readPid(dataFolder: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isSupervised(pid: number): boolean {
  const parent = describeProcess(pid)?.parent;
  return parent !== undefined && (describeProcess(parent)?.commandLine.includes(supervisorName) ?? false);
}

interface ProcessDescription {
  readonly parent: number;
  readonly commandLine: string;
  readonly isDead: boolean;
}

function describeProcess(pid: number): ProcessDescription | undefined {
  return process.platform === 'linux' ? describeFromProc(pid) : describeFromPs(pid);
}

// A minimal Debian has no `ps`, so Linux reads /proc.
function describeFromProc(pid: number): ProcessDescription | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const parent = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
    return { parent, commandLine, isDead: /^State:\s*[ZX]/m.test(status) };
  } catch {
    return undefined;
  }
}

function describeFromPs(pid: number): ProcessDescription | undefined {
  const listing = spawnSync('ps', ['-ww', '-o', 'ppid=,stat=,command=', '-p', String(pid)], { encoding: 'utf8' });
  const [, parent, state, commandLine] = /^\s*(\d+)\s+(\S+)\s+(.*)$/m.exec(listing.stdout ?? '') ?? [];
  if (state === undefined || commandLine === undefined) return undefined;
  return { parent: Number(parent), commandLine, isDead: state.startsWith('Z') };
}
