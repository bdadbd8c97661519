// Vitest runs a global setup once for each project, all in one process; this makes it once for all of them.
const results: Map<string, Promise<unknown>> = ((globalThis as Record<symbol, unknown>)[
  Symbol.for('backline.once-per-run')
] ??= new Map<string, Promise<unknown>>()) as Map<string, Promise<unknown>>;

/** Does the work on the first call under the name; later calls of the same test run get its result. */
export function oncePerRun<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const existing = results.get(name);
  if (existing) return existing as Promise<Result>;
  const result = work();
  results.set(name, result);
  return result;
}
