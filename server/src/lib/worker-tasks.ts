/** What a worker says of a task; an error by its message alone, since not every error can be copied. */
export type TaskAnswer<Result> = { result: Result } | { error: string };

/** Makes this process a worker of a `WorkerPool`, which ends with the one that started it. Results have to be plain data: they are copied. */
export function answerTasks(work: (task: never) => Promise<unknown>): void {
  process.on('message', (task) => void answer(task as never));
  process.once('disconnect', () => process.exit());

  async function answer(task: never): Promise<void> {
    try {
      process.send?.({ result: await work(task) });
    } catch (error) {
      process.send?.({ error: error instanceof Error ? error.message : String(error) });
    }
  }
}
