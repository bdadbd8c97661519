/** Runs once before the tests that need the built product: builds what changed. */

import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { oncePerRun } from './once-per-run.ts';

const script = resolve(import.meta.dirname, '../../scripts/build-if-needed.mjs');

export async function setup(): Promise<void> {
  await oncePerRun('build', () => {
    const built = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    if (built.status !== 0) throw new Error(`The build failed:\n${built.stdout}${built.stderr}`);
    return Promise.resolve();
  });
}
