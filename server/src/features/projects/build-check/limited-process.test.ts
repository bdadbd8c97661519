import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OUTPUT_BYTES, runLimited, type LimitedProcessOptions } from './limited-process.ts';
import { canSeparateNetworks, separated } from './network-isolation.ts';

const MEGABYTE = 1_024 * 1_024;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backline-limits-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(script: string, more: Partial<LimitedProcessOptions> = {}) {
  return runLimited({
    command: [process.execPath, '-e', script],
    folder,
    environment: { PATH: process.env['PATH'] ?? '', ONLY: 'this' },
    limits: { wallMs: 60_000, memoryBytes: 4_096 * MEGABYTE, diskBytes: MEGABYTE },
    diskUsed: () => Promise.resolve(0),
    signal: new AbortController().signal,
    ...more,
  });
}

/** Also false of what has ended and whose end nobody has asked for yet. */
function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
  } catch {
    return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${processId}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

/** Starts another process that would stay, tells its id, and does what `then` says. */
const withChild = (then: string) =>
  `const { spawn } = require('node:child_process');
   const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
   child.unref(); console.log('child ' + child.pid); ${then}`;

async function expectNoChild(output: Buffer): Promise<void> {
  const processId = Number(/child (\d+)/.exec(output.toString('utf8'))?.[1]);
  expect(processId).toBeGreaterThan(0);
  await expect.poll(() => isAlive(processId)).toBe(false);
}

describe('a limited process', () => {
  it('tells its code and what it printed, and knows nothing of this process', async () => {
    const found = await run(
      'console.log(JSON.stringify(Object.keys(process.env))); console.error("e"); process.exit(3)',
    );
    expect(found).toMatchObject({ code: 3, ended: null });
    const [line = '', second] = found.output.toString('utf8').split('\n');
    expect(
      (JSON.parse(line) as string[]).filter((name) => !['PATH', 'ONLY', 'PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)),
    ).toEqual([]);
    expect(second).toBe('e');
  });

  it('keeps the end of a long output', async () => {
    const { output } = await run(`process.stdout.write('x'.repeat(5e6) + 'the end')`);
    expect(output.length).toBe(OUTPUT_BYTES);
    expect(output.toString('utf8').endsWith('xthe end')).toBe(true);
  });

  it('leaves nothing behind that it started', async () => {
    const found = await run(withChild('process.exit(0)'));
    expect(found.code).toBe(0);
    await expectNoChild(found.output);
  });

  it.each([
    ['its time', { wallMs: 1_500 }, /longer than 1.5 s/],
    ['its memory', { memoryBytes: 10 * MEGABYTE }, /more than 10 MB of memory/],
  ])('ends at %s, with all that it started', async (_what, limits, reason) => {
    const all = { wallMs: 60_000, memoryBytes: 4_096 * MEGABYTE, diskBytes: MEGABYTE, ...limits };
    const found = await run(withChild('setInterval(() => {}, 1000)'), { limits: all });
    expect(found).toMatchObject({ code: null, ended: expect.stringMatching(reason) as string });
    if (found.output.length > 0) await expectNoChild(found.output);
  });

  it('ends where it is stopped, and is not started where it was stopped before', async () => {
    const stop = new AbortController();
    const running = run('setInterval(() => {}, 1000)', { signal: stop.signal });
    stop.abort(new Error('stopped'));
    await expect(running).rejects.toThrow('stopped');
    await expect(run('', { signal: stop.signal })).rejects.toThrow('stopped');
  });
});

describe('a network of its own', () => {
  let server: Server;
  let path: string;
  let port: string;
  beforeEach(async () => {
    path = join(folder, 'socket');
    server = createServer((socket) => socket.end('by the socket'));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const other = createServer((socket) => socket.end('by the port'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    port = String((other.address() as { port: number }).port);
    others.push(other);
  });
  const others: Server[] = [];
  afterEach(() => {
    server.close();
    for (const other of others.splice(0)) other.close();
  });

  it('leads from one port to the socket, and from no other port and address anywhere', async ({ skip }) => {
    if (!canSeparateNetworks()) return skip('This machine lets no process have a network of its own.');
    const ask = `const { connect } = require('node:net');
      const ask = (port, host) => new Promise((done) => connect(port, host).on('data', (text) => done(String(text))).on('error', (error) => done(error.code)));
      (async () => console.log(await ask(9999, '127.0.0.1'), await ask(${port}, '127.0.0.1'), await ask(80, '192.0.2.1')))();`;
    const found = await run('', { command: separated([process.execPath, '-e', ask], '9999', path) });
    expect(found.output.toString('utf8').trim()).toBe('by the socket ECONNREFUSED ENETUNREACH');
    expect(found.code).toBe(0);
    const failed = await run('', { command: separated([process.execPath, '-e', 'process.exit(5)'], '9999', path) });
    expect(failed.code).toBe(5);
  });
});
