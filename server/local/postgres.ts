import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, escapeIdentifier } from 'pg';
import { makeOpenFolder, makeOwnFolder } from './data-folder.ts';
import { postgresAccount } from './postgres-account.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { endLeftoverPostgres } from './postgres-leftovers.ts';
import { type ProcessAccount, startSupervisedProcess } from './supervised-process.ts';

export interface PostgresOptions {
  /** The cluster's folder. It is made when absent, with the database `backline` in it. */
  readonly dataFolder: string;
  /** Server settings, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningPostgres {
  /** The connection URL of a database; it leads through a Unix socket, so no port is taken. */
  url(database: string): string;
  /** Settles with the exit code when PostgreSQL ends, whoever ended it. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
  kill(): void;
}

const databaseName = 'backline';
const startLimitMilliseconds = 60_000;

/**
 * Starts the PostgreSQL that npm installed, on a Unix socket that only its own account (and root) can reach.
 * It works as root and as an ordinary user, ends with this process however that ends, and keeps its data between starts.
 * @throws Error with one sentence for the person at the terminal.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  if (process.platform === 'win32') {
    throw new Error('The bundled PostgreSQL needs Linux, macOS or WSL. Set DATABASE_URL to use another one.');
  }
  const dataFolder = resolve(options.dataFolder);
  makeOpenFolder(dirname(dataFolder));
  const account = postgresAccount(dataFolder);
  const binaries = findPostgresBinaries(dirname(dataFolder), account);
  await endLeftoverPostgres(dataFolder);
  if (!existsSync(join(dataFolder, 'PG_VERSION'))) createCluster(binaries.initdb, dataFolder, account);
  const socketFolder = chooseSocketFolder(dataFolder, account);

  const output: string[] = [];
  const settings = { listen_addresses: '', unix_socket_directories: socketFolder, ...options.settings };
  const supervised = await startSupervisedProcess({
    command: binaries.postgres,
    parameters: ['-D', dataFolder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    environment: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    endSignal: 'SIGINT',
    workingFolder: '/',
    onOutput: (text) => output.splice(0, Math.max(0, output.push(text) - 50)),
    ...(account ? { account } : {}),
  });
  const url = (database: string) => urlThrough(socketFolder, database);
  let running = true;
  void supervised.exited.finally(() => (running = false));
  try {
    await waitUntilReady(url('postgres'), () => running);
    await createDatabaseIfAbsent(url('postgres'));
  } catch (error) {
    await supervised.stop();
    const said = output
      .join('')
      .match(/(?:FATAL|PANIC|ERROR): .*/g)
      ?.at(-1);
    throw new Error(`PostgreSQL did not start: ${said ?? (error instanceof Error ? error.message : String(error))}`, {
      cause: error,
    });
  }
  return {
    url,
    exited: supervised.exited,
    async stop() {
      await supervised.stop();
      if (socketFolder !== dataFolder) rmSync(dirname(socketFolder), { recursive: true, force: true });
    },
    kill: () => supervised.kill(),
  };
}

/** The URL of the database where a PostgreSQL runs on the data folder already, such as that of a running `npm start`. */
export async function findRunningPostgres(dataFolder: string): Promise<string | undefined> {
  const url = urlThrough(socketFolderOf(resolve(dataFolder)), databaseName);
  try {
    await withClient(url, (client) => client.query('select 1'));
    return url;
  } catch {
    return undefined;
  }
}

function urlThrough(socketFolder: string, database: string): string {
  return `postgres://postgres@localhost:5432/${encodeURIComponent(database)}?host=${encodeURIComponent(socketFolder)}`;
}

/** Made under another name and renamed when complete, so that an interrupted first start leaves nothing half-made. */
function createCluster(initdb: string, dataFolder: string, account: ProcessAccount | undefined): void {
  const unfinished = `${dataFolder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  chmodSync(unfinished, 0o700);
  if (account) chownSync(unfinished, account.uid, account.gid);
  const parameters = ['-D', unfinished, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'];
  const made = spawnSync(initdb, [...parameters, '--no-sync', '--no-instructions'], {
    ...account,
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  });
  if (made.status !== 0) {
    const said = made.error?.message ?? made.stderr.trim().split('\n').at(-1);
    throw new Error(`PostgreSQL could not make its data folder ${dataFolder}: ${said}`);
  }
  renameSync(unfinished, dataFolder);
}

// The path of a Unix socket ends at 107 bytes (man 7 unix); a deep project keeps its socket under /tmp instead.
function socketFolderOf(dataFolder: string): string {
  if (Buffer.byteLength(join(dataFolder, '.s.PGSQL.5432.lock')) < 107 && !dataFolder.includes(',')) return dataFolder;
  return `/tmp/backline-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}/socket`;
}

function chooseSocketFolder(dataFolder: string, account: ProcessAccount | undefined): string {
  const folder = socketFolderOf(dataFolder);
  if (folder === dataFolder) return folder;
  makeOwnFolder(dirname(folder), 0o755);
  mkdirSync(folder, { recursive: true });
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  return folder;
}

async function waitUntilReady(url: string, isRunning: () => boolean): Promise<void> {
  const limit = Date.now() + startLimitMilliseconds;
  while (Date.now() < limit) {
    if (!isRunning()) throw new Error('it ended at once');
    try {
      await withClient(url, (client) => client.query('select 1'));
      return;
    } catch {
      await sleep(15);
    }
  }
  throw new Error(`it did not answer within ${startLimitMilliseconds / 1000} seconds`);
}

async function createDatabaseIfAbsent(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(databaseName)}`);
  });
}

async function withClient<Result>(url: string, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
