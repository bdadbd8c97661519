/** Long synchronous work in threads of its own: the event loop serves others meanwhile. */

import { Worker } from 'node:worker_threads';
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
  /** A worker whose objects take more than this is stopped. */
  memoryMb: number;
}

/** Threads that are started when they are needed, each with one task at a time. Idle ones do not keep the process alive. */
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

class PooledWorker<Task, Result> {
  readonly #thread: Worker;
  #task: PromiseWithResolvers<Result> | null = null;
  #isUsable = true;
  #failure: unknown = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: WorkerPoolOptions,
    onEnd: () => void,
  ) {
    this.#thread = new Worker(options.program, {
      // The settings of the process hold secrets, and no worker needs any of them.
      env: {},
      // Nor what the process loads beforehand.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    });
    this.#thread.unref();
    this.#thread.on('message', (answer: TaskAnswer<Result>) => {
      if ('error' in answer) this.#task?.reject(new Error(answer.error));
      else this.#task?.resolve(answer.result);
    });
    this.#thread.on('error', (error) => {
      this.#isUsable = false;
      this.#failure = error;
    });
    this.#thread.once('exit', (code) => {
      this.#isUsable = false;
      clearTimeout(this.#timer);
      onEnd();
      this.#task?.reject(new Error(this.#whyEnded(code)));
    });
  }

  get isIdle(): boolean {
    return this.#isUsable && this.#task === null;
  }

  async run(task: Task, signal: AbortSignal): Promise<Result> {
    clearTimeout(this.#timer);
    const answer = Promise.withResolvers<Result>();
    const stop = (): void => this.#end();
    this.#task = answer;
    this.#thread.ref();
    signal.addEventListener('abort', stop, { once: true });
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
      this.#thread.postMessage(task);
      return await answer.promise;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#thread.unref();
      this.#task = null;
      this.#timer = setTimeout(() => this.#end(), this.options.idleMs).unref();
    }
  }

  #end(): void {
    this.#isUsable = false;
    void this.#thread.terminate();
  }

  #whyEnded(code: number): string {
    const { name, memoryMb } = this.options;
    const failure = this.#failure;
    if (!(failure instanceof Error)) return `${name} ended with exit code ${code} before it was done.`;
    if ('code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      return `${name} needed more than ${memoryMb} MB of memory and was stopped.`;
    }
    return `${name} failed before it was done: ${failure.message}`;
  }
}
