/**
 * Long synchronous work in processes of its own: the event loop serves others meanwhile, and one that runs out of memory ends alone. A
 * thread that does so may end the whole process, whatever limit it was given.
 */

import { fork, type ChildProcess } from 'node:child_process';
import { Slots } from './slots.ts';
import type { TaskAnswer } from './worker-tasks.ts';

export interface WorkerPoolOptions {
  /** Calls `answerTasks`. Where it is TypeScript, Node itself strips its types, so it and its imports have no more of that. */
  program: URL;
  /** Who works there, as a sentence begins. */
  name: string;
  /** Workers at a time. */
  most: number;
  /** After so long without a task, a worker ends. */
  idleMs: number;
  /** A worker whose objects take more than this ends. */
  memoryMb: number;
}

/** Workers that are started when they are needed, each with one task at a time. Idle ones do not keep the process alive. */
export class WorkerPool<Task, Result> {
  readonly #slots: Slots;
  readonly #alive = new Set<PooledWorker<Task, Result>>();

  constructor(private readonly options: WorkerPoolOptions) {
    this.#slots = new Slots(options.most);
  }

  /** Workers that run, idle ones included. */
  get size(): number {
    return this.#alive.size;
  }

  /**
   * What a worker makes of the task. Rejects with the message of the error there, with a sentence where the worker itself came to
   * an end, and with the signal's reason once the worker has been stopped for it.
   */
  async run(task: Task, signal: AbortSignal): Promise<Result> {
    const release = await this.#slots.take(signal);
    try {
      signal.throwIfAborted();
      return await this.#idle().run(task, signal);
    } finally {
      release();
    }
  }

  /** The oldest one, so that those that are needed seldom come to their end. */
  #idle(): PooledWorker<Task, Result> {
    const idle = [...this.#alive].find(({ isIdle }) => isIdle);
    if (idle) return idle;
    const started = new PooledWorker<Task, Result>(this.options, () => this.#alive.delete(started));
    this.#alive.add(started);
    return started;
  }
}

/** Kept of what a worker prints, where the end says why it ended. */
const PRINTED = 16_000;

class PooledWorker<Task, Result> {
  readonly #process: ChildProcess;
  #task: PromiseWithResolvers<Result> | null = null;
  #isUsable = true;
  #printed = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: WorkerPoolOptions,
    onEnd: () => void,
  ) {
    this.#process = fork(options.program, {
      // The settings of this process hold secrets, and no worker needs any of them.
      env: {},
      // Nor what this process loads beforehand.
      execArgv: [`--max-old-space-size=${options.memoryMb}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#keepsAlive(false);
    this.#process.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      this.#printed = (this.#printed + piece).slice(-PRINTED);
    });
    this.#process.on('message', (answer) => {
      const said = answer as TaskAnswer<Result>;
      if ('error' in said) this.#task?.reject(new Error(said.error));
      else this.#task?.resolve(said.result);
    });
    const ended = (why: () => string): void => {
      this.#isUsable = false;
      clearTimeout(this.#timer);
      onEnd();
      this.#task?.reject(new Error(why()));
    };
    // Where it could not be started, there is no end to come.
    this.#process.once('error', (error) => {
      if (this.#process.pid === undefined) ended(() => `${options.name} could not be started: ${error.message}`);
    });
    this.#process.once('close', (code, by) => ended(() => this.#whyEnded(code, by)));
  }

  get isIdle(): boolean {
    return this.#isUsable && this.#task === null;
  }

  async run(task: Task, signal: AbortSignal): Promise<Result> {
    clearTimeout(this.#timer);
    const answer = Promise.withResolvers<Result>();
    const stop = (): void => this.#end();
    this.#task = answer;
    this.#keepsAlive(true);
    signal.addEventListener('abort', stop, { once: true });
    try {
      // That it could not be sent shows in the worker's end.
      this.#process.send(task as object, () => undefined);
      return await answer.promise;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#keepsAlive(false);
      this.#task = null;
      this.#timer = setTimeout(() => this.#end(), this.options.idleMs).unref();
    }
  }

  #end(): void {
    this.#isUsable = false;
    this.#process.kill('SIGKILL');
  }

  #keepsAlive(isWorking: boolean): void {
    const { channel, stderr } = this.#process;
    const what = isWorking ? 'ref' : 'unref';
    this.#process[what]();
    channel?.[what]();
    if (stderr && what in stderr) (stderr as unknown as Record<typeof what, () => void>)[what]();
  }

  #whyEnded(code: number | null, by: NodeJS.Signals | null): string {
    const { name, memoryMb } = this.options;
    if (this.#printed.includes('heap out of memory'))
      return `${name} needed more than ${memoryMb} MB of memory and ended.`;
    const message = /^\w*Error(?: \[\w+\])?: (.*)$/m.exec(this.#printed)?.[1];
    if (message !== undefined) return `${name} failed before it was done: ${message}`;
    return `${name} ended ${by === null ? `with exit code ${code}` : `by ${by}`} before it was done.`;
  }
}
