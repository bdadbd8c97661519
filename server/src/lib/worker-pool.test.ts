import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PoolAnswer, PoolTask } from '../../../tests/support/pool-worker.ts';
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const PROGRAM = pathToFileURL(join(PROJECT, 'tests/support/pool-worker.ts'));
const NEVER = new AbortController().signal;

function poolOf(options: Partial<WorkerPoolOptions> = {}): WorkerPool<PoolTask, PoolAnswer> {
  return new WorkerPool({ program: PROGRAM, name: 'The counter', most: 1, idleMs: 60_000, memoryMb: 64, ...options });
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'worker-pool-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A task that would never end, once it has begun. */
async function spinning(pool: WorkerPool<PoolTask, PoolAnswer>, stop: AbortController) {
  const begun = join(folder, 'begun');
  const answer = pool.run({ does: 'spin', begun }, stop.signal);
  // Its end is looked at later.
  answer.catch(() => undefined);
  await vi.waitFor(() => expect(existsSync(begun)).toBe(true), 15_000);
  return { answer };
}

describe('a pool of workers', () => {
  it('does tasks in one process, one at a time, where it may have one', async () => {
    const pool = poolOf();
    const tasks = Array.from({ length: 4 }, () => pool.run({ does: 'take turns', folder }, NEVER));
    const processes = new Set((await Promise.all(tasks)).map(({ processId }) => processId));
    expect(processes.size).toBe(1);
    expect(pool.size).toBe(1);
  });

  it('does tasks side by side, as many as it may, while this process goes on', async () => {
    const pool = poolOf({ most: 2 });
    const tasks = [1, 2].map(() => pool.run({ does: 'meet', folder, count: 2 }, NEVER));
    const processes = new Set((await Promise.all(tasks)).map(({ processId }) => processId));
    expect(processes.size).toBe(2);
    expect(pool.size).toBe(2);
  });

  it('tells a worker none of the settings of the process', async () => {
    expect((await poolOf().run({ does: 'answer' }, NEVER)).settings).toEqual([]);
  });

  it('passes an error on and goes on with the same worker', async () => {
    const pool = poolOf();
    const before = await pool.run({ does: 'answer' }, NEVER);
    await expect(pool.run({ does: 'fail', message: 'There is no such version.' }, NEVER)).rejects.toThrow(
      'There is no such version.',
    );
    expect(await pool.run({ does: 'answer' }, NEVER)).toEqual(before);
  });
});

describe('a task that is stopped', () => {
  it('ends with the reason, in the middle of a loop, and the next one works', async () => {
    const pool = poolOf();
    const stop = new AbortController();
    const { answer } = await spinning(pool, stop);
    const next = pool.run({ does: 'answer' }, NEVER);
    stop.abort(new Error('stopped'));
    await expect(answer).rejects.toThrow('stopped');
    expect((await next).processId).toBeGreaterThan(0);
    expect(pool.size).toBe(1);
  });

  it('has no worker any more when it rejects', async () => {
    const pool = poolOf();
    const stop = new AbortController();
    const { answer } = await spinning(pool, stop);
    stop.abort(new Error('stopped'));
    await expect(answer).rejects.toThrow('stopped');
    expect(pool.size).toBe(0);
  });

  it('leaves the line where it waits for its turn', async () => {
    const pool = poolOf();
    const [first, second] = [new AbortController(), new AbortController()];
    const { answer } = await spinning(pool, first);
    const waiting = pool.run({ does: 'answer' }, second.signal);
    second.abort(new Error('not wanted'));
    await expect(waiting).rejects.toThrow('not wanted');
    first.abort(new Error('stopped'));
    await expect(answer).rejects.toThrow('stopped');
  });

  it('starts no worker where it was stopped before', async () => {
    const pool = poolOf();
    const stopped = AbortSignal.abort(new Error('stopped'));
    await expect(pool.run({ does: 'answer' }, stopped)).rejects.toThrow('stopped');
    expect(pool.size).toBe(0);
  });
});

describe('a worker that comes to an end', () => {
  it.each<[PoolTask, string]>([
    [{ does: 'exit', code: 3 }, 'The counter ended with exit code 3 before it was done.'],
    [{ does: 'break', message: 'out of order' }, 'The counter failed before it was done: out of order'],
    [{ does: 'die' }, 'The counter ended by SIGKILL before it was done.'],
    [{ does: 'fill' }, 'The counter needed more than 64 MB of memory and ended.'],
  ])('is reported and replaced: %o', async (task, sentence) => {
    const pool = poolOf();
    const before = await pool.run({ does: 'answer' }, NEVER);
    await expect(pool.run(task, NEVER)).rejects.toThrow(sentence);
    const after = await pool.run({ does: 'answer' }, NEVER);
    expect(after.processId).not.toBe(before.processId);
    expect(pool.size).toBe(1);
  });

  it('is reported where its program is not there', async () => {
    const pool = poolOf({ program: new URL('./nowhere.ts', PROGRAM) });
    await expect(pool.run({ does: 'answer' }, NEVER)).rejects.toThrow(/^The counter failed .*nowhere\.ts/);
  });

  it('is replaced where it had nothing to do for a while', async () => {
    const pool = poolOf({ idleMs: 5 });
    const before = await pool.run({ does: 'answer' }, NEVER);
    await vi.waitFor(() => expect(pool.size).toBe(0), 10_000);
    expect((await pool.run({ does: 'answer' }, NEVER)).processId).not.toBe(before.processId);
  });
});

it('keeps the process alive for a task, and for nothing else', async () => {
  const script = `
    import { WorkerPool } from '${pathToFileURL(join(import.meta.dirname, 'worker-pool.ts')).href}';
    const pool = new WorkerPool({ program: new URL('${PROGRAM.href}'), name: 'It', most: 1, idleMs: 3_600_000, memoryMb: 64 });
    await pool.run({ does: 'answer' }, new AbortController().signal);
    console.log('answered, and', pool.size, 'is left');
  `;
  const parameters = ['--import', './scripts/typescript-hooks.mjs', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { cwd: PROJECT });
  expect(stdout).toBe('answered, and 1 is left\n');
});
