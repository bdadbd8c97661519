import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withoutProxySettings } from '../../server/local/environment.ts';
import { findFreePort } from '../../server/local/readiness.ts';

const startFile = resolve(import.meta.dirname, '../../server/dist/start.js');
let folder: string;
let port: number;
const running: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backline-start-'));
  chmodSync(folder, 0o755);
});
afterEach(() => {
  for (const start of running.splice(0)) start.kill('SIGKILL');
});
afterAll(async () => {
  await untilNothingUses(folder);
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start, on a machine with nothing but Node', () => {
  it('is ready, says where to sign in and with what, and a Ctrl-C leaves no process behind', async () => {
    const start = await begin();
    await start.printed('Stop ');
    expect(start.output()).toContain(`http://localhost:${port}`);
    expect(start.output()).toMatch(/Email {5}\S+@\S+\n {2}Password {2}\S{12,}\n/);
    expect(start.output()).toMatch(/Support {3}\S+@\S+, password \S{12,}\n/);
    expect(start.output()).toMatch(/AWS lab {3}http:\/\/(127\.0\.0\.1|localhost):\d+/);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    expect(statSync(join(folder, 'first-sign-in.json')).mode & 0o777).toBe(0o600);
    start.process.kill('SIGINT');
    expect(await start.exited).toBe(0);
    expect(processesUsing(folder)).toEqual([]);
  });

  it('starts again with the same sign-in, and after `kill -9` as well', async () => {
    const password = readPassword();
    const first = await begin();
    await first.printed(password);
    first.process.kill('SIGKILL');
    await untilNothingUses(folder);
    expect(processesUsing(folder)).toEqual([]);
    const second = await begin();
    await second.printed(password);
    second.process.kill('SIGTERM');
    expect(await second.exited).toBe(0);
  });

  it('stops everything when the server ends by itself', async () => {
    const start = await begin();
    await start.printed('Stop ');
    const [server] = processesUsing('dist/main.js', start.process.pid);
    process.kill(server ?? 0, 'SIGKILL');
    expect(await start.exited).not.toBe(0);
    expect(processesUsing(folder)).toEqual([]);
  });

  it('says in one line that the port is taken', async () => {
    const start = await begin({ takePort: true });
    expect(await start.exited).toBe(1);
    expect(start.output().trim().split('\n')).toEqual([expect.stringContaining(`Port ${port} is already in use`)]);
  });

  it('passes on the one line about a wrong setting', async () => {
    const start = await begin({ environment: { LOG_LEVEL: 'loud' } });
    expect(await start.exited).not.toBe(0);
    expect(start.output()).toContain('LOG_LEVEL');
    expect(processesUsing(folder)).toEqual([]);
  });
});

interface BeginOptions {
  readonly environment?: Record<string, string>;
  readonly takePort?: boolean;
}

async function begin({ environment = {}, takePort = false }: BeginOptions = {}) {
  port = await findFreePort();
  const blocker = createServer();
  if (takePort) await new Promise<void>((done) => blocker.listen(port, '127.0.0.1', done));
  const start = spawn(process.execPath, [startFile], {
    env: { ...cleanEnvironment(), DATA_FOLDER: folder, PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(start);
  let output = '';
  for (const stream of [start.stdout, start.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const exited = new Promise<number | null>((done) => start.once('close', done)).finally(() => blocker.close());
  return {
    process: start,
    exited,
    output: () => output,
    async printed(text: string): Promise<void> {
      while (!output.includes(text)) {
        if (start.exitCode !== null) throw new Error(`It ended with ${start.exitCode}:\n${output}`);
        await sleep(20);
      }
    },
  };
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(withoutProxySettings(process.env)).filter(
    ([name]) => !/^(AWS_|BOOTSTRAP_|DATABASE_URL|NODE_OPTIONS|LOG_LEVEL|PUBLIC_URL|HOST$|npm_)/.test(name),
  );
  return Object.fromEntries(kept);
}

function readPassword(): string {
  return (JSON.parse(readFileSync(join(folder, 'first-sign-in.json'), 'utf8')) as { password: string }).password;
}

async function untilNothingUses(text: string): Promise<void> {
  for (let tries = 0; tries < 200 && processesUsing(text).length > 0; tries += 1) await sleep(25);
}

/** Living processes (of this ancestor) with the text in their command line or environment. Reads /proc: Linux only. */
function processesUsing(text: string, ancestor?: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && readProc(pid, 'cmdline') !== '')
    .filter((pid) => readProc(pid, 'cmdline').includes(text) || readProc(pid, 'environ').includes(`=${text}\0`))
    .filter((pid) => ancestor === undefined || (hasAncestor(pid, ancestor) && readProc(pid, 'comm') !== 'sh\n'));
}

function hasAncestor(pid: number, ancestor: number): boolean {
  const parent = Number(/^PPid:\s*(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? 0);
  return parent === ancestor || (parent > 1 && hasAncestor(parent, ancestor));
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
