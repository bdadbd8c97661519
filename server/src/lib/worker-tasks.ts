import { parentPort } from 'node:worker_threads';

/** What a worker says of a task; an error by its message alone, since not every error can be copied. */
export type TaskAnswer<Result> = { result: Result } | { error: string };

/** Makes this thread a worker of a `WorkerPool`. Results have to be plain data: they are copied. */
export function answerTasks<Task, Result>(work: (task: Task) => Promise<Result>): void {
  parentPort?.on('message', (task: Task) => void answer(task));

  async function answer(task: Task): Promise<void> {
    try {
      send({ result: await work(task) });
    } catch (error) {
      send({ error: error instanceof Error ? error.message : String(error) });
    }
  }

  function send(answer: TaskAnswer<Result>): void {
    parentPort?.postMessage(answer);
  }
}
