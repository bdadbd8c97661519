import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from './postgres.ts';

const projectFolder = resolve(import.meta.dirname, '../..');
let folder: string;
let dataFolder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backline-postgres-'));
  chmodSync(folder, 0o755);
  dataFolder = join(folder, 'data/postgres');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bundled PostgreSQL', () => {
  it('makes its folder, closed to others, with the product database in it', async () => {
    const postgres = await startPostgres({ dataFolder, settings: { fsync: 'off' } });
    expect(await ask(postgres.url('backline'), 'show fsync')).toBe('off');
    await ask(postgres.url('backline'), 'create table kept as select 42 as answer');
    await postgres.stop();
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataFolder, '..')).mode & 0o777).toBe(0o755);
  });

  it('keeps data between starts and refuses a second start on the same folder', async () => {
    const postgres = await startPostgres({ dataFolder });
    expect(await ask(postgres.url('backline'), 'select answer::text from kept')).toBe('42');
    await expect(startPostgres({ dataFolder })).rejects.toThrow('Backline already runs here');
    await postgres.stop();
    expect(existsSync(join(dataFolder, 'postmaster.pid'))).toBe(false);
  });

  it('ends when the process that started it is killed, and starts again', async () => {
    const starter = await startInOtherProcess();
    const postmaster = readPostmasterPid();
    expect(isAlive(postmaster)).toBe(true);
    starter.kill('SIGKILL');
    const postgres = await startPostgres({ dataFolder });
    expect(await ask(postgres.url('backline'), 'select answer::text from kept')).toBe('42');
    expect(isAlive(postmaster)).toBe(false);
    await postgres.stop();
  });

  it('ends one that lost its supervisor too before it starts', async () => {
    const starter = await startInOtherProcess();
    const postmaster = readPostmasterPid();
    const supervisor = parentOf(postmaster);
    process.kill(-supervisor, 'SIGSTOP'); // the whole group stands still, so none of it can tidy up
    process.kill(postmaster, 'SIGCONT');
    process.kill(supervisor, 'SIGKILL');
    starter.kill('SIGKILL');
    await sleep(100);
    expect(isAlive(postmaster)).toBe(true);
    const postgres = await startPostgres({ dataFolder });
    expect(await ask(postgres.url('backline'), 'select answer::text from kept')).toBe('42');
    expect(isAlive(postmaster)).toBe(false);
    await postgres.stop();
    process.kill(-supervisor, 'SIGKILL');
  });

  it('finds a short place for the socket of a deep folder', async () => {
    const deep = join(folder, 'deep'.repeat(30), 'postgres');
    const postgres = await startPostgres({ dataFolder: deep });
    expect(await ask(postgres.url('backline'), `select 'yes'`)).toBe('yes');
    await postgres.stop();
  });
});

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

function startInOtherProcess(): Promise<ChildProcess> {
  const program = `
    const { startPostgres } = await import('./server/local/postgres.ts');
    await startPostgres({ dataFolder: ${JSON.stringify(dataFolder)} });
    console.log('started');
    setInterval(() => {}, 1000);
  `;
  const starter = spawn(
    process.execPath,
    ['--import', './scripts/typescript-hooks.mjs', '--input-type=module', '-e', program],
    { cwd: projectFolder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new Promise((done, failed) => {
    starter.stdout.once('data', () => done(starter));
    starter.once('exit', (code) => failed(new Error(`The other process ended with ${code}`)));
  });
}

function readPostmasterPid(): number {
  return Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

// A process that ended but was not reaped (no init in the container) still has an entry, with state Z.
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
