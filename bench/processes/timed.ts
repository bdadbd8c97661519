import type { TaskResult } from './task.ts';

/** Runs all passes, one after the other. */
export async function timed(
  passes: number,
  work: () => Promise<unknown>,
): Promise<Pick<TaskResult, 'passMs' | 'passCpuMs'>> {
  const times = { passMs: [] as number[], passCpuMs: [] as number[] };
  for (let pass = 0; pass < passes; pass += 1) {
    const startedAt = performance.now();
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.passMs.push(performance.now() - startedAt);
    times.passCpuMs.push((user + system) / 1_000);
  }
  return times;
}
