/** The program of a worker that does as it is told, for tests of the pool. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { answerTasks } from '../../server/src/lib/worker-tasks.ts';

export type PoolTask =
  | { does: 'answer' }
  | { does: 'fail'; message: string }
  | { does: 'exit'; code: number }
  | { does: 'break'; message: string }
  | { does: 'fill' }
  /** Without a break; counts up when it begins. */
  | { does: 'spin'; begun: Int32Array }
  /** Without a break, until so many others do the same. */
  | { does: 'meet'; met: Int32Array; count: number }
  /** Notes in the second place how many were at it together. */
  | { does: 'take turns'; at: Int32Array };

export interface PoolAnswer {
  threadId: number;
  settings: string[];
}

/** How long anybody waits for what should come at once. */
const PATIENCE_MS = 15_000;

answerTasks(async (task: PoolTask): Promise<PoolAnswer> => {
  switch (task.does) {
    case 'answer':
      break;
    case 'fail':
      throw new Error(task.message);
    case 'exit':
      process.exit(task.code);
    case 'break':
      setImmediate(() => {
        throw new Error(task.message);
      });
      await new Promise(() => undefined);
      break;
    case 'fill':
      for (const all: number[][] = []; ;) all.push(Array.from({ length: 1_000 }, (_, place) => place + all.length));
    case 'spin':
      Atomics.add(task.begun, 0, 1);
      Atomics.notify(task.begun, 0);
      for (;;);
    case 'meet':
      meet(task.met, task.count);
      break;
    case 'take turns':
      await takeTurns(task.at);
      break;
  }
  return { threadId, settings: Object.keys(process.env) };
});

function meet(met: Int32Array, count: number): void {
  Atomics.add(met, 0, 1);
  Atomics.notify(met, 0);
  for (let here = Atomics.load(met, 0); here < count; here = Atomics.load(met, 0)) {
    if (Atomics.wait(met, 0, here, PATIENCE_MS) === 'timed-out') throw new Error('Nobody else came.');
  }
}

async function takeTurns(at: Int32Array): Promise<void> {
  const together = Atomics.add(at, 0, 1) + 1;
  if (together > Atomics.load(at, 1)) Atomics.store(at, 1, together);
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  Atomics.sub(at, 0, 1);
}
