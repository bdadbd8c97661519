/** The program of a worker that does as it is told, for tests of the pool. */

import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { answerTasks } from '../../server/src/lib/worker-tasks.ts';

export type PoolTask =
  | { does: 'answer' }
  | { does: 'fail'; message: string }
  | { does: 'exit'; code: number }
  | { does: 'break'; message: string }
  | { does: 'die' }
  | { does: 'fill' }
  /** Without a break; writes the file when it begins. */
  | { does: 'spin'; begun: string }
  /** Without a break, until so many others do the same in the folder. */
  | { does: 'meet'; folder: string; count: number }
  /** Fails where another one is at it in the folder. */
  | { does: 'take turns'; folder: string };

export interface PoolAnswer {
  processId: number;
  settings: string[];
}

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
    case 'die':
      process.kill(process.pid, 'SIGKILL');
      await new Promise(() => undefined);
      break;
    case 'fill':
      for (const all: number[][] = []; ;) all.push(Array.from({ length: 1_000 }, (_, place) => place + all.length));
    case 'spin':
      writeFileSync(task.begun, '');
      for (;;);
    case 'meet':
      writeFileSync(join(task.folder, String(process.pid)), '');
      while (readdirSync(task.folder).length < task.count);
      break;
    case 'take turns':
      mkdirSync(join(task.folder, 'turn'));
      for (let turn = 0; turn < 20; turn += 1) await nextTurn();
      rmdirSync(join(task.folder, 'turn'));
      break;
  }
  return { processId: process.pid, settings: Object.keys(process.env) };
});
