import { parentPort } from 'node:worker_threads';

/** What a worker says of a task; an error by its message alone, since not every error can be copied. */
export type TaskAnswer<Result> = { result: Result } | { error: string };

/** Makes this thread a worker of a `WorkerPool`. Results have to be plain data: they are copied. */
export function answerTasks(work: (task: never) => Promise<unknown>): void {
  parentPort?.on('message', (task) => void answer(task as never));

  async function answer(task: never): Promise<void> {
    try {
      send({ result: await work(task) });
    } catch (error) {
      send({ error: error instanceof Error ? error.message : String(error) });
    }
  }

  function send(answer: TaskAnswer<unknown>): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
    parentPort?.postMessage(answer);
  }
}
