import type { Reporter } from 'vitest/node';

type TestModules = Parameters<NonNullable<Reporter['onTestRunEnd']>>[0];

/** Prints why tests were skipped, which the default reporter does not. */
export const skippedTests: Reporter = {
  onTestRunEnd(modules) {
    for (const line of skipReasons(modules)) process.stdout.write(`${line}\n`);
  },
};

/** One line for each reason; tests that give none are left out. */
export function skipReasons(modules: TestModules): string[] {
  const counts = new Map<string, number>();
  for (const test of modules.flatMap((module) => [...module.children.allTests('skipped')])) {
    const result = test.result();
    if (result.state !== 'skipped' || !result.note) continue;
    counts.set(result.note, (counts.get(result.note) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `${count} skipped: ${reason}`);
}
